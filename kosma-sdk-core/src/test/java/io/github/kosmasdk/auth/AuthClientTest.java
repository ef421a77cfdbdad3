package io.github.kosmasdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** The login step by step, against a script of answers. */
class AuthClientTest {

    private static final String WIZARD = "https://authapi.openbanking.playground.klarna.com/wizard/";

    private final StubTransport transport = new StubTransport();
    private final AuthClient auth = new AuthClient(new ReactiveAuthClient(new Pipeline(
            new Pipeline.Settings(
                    KosmaEnvironment.PLAYGROUND,
                    () -> "t",
                    Duration.ofSeconds(10),
                    ResiliencePolicy.OFF,
                    new PollingPolicy(Duration.ofMillis(1), Duration.ofMillis(1)),
                    "test/1"),
            transport,
            new Timing(Schedulers.parallel(), () -> 0))));

    private static ClientToken token(String payload) {
        return new ClientToken("e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".c2ln");
    }

    private static ClientToken tokenFor(String authUrl) {
        return token("{\"auth_url\":\"" + authUrl + "\",\"other\":1}");
    }

    private AuthStep step(String answer) {
        transport.answer(200, answer);
        return auth.begin(tokenFor(WIZARD + "start"));
    }

    private static String answer(String state, String next, String result) {
        return "{\"data\":{\"state\":\"" + state + "\"" + (next.isEmpty() ? "" : ",\"next\":\"" + WIZARD + next + "\"")
                + (result.isEmpty() ? "" : ",\"result\":" + result) + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSUMER_INPUT_NEEDED | {\"context\":\"x\"} | BankSelection",
                "CONSUMER_INPUT_NEEDED | '' | BankSelection",
                "CONSUMER_INPUT_NEEDED | null | BankSelection",
                "CONSUMER_INPUT_NEEDED | {\"type\":\"poll\",\"form\":{\"form_identifier\":\"f\",\"elements\":[]}} | FormInput",
                "PROCESSING | {\"form\":{\"form_identifier\":\"f\",\"elements\":[]}} | FormInput",
                "CONSUMER_INPUT_NEEDED | {\"type\":\"form\",\"redirect\":{\"id\":\"r\",\"url\":\"https://b.example/x?y\"}} | Redirect",
                "PROCESSING | {\"type\":\"form\"} | Waiting",
                "INITIALIZED | '' | Waiting",
                "FINISHED | '' | Finished",
                "ABORTED | {} | Aborted",
                "EXCEPTION | '' | Failed"
            })
    void theKindOfAStepFollowsFromItsMembers(String state, String result, String kind) {
        assertThat(step(answer(state, "n", result)).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void everyCallGoesToTheLatestNext() {
        AuthStep bank = step(answer("CONSUMER_INPUT_NEEDED", "2", ""));
        transport.answer(200, answer("PROCESSING", "3", ""));
        AuthStep waiting = auth.chooseBank((AuthStep.BankSelection) bank, BankChoice.of("DE", "00000"));
        transport
                .answer(200, answer("PROCESSING", "4", ""))
                .answer(200, answer("PROCESSING", "", ""))
                .answer(
                        200,
                        answer(
                                "CONSUMER_INPUT_NEEDED",
                                "5",
                                "{\"redirect\":{\"id\":\"r1\",\"url\":\"https://b.example\"}}"));
        AuthStep redirect = auth.await(waiting, Duration.ofSeconds(5));
        transport.answer(200, answer("FINISHED", "", ""));
        auth.returned((AuthStep.Redirect) redirect, "https://shop.example/return?state=1|2");

        assertThat(transport.requests)
                .extracting(request -> request.method() + " " + request.uri().getPath())
                .containsExactly(
                        "GET /wizard/start",
                        "POST /wizard/2",
                        "GET /wizard/3",
                        "GET /wizard/4",
                        "GET /wizard/4",
                        "POST /wizard/5");
        assertThat(body(transport.requests.get(1))).isEqualTo("{\"country_code\":\"DE\",\"bank_code\":\"00000\"}");
        assertThat(body(transport.requests.get(5)))
                .isEqualTo("{\"redirect_id\":\"r1\",\"return_url\":\"https://shop.example/return?state=1|2\"}");
    }

    private static String body(Transport.Request request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aSubmissionIsEncryptedAndOnlyThat() {
        AuthStep.FormInput login = (AuthStep.FormInput) step(KosmaFixtures.text("auth-login.response"));
        transport.answer(200, answer("FINISHED", "", ""));
        try (FormAnswer answer = login.form()
                .answer()
                .put("bias.apis.forms.elements.UsernameElement", "embedded")
                .put("bias.apis.forms.elements.PasswordElement", "12345")
                .build()) {
            auth.submit(login, answer);
        }
        assertThat(body(transport.requests.get(1)))
                .matches("\\{\"ct\":\"[^\"]+\",\"iv\":\"[0-9a-f]{32}\",\"ek\":\"[^\"]+\"\\}")
                .doesNotContain("embedded");
    }

    @Test
    void anAnswerToAnotherFormIsRefused() {
        AuthStep.FormInput login = (AuthStep.FormInput) step(KosmaFixtures.text("auth-login.response"));
        AuthStep.FormInput otp = (AuthStep.FormInput) step(KosmaFixtures.text("auth-otp.response"));
        FormAnswer answer = otp.form()
                .answer()
                .put("bias.apis.forms.elements.OtpElement", "12345")
                .build();
        assertThatThrownBy(() -> auth.submit(login, answer))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("another form");
    }

    @Test
    void aFailureKeepsTheCategoryThatConsumersMaySee() {
        assertThat(step("{\"data\":{\"state\":\"EXCEPTION\",\"result\":{\"error\":{\"code\":\"TECHNICAL\"}}}}"))
                .isInstanceOfSatisfying(
                        AuthStep.Failed.class,
                        failed -> assertThat(failed.reason().category()).isEqualTo(ErrorCategory.TECHNICAL));
    }

    @Test
    void theConsumersUserAgentIsToldWithEveryStep() {
        transport.answer(200, answer("PROCESSING", "1", "")).answer(200, answer("FINISHED", "", ""));
        AuthStep step = auth.begin(tokenFor(WIZARD + "start"), new Psu("Consumer/9", "203.0.113.17"));
        auth.refresh(step);
        assertThat(transport.requests)
                .extracting(request -> request.headers().get("User-Agent"))
                .containsOnly("Consumer/9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "/relative", "https://user@b.example/a", ""})
    void aRedirectThatIsNoWebAddressIsNeverHandedOut(String url) {
        assertThatThrownBy(() -> step(
                        answer("CONSUMER_INPUT_NEEDED", "1", "{\"redirect\":{\"id\":\"r\",\"url\":\"" + url + "\"}}")))
                .isInstanceOf(KosmaTransportException.class)
                .hasMessageContaining("web address");
    }

    @Test
    void aClientTokenOrANextThatLeadsElsewhereIsRefused() {
        assertThatThrownBy(() -> auth.begin(tokenFor("https://evil.example/wizard/1")))
                .isInstanceOf(KosmaLinkRefusedException.class)
                .hasMessageContaining("kosma.auth-base-url");
        AuthStep elsewhere = step(
                "{\"data\":{\"state\":\"PROCESSING\",\"next\":\"https://api.openbanking.playground.klarna.com/x\"}}");
        assertThatThrownBy(() -> auth.refresh(elsewhere)).isInstanceOf(KosmaLinkRefusedException.class);
        assertThat(transport.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "not json", "{\"auth_url\":1}", ""})
    void aClientTokenWithoutAnAddressIsRefused(String payload) {
        assertThatThrownBy(() -> auth.begin(token(payload)))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("client_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nodots", "a.%%%.b", "."})
    void whatIsNoTokenIsRefused(String token) {
        assertThatThrownBy(() -> auth.begin(new ClientToken(token))).isInstanceOf(KosmaUsageException.class);
    }
}
