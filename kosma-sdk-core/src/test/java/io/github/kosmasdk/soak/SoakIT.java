package io.github.kosmasdk.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.SmallJvm;
import io.github.kosmasdk.soak.SoakClient.Leak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many calls under random faults in a JVM of 64 MB, and nothing may be left of them: {@code -Dkosma.soak=1000000}. */
class SoakIT {

    private static final int CALLS = Integer.getInteger("kosma.soak", 6_000);
    /** Enough for two leaks in each round. */
    private static final int CALLS_THAT_LEAK = 6_600;

    private record Run(int exitCode, List<String> lines) {}

    @Test
    void nothingIsLeftOfManyCalls() throws Exception {
        try (SoakServer server = new SoakServer()) {
            Run run = soak(server, CALLS);

            System.out.println(server.requests() + " requests, faults " + server.faults());
            assertThat(run.lines()).last().isEqualTo(SoakClient.BACK);
            assertThat(run.lines()).noneMatch(line -> line.contains("LEAK"));
            assertThat(run.exitCode()).isZero();
            assertThat(server.requests()).isGreaterThan(CALLS / 2);
            assertThat(server.faults().values()).allMatch(times -> times.get() > 0);
        }
    }

    @Test
    void whatLeaksOnceInAThousandCallsShows() throws Exception {
        try (SoakServer server = new SoakServer()) {
            Run run = soak(server, CALLS_THAT_LEAK, Leak.values());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.lines())
                    .anyMatch(line -> line.startsWith("LEFT objects of io.github.kosmasdk.account.NextPage"))
                    .anyMatch(line -> line.startsWith("LEFT LEAK: ByteBuf"))
                    .anyMatch(line -> line.startsWith("LEFT connections"))
                    .anyMatch(line -> line.startsWith("LEFT file descriptors"))
                    .anyMatch(line -> line.startsWith("LEFT threads"));
        }
    }

    private static Run soak(SoakServer server, int calls, Leak... leaks) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(server.url().toString(), String.valueOf(calls)));
        Arrays.stream(leaks).map(Leak::name).forEach(arguments::add);
        Process process = SmallJvm.start(SoakClient.class, arguments);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = out.lines().peek(line -> show(line, leaks)).toList();
            return new Run(process.waitFor(), lines);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What is meant to leak need not be seen. */
    private static void show(String line, Leak... leaks) {
        if (leaks.length == 0) {
            System.out.println(line);
        }
    }
}
