package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one run of the sample printed, and its exit code. */
record Run(int exitCode, String out, String err) {

    static Run of(List<String> settings, String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of(line));
        args.addAll(settings);
        int exitCode = KosmaSample.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args.toArray(String[]::new));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Run succeeds() {
        assertThat(exitCode).as(err).isZero();
        return this;
    }

    /** Asserts an exit code, an empty standard output and one last line that says why. */
    String failsWith(int expected) {
        assertThat(exitCode).as(err).isEqualTo(expected);
        assertThat(out).isEmpty();
        assertThat(err).doesNotContain("\tat ", "Exception");
        String last = err.substring(err.strip().lastIndexOf('\n') + 1).strip();
        assertThat(last).startsWith("kosma-sample: ");
        return last;
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
