package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample against a server that shares nothing with the simulator: other authors, another language, other choices
 * wherever the contract leaves one.
 */
class IndependentServerIT {

    private static @Nullable Process server;
    private static List<String> settings = List.of();

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                nodeIsInstalled(), "skipped: the independent server needs Node.js, and there is no 'node' on the PATH");
        server = new ProcessBuilder(
                        "node",
                        Path.of("src", "test", "node", "independent-server.mjs").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader ready = server.inputReader();
        JsonNode urls = JsonMapper.shared().readTree(ready.readLine());
        settings = List.of(
                "--kosma.base-url=" + urls.get("xs2a").stringValue(),
                "--kosma.auth-base-url=" + urls.get("auth").stringValue(),
                "--kosma.token=any",
                "--kosma.polling.first=20ms",
                "--kosma.polling.max=50ms");
    }

    /** The server ends when its standard input does. */
    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.getOutputStream().close();
            assertThat(server.waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redirect", "decoupled"})
    void theFourCommandsEndWithTheirResults(String user) {
        String as = "--user=" + user;
        assertThat(Run.of(settings, "accounts", as).succeeds().out())
                .startsWith("3 accounts\n")
                .contains("DE06000000000023456789");
        assertThat(Run.of(settings, "details", as).succeeds().out()).contains("Petra Musterfrau");
        assertThat(Run.of(settings, "balances", as).succeeds().out()).contains("  limit       500.00 EUR\n");
        JsonNode transactions = Run.of(settings, "transactions", as, "--last-days=20", "--json")
                .succeeds()
                .json();
        assertThat(transactions.get("transactions").size())
                .as("two a day, over all pages")
                .isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redirect", "decoupled"})
    void aPaymentIsInitiated(String user) {
        assertThat(Run.of(
                                settings,
                                "pay",
                                "--amount=129.99",
                                "--currency=EUR",
                                "--to=DE89370400440532013000",
                                "--name=Example Shop GmbH",
                                "--reference=Order 4711",
                                "--user=" + user)
                        .succeeds()
                        .out())
                .startsWith("initiated ")
                .contains("  amount       129.99 EUR\n")
                .contains("  to           Example Shop GmbH, DE89370400440532013000\n");
    }

    @Test
    void anAccountIsChosenByIdAndByIban() {
        assertThat(Run.of(settings, "details", "--account=1").succeeds().out()).contains("DE86000000002345678902");
        assertThat(Run.of(settings, "details", "--account=DE86000000002345678902")
                        .succeeds()
                        .out())
                .contains("DE86000000002345678902");
    }

    @Test
    void theBankIsChosenDuringTheLogin() {
        assertThat(Run.of(settings, "accounts", "--bank=none").succeeds().out()).startsWith("3 accounts\n");
    }

    @Test
    void aDeniedLoginIsOneClearLine() {
        assertThat(Run.of(settings, "accounts", "--user=wrong").failsWith(1))
                .contains("USER.ACCESS_DENIED.CREDENTIALS: Anmeldung abgelehnt");
    }

    private static boolean nodeIsInstalled() {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
    }
}
