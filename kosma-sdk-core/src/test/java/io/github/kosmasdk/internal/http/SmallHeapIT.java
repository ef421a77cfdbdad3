package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.SmallJvm;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.session.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Everything that is too large, against a client in a JVM that has no room for it. */
class SmallHeapIT {

    private static final int ROUNDS = 3;
    private static final long GIGABYTE = 1L << 30;

    @Test
    void noAnswerFillsTheMemory() throws Exception {
        Process process = SmallJvm.start(Bombs.class, List.of());
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(output)
                    .contains(ROUNDS * bombs().size() + " bombs, a heap of 64 MB, still alive")
                    .doesNotContain("LEAK")
                    .doesNotContain("OutOfMemory");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs in the small JVM: a service that answers with bombs, and its client. */
    static final class Bombs {

        private Bombs() {}

        public static void main(String[] arguments) {
            try (RawServer server = new RawServer((request, client) -> {});
                    KosmaClient kosma = KosmaClient.builder()
                            .environment(server.url(), server.url())
                            .token("any")
                            .resilience(ResiliencePolicy.OFF)
                            .deadline(Duration.ofMinutes(1))
                            .build()) {
                Session session = new Session(
                        "s1", Optional.empty(), new ApiLink(server.url() + "/s1"), Optional.empty(), Map.of());
                int survived = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    for (Map.Entry<String, RawServer.Answer> bomb : bombs().entrySet()) {
                        server.answer(bomb.getValue());
                        try {
                            kosma.sessions().read(session);
                            throw new AssertionError(bomb.getKey() + " was read");
                        } catch (KosmaTransportException refused) {
                            System.out.println(bomb.getKey() + ": " + refused.getMessage());
                            survived++;
                        }
                    }
                }
                server.answer((request, client) -> write(client, RawServer.ok("{\"data\":{}}")));
                kosma.sessions().read(session);
                System.out.println(survived + " bombs, a heap of 64 MB, still alive");
            }
        }
    }

    private static Map<String, RawServer.Answer> bombs() {
        Map<String, RawServer.Answer> bombs = new LinkedHashMap<>();
        bombs.put("1 GB of nesting", body(GIGABYTE, "", "["));
        bombs.put("15 MB of nesting", body(15 << 20, "{\"unknown\":", "[{\"a\":"));
        bombs.put("a text of 100 MB", body(100 << 20, "{\"data\":\"", "x"));
        bombs.put("a text of 15 MB", body(15 << 20, "{\"data\":\"", "x"));
        bombs.put("a text of 15 MB of escapes", body(15 << 20, "{\"data\":\"", "\\u00e9"));
        bombs.put("a name of 15 MB", body(15 << 20, "{\"", "n"));
        bombs.put("a number of 15 MB", body(15 << 20, "{\"data\":{\"session_id\":", "9"));
        bombs.put("a list of 15 MB", body(15 << 20, "{\"data\":{\"previous_flows\":[{}", ",{}"));
        bombs.put("white space", body(15 << 20, "", " "));
        bombs.put("a header of 1 GB", head("X: ", "x"));
        bombs.put("headers of 1 GB", head("", "X: y\r\n"));
        return bombs;
    }

    private static RawServer.Answer body(long size, String start, String piece) {
        return (request, client) -> {
            write(client, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + start);
            fill(client, size - start.length(), piece);
        };
    }

    private static RawServer.Answer head(String start, String piece) {
        return (request, client) -> {
            write(client, "HTTP/1.1 200 OK\r\n" + start);
            fill(client, GIGABYTE, piece);
        };
    }

    private static void fill(OutputStream client, long size, String piece) throws IOException {
        byte[] block = piece.repeat(8192 / piece.length()).getBytes(StandardCharsets.US_ASCII);
        for (long left = size; left > 0; left -= block.length) {
            client.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private static void write(OutputStream client, String text) throws IOException {
        client.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
