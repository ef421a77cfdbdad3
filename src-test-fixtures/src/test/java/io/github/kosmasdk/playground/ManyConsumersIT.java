package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(KosmaPlaygroundExtension.class)
class ManyConsumersIT {
    private static final List<String> USERS = List.of("embedded", "redirect", "decoupled", "wrong");

    @Test
    void consumersAtTheSameTimeDoNotGetIntoEachOthersWay(KosmaPlayground playground) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> logins = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                String user = USERS.get(i % USERS.size());
                logins.add(() -> {
                    TestClient client = new TestClient(playground);
                    return user + " "
                            + client.run(client.session(), "transactions", "{}", user)
                                    .text("/data/state");
                });
            }
            for (Future<String> login : threads.invokeAll(logins)) {
                assertThat(login.get())
                        .isIn("embedded FINISHED", "redirect FINISHED", "decoupled FINISHED", "wrong EXCEPTION");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyOneOfManyFlowsStartedAtOnceRuns(KosmaPlayground playground) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            TestClient client = new TestClient(playground);
            JsonNode session = client.session();
            Callable<Integer> start =
                    () -> client.call("PUT", session.at("/flows/accounts").asString(), "{}")
                            .status();

            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(List.of(start, start, start, start, start, start))) {
                statuses.add(status.get());
            }

            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409);
        } finally {
            threads.shutdownNow();
        }
    }
}
