package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaygroundMainIT {
    private static final String READY = "kosma-playground listening on http://127.0.0.1:";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port=",
                "--port=x",
                "--port=65536",
                "--port=-1",
                "--auth-port=1.5",
                "--token",
                "--token= ",
                "--transfer-duration",
                "--transfer-duration=-1",
                "--transfer-duration=PT1M",
                "8089",
                "--prt=1"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arg) {
        assertThat(run("--port=0", arg)).isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains(arg.split("=")[0]);
    }

    @Test
    void takenPortIsOneLineAndExitCodeOne() {
        try (KosmaPlayground first = KosmaPlayground.start()) {
            String port = String.valueOf(first.baseUrl().getPort());

            assertThat(run("--port=" + port)).isEqualTo(1);

            assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
            assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains(port, "in use");
        }
    }

    @Test
    void helpTellsTheOptions() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--port", "--auth-port", "--token", "--transfer-duration");
    }

    @Test
    void authOriginTakesAFreePortWhenTheNextOneIsTaken() throws IOException {
        try (ServerSocket next = new ServerSocket()) {
            int port = bindWithAFreeOneBelow(next);

            try (KosmaPlayground playground =
                    KosmaPlayground.builder().port(port).start()) {
                assertThat(playground.baseUrl().getPort()).isEqualTo(port);
                assertThat(playground.authBaseUrl().getPort()).isNotIn(port, port + 1);
            }
        }
    }

    /** Binds the socket to a port whose lower neighbour is free, and returns that one. */
    private static int bindWithAFreeOneBelow(ServerSocket socket) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        while (true) {
            int free;
            try (ServerSocket probe = new ServerSocket(0, 1, loopback)) {
                free = probe.getLocalPort();
                socket.bind(new InetSocketAddress(loopback, free + 1));
            } catch (BindException | IllegalArgumentException taken) {
                continue;
            }
            return free;
        }
    }

    @Test
    void processTellsThatItIsReadyAndStopsWhenTold() throws Exception {
        Process process = new ProcessBuilder(command("--port=0", "--token=only-this", "--transfer-duration=60"))
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader stdout =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedReader stderr =
                        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = stdout.readLine();
            assertThat(line).startsWith(READY);
            URI sessions = URI.create(line.substring(line.indexOf("http")) + "/xs2a/v1/sessions");
            assertThat(startSession(sessions, "another")).isEqualTo(401);
            assertThat(startSession(sessions, "only-this")).isEqualTo(201);

            process.toHandle().destroy();

            assertThat(process.waitFor()).isEqualTo(143);
            assertThat(stdout.readLine()).isNull();
            assertThat(stderr.lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("kosma-playground auth origin on http://127.0.0.1:");
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                PlaygroundMain.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static int startSession(URI sessions, String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sessions)
                                .header("Authorization", "Token " + token)
                                .PUT(BodyPublishers.ofString(TestClient.SESSION))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private int run(String... args) {
        return PlaygroundMain.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
