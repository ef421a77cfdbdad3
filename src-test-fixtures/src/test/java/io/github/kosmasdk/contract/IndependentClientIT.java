package io.github.kosmasdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kosmasdk.playground.KosmaPlayground;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client in another language, written from the contract without a look at this code, gets along with the simulator. */
class IndependentClientIT {
    private static final Path CLIENT =
            Path.of(System.getProperty("basedir"), "src", "test", "node", "independent-client.mjs");

    @TempDir
    private Path folder;

    @BeforeAll
    static void nodeIsThere() {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .flatMap(entry -> Stream.of(Path.of(entry, "node"), Path.of(entry, "node.exe")))
                .anyMatch(Files::isExecutable);
        assumeTrue(there, "skipped: the independent client needs `node` (20 or newer) on the PATH");
    }

    @ParameterizedTest
    @CsvSource({"embedded,OtpElement", "redirect,redirect", "decoupled,poll"})
    void completesTheLogin(String user, String step) throws IOException, InterruptedException {
        try (KosmaPlayground playground = KosmaPlayground.start()) {
            JsonNode summary = run(playground, user);

            assertThat(summary.get("user").stringValue()).isEqualTo(user);
            assertThat(summary.get("steps").valueStream().map(JsonNode::stringValue))
                    .contains(step);
            assertThat(summary.get("accounts").intValue()).isEqualTo(5);
            assertThat(summary.get("pages").intValue()).isGreaterThan(1);
            assertThat(summary.get("consentCalls").intValue()).isEqualTo(4);
            KosmaContract.strict().answersOnly().assertValid(playground.exchanges());
        }
    }

    private JsonNode run(KosmaPlayground playground, String user) throws IOException, InterruptedException {
        Path output = folder.resolve("out");
        Path errors = folder.resolve("err");
        Process process = new ProcessBuilder(
                        "node",
                        CLIENT.toString(),
                        "--base-url=" + playground.baseUrl(),
                        "--token=" + playground.token(),
                        "--user=" + user)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return new JsonMapper().readTree(Files.readString(output));
    }
}
