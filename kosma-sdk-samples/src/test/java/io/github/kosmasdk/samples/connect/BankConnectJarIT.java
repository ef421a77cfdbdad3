package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one command of the documentation. */
class BankConnectJarIT {

    private static final Pattern ADDRESS =
            Pattern.compile("bank-connect is at (http://127\\.0\\.0\\.1:\\d+)/ \\(simulator inside");
    private static final Path JAR = Path.of("target", "kosma-bank-connect.jar");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theJarStartsTellsItsAddressAndEndsWhenToldTo() throws Exception {
        Process process = start("--server.port=0");
        try (BufferedReader output = process.inputReader()) {
            String home = address(output).orElseThrow();
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

    private static Optional<String> address(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return Optional.of(address.group(1));
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
