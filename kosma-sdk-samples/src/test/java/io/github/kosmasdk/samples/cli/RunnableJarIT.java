package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.KosmaPlayground;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnableJarIT {

    /** What a JVM finds in these it remarks on, before the sample can say anything. */
    private static final Set<String> SAID_ON_STANDARD_ERROR = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    @TempDir
    private Path directory;

    private Map<String, String> environment = Map.of();

    @Test
    void theJarRunsWithItsOwnSimulator() throws Exception {
        Run run = java("transactions", "--json", "--kosma.polling.first=20ms").succeeds();
        assertThat(run.json().get("transactions").size()).isPositive();
        assertThat(run.err()).startsWith("simulator inside").endsWith("session closed\n");
    }

    @Test
    void theExitCodesReachTheShell() throws Exception {
        assertThat(java("nonsense").failsWith(2)).contains("usage: ");
        assertThat(java("accounts", "--kosma.environment=production").failsWith(1))
                .contains("'kosma.token' is not set");
    }

    @Test
    void consentsOutliveTheProcessInTheHomeOfTheUser() throws Exception {
        try (KosmaPlayground playground = KosmaPlayground.start()) {
            String[] there = {
                "--kosma.base-url=" + playground.baseUrl(),
                "--kosma.auth-base-url=" + playground.authBaseUrl(),
                "--kosma.token=" + playground.token()
            };
            String key = Base64.getEncoder().encodeToString(new byte[32]);
            environment = Map.of("KOSMA_VAULT_KEY", key);
            String id = java(with(there, "consents", "new", "--json"))
                    .succeeds()
                    .json()
                    .get("id")
                    .stringValue();
            Path vault = directory.resolve(".kosma-sample");
            assertThat(vault.resolve("vault.mv.db")).exists();
            assertThat(vault.resolve("vault.key")).doesNotExist();
            assertThat(java(with(there, "transactions", "--consent=" + id))
                            .succeeds()
                            .out())
                    .contains(" transactions of ");

            environment = Map.of("KOSMA_VAULT_KEY", key.replace("AAAA", "BBBB"));
            assertThat(java(with(there, "transactions", "--consent=" + id)).failsWith(1))
                    .contains("cannot be decrypted");
        }
    }

    private static String[] with(String[] settings, String... line) {
        return Stream.of(line, settings).flatMap(Stream::of).toArray(String[]::new);
    }

    private Run java(String... line) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + directory,
                "-jar",
                Path.of("target", "kosma-sample.jar").toAbsolutePath().toString()));
        command.addAll(List.of(line));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().putAll(environment);
        process.environment().keySet().removeAll(SAID_ON_STANDARD_ERROR);
        int exitCode = process.start().waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
