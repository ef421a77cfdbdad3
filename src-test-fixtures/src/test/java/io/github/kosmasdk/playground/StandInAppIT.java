package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kosmasdk.playground.TestClient.Answer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What browsers load of the stand-in for the XS2A App. How it behaves in one is shown by the web application of the samples. */
class StandInAppIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = new KosmaPlaygroundExtension();

    private TestClient client = new TestClient(KOSMA.playground());

    @BeforeEach
    void connect(KosmaPlayground playground) {
        client = new TestClient(playground);
    }

    private Answer get(String path) {
        return client.call("GET", KOSMA.playground().authBaseUrl() + path, null);
    }

    @Test
    void theLauncherIsAScriptWithTheApiOfTheRealOne(KosmaPlayground playground) {
        Answer launcher = client.call("GET", playground.launcherUrl().toString(), null);
        assertThat(launcher.status()).isEqualTo(200);
        assertThat(launcher.header("Content-Type")).startsWith("text/javascript");
        assertThat(launcher.response().body())
                .contains("configure(", "startFlow(", "onXS2AReady")
                .contains("onLoad", "onReady", "onAbort", "onError", "onFinished", "onClose");
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html",
        "app.css, text/css",
        "app.js, text/javascript",
        "crypto.js, text/javascript",
        "forms.js, text/javascript"
    })
    void theFrameIsServedInParts(String file, String type) {
        Answer answer = get("/xs2a/widget-app/v1/" + file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void theFrameRunsNothingInline() {
        Answer page = get("/xs2a/widget-app/v1/index.html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "launcher.js", "../playground", "%2e%2e/fixtures.json"})
    void nothingElseIsServed(String file) {
        assertThat(get("/xs2a/widget-app/v1/" + file).status()).isEqualTo(404);
    }

    @Test
    void itIsReadOnly(KosmaPlayground playground) {
        assertThat(client.call("POST", playground.launcherUrl().toString(), "{}")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void theFrameLearnsWhereTheBanksPageSentTheConsumer() {
        JsonNode flow = client.startFlow(client.session(), "accounts", "{}");
        Answer step = client.consumer(flow).as("redirect").afterForms(2);
        String id = step.text("/data/result/redirect/id");
        String url = step.text("/data/result/redirect/url");
        assertThat(get("/xs2a/widget-app/v1/returned?redirect_id=" + id).status())
                .isEqualTo(204);

        Answer page = client.call("GET", url + "&result=success", null);

        assertThat(get("/xs2a/widget-app/v1/returned?redirect_id=" + id).text("/return_url"))
                .isEqualTo(page.header("Location"))
                .contains("result=success");
    }

    @Test
    void everyTestBankIsOffered() {
        assertThat(get("/xs2a/widget-app/v1/banks").json().get("banks"))
                .extracting(bank -> bank.path("country_code").asString())
                .contains("DE", "AT", "GB", "NL");
    }

    @Test
    void whatBrowsersLoadIsNoExchangeOfTheApi(KosmaPlayground playground) {
        get("/xs2a/widget-app/v1/index.html");
        client.call("GET", playground.launcherUrl().toString(), null);
        assertThat(playground.exchanges()).isEmpty();
    }

    /** Several times, as one key in 256 begins with a zero. */
    @RepeatedTest(3)
    void whatTheFrameEncryptsIsReadHere(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(hasNode(), "skipped: the App's encryption needs `node` (20 or newer) on the PATH");
        Path module = folder.resolve("crypto.mjs");
        try (InputStream script = getClass().getResourceAsStream("/kosma/xs2a-app/crypto.js")) {
            Files.copy(Objects.requireNonNull(script), module);
        }
        FormKey key = FormKey.ofEachForm().get();
        String plaintext = "{\"form_identifier\":\"f\",\"data\":[{\"key\":\"k\",\"value\":\"Grüße € 𝄞\"}]}";
        Process node = new ProcessBuilder(
                        "node", "--input-type=module", "-e", """
                        const { encrypted } = await import(process.argv[1])
                        console.log(JSON.stringify(await encrypted(process.argv[2], process.argv[3])))
                        """, module.toUri().toString(), key.toJwt(), plaintext)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();

        JsonNode answer = TestClient.MAPPER.readTree(output);

        assertThat(FormDecryption.decrypt(
                        answer.get("ct").stringValue(),
                        answer.get("iv").stringValue(),
                        answer.get("ek").stringValue(),
                        key.privateKey()))
                .isEqualTo(plaintext);
    }

    private static boolean hasNode() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .flatMap(entry -> Stream.of(Path.of(entry, "node"), Path.of(entry, "node.exe")))
                .anyMatch(Files::isExecutable);
    }
}
