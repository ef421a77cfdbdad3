package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.playground.Faults;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one command of the documentation. */
class BankConnectJarIT {

    private static final Pattern ADDRESS =
            Pattern.compile("bank-connect is at (http://127\\.0\\.0\\.1:(\\d+))/ \\((simulator inside)?");
    private static final Path JAR = Path.of("target", "kosma-bank-connect.jar");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theJarStartsTellsItsAddressAndEndsWhenToldTo() throws Exception {
        Process process = start("--server.port=0");
        try (BufferedReader output = process.inputReader()) {
            Matcher address = address(output).orElseThrow();
            assertThat(address.group(3)).isEqualTo("simulator inside");
            String home = address.group(1);
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(home + "/")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Your banks in one place");

            process.destroy();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void againstTheRealPlaygroundItAsksForTheToken() throws Exception {
        Process process = start("--server.port=0", "--kosma.environment=playground");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines().toList()).anyMatch(line -> line.contains("'kosma.token' is not set"));
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatIsUnderWayIsBroughtToAnEndWhenTheApplicationStops() throws Exception {
        try (KosmaPlayground bank = KosmaPlayground.start()) {
            Process process = start(
                    "--server.port=0",
                    "--spring.lifecycle.timeout-per-shutdown-phase=2m",
                    "--kosma.base-url=" + bank.baseUrl(),
                    "--kosma.auth-base-url=" + bank.authBaseUrl(),
                    "--kosma.token=" + bank.token());
            try (BufferedReader output = process.inputReader()) {
                int port = Integer.parseInt(address(output).orElseThrow().group(2));
                BufferedReader events = openEvents(port);
                assertThat(events.readLine()).isEqualTo("event:waiting");
                Faults.Fault slow = bank.faults().onXs2a("PUT", ".*").delay(Duration.ofMinutes(2));
                CompletableFuture<HttpResponse<String>> underWay = CompletableFuture.supplyAsync(() -> new Person(port)
                        .submitOnly("/connect", Map.of("country", "DE", "code", "88888888", "way", Person.PAGES)));
                await().atMost(Duration.ofMinutes(1)).until(() -> slow.hits() == 1);

                process.toHandle().destroy(); // SIGTERM; unlike destroy() of the process it leaves us the output
                await().atMost(Duration.ofMinutes(1)).until(() -> refuses(port));
                assertThat(events.lines().toList())
                        .as("ends like a whole answer")
                        .isNotNull();
                assertThat(underWay).isNotDone();
                bank.faults().clear();
                assertThat(underWay.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(302);

                assertThat(output.lines().toList())
                        .noneMatch(
                                line -> line.contains("\tat ") || line.contains("Exception") || line.contains("ERROR"));
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as("ended by SIGTERM").isEqualTo(128 + 15);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** The events of a page that waits for the bank's app, which nobody confirms. */
    private static BufferedReader openEvents(int port) throws Exception {
        Person erika = new Person(port);
        String page = erika.waitsForTheBanksApp().uri().getPath();
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page + "/events"))
                                        .header("Cookie", "bank-connect=" + erika.session())
                                        .build(),
                                HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private static boolean refuses(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    private static Optional<Matcher> address(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private static Process start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(settings));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
