package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnableJarIT {

    @TempDir
    private Path directory;

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

    private Run java(String... line) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "kosma-sample.jar").toAbsolutePath().toString()));
        command.addAll(List.of(line));
        int exitCode = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
