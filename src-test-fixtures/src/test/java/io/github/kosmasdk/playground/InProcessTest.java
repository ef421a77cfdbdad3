package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.KosmaPlayground.Answer;
import io.github.kosmasdk.playground.Transfer.State;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InProcessTest {
    private static final Map<String, String> TOKEN =
            Map.of("AUTHORIZATION", "Token x", "Content-Type", "application/json");

    private final KosmaPlayground playground =
            KosmaPlayground.builder().inProcess().formKeys(2).start();

    @Test
    void answersLikeASocket() {
        URI sessions = playground.baseUrl().resolve("/xs2a/v1/sessions?x=%20");

        Answer started = playground.call("put", sessions, TOKEN, TestClient.SESSION);
        Answer refused = playground.call("PUT", sessions, Map.of("Klarna-Correlation-Id", "c-1"), null);

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.headers()).containsEntry("Content-Type", "application/json;charset=utf-8");
        assertThat(started.body()).contains("\"self\":\"" + playground.baseUrl() + "/xs2a/v1/sessions/");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsEntry("Klarna-Correlation-Id", "c-1");
        assertThat(playground.exchanges()).extracting(Exchange::url).containsExactly(sessions, sessions);
        KosmaContract.strict().assertValid(playground.exchanges().subList(0, 1));
    }

    @Test
    void refusesAddressesOfOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> playground.call("GET", URI.create("https://bank.example/x"), Map.of(), null))
                .withMessageContaining("https://bank.example/x")
                .withMessageContaining(playground.baseUrl().toString());
    }

    @Test
    void manyPayersAtOnceLeaveBooksThatBalance() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> payments = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Random random = new Random(i);
                payments.add(() -> payOnce(random));
            }
            List<String> states = new ArrayList<>();
            for (Future<String> state : threads.invokeAll(payments)) {
                states.add(state.get());
            }

            playground.books().assertBalanced();
            assertThat(playground.books().transfers())
                    .filteredOn(Transfer::isExecuted)
                    .hasSize((int) states.stream().filter("FINISHED"::equals).count());
            assertThat(playground.books().transfers())
                    .extracting(Transfer::state)
                    .contains(State.COMPLETED_CREDITOR, State.DENIED, State.ABORTED);
            KosmaContract.strict().answersOnly().assertValid(playground.exchanges());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Three payers share three accounts, so that now and then there is not enough left. */
    private String payOnce(Random random) {
        Payer payer = new Payer(playground);
        JsonNode flow = payer.start(
                payer.session(), Payer.order(Payer.CHECKING, 1 + random.nextInt(60_000), "r" + random.nextInt()));
        Consumer consumer = payer.consumer(flow, List.of("a", "b", "decoupled").get(random.nextInt(3)));
        if (random.nextInt(10) == 0) {
            consumer.look();
            payer.client.call("DELETE", flow.path("self").asString(), null);
        } else {
            consumer.toTheEnd();
        }
        return payer.read(flow).text("/data/state");
    }
}
