package io.github.kosmasdk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.ConsentsClient;
import io.github.kosmasdk.consent.ReactiveConsentsClient;
import io.github.kosmasdk.consent.TransferState;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport.Request;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The consent of a session and the state of a transfer: what is sent, and which tokens are the next ones. */
class TransferStateTest {

    private static final TransferAccess FIRST =
            new TransferAccess("c1", new ConsentToken("ct.1"), "t1", new TransferToken("tt.1"));

    private final StubTransport service = new StubTransport();
    private final Pipeline pipeline = new Pipeline(
            new Pipeline.Settings(
                    new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example")),
                    () -> "token",
                    Duration.ofSeconds(30),
                    ResiliencePolicy.STANDARD,
                    PollingPolicy.STANDARD,
                    "test/1"),
            service,
            Timing.real());
    private final PaymentsClient payments = new PaymentsClient(new ReactivePaymentsClient(pipeline));
    private final ConsentsClient consents = new ConsentsClient(new ReactiveConsentsClient(pipeline));

    private static Session session(Optional<ApiLink> consent) {
        return new Session(
                "s1", Optional.empty(), new ApiLink("https://api.example/xs2a/v1/sessions/s1"), consent, Map.of());
    }

    private Request sent() {
        assertThat(service.requests).hasSize(1);
        return service.requests.get(0);
    }

    private String sentBody() {
        return new String(sent().body(), StandardCharsets.UTF_8);
    }

    @Test
    void aConsentIsFetchedFromItsSession() {
        service.answer(200, KosmaFixtures.text("consent.response"));
        ApiLink link = new ApiLink("https://api.example/xs2a/v1/sessions/s1/consent/get");

        Consent consent = consents.fetch(session(Optional.of(link)));

        assertThat(sent().method().name()).isEqualTo("POST");
        assertThat(sent().uri()).hasToString(link.value());
        assertThat(sent().body()).isNull();
        assertThat(consent.consentId()).isEqualTo("k3p9c1d7v0r5m2n8q4t6s1u0a9b2e7fh");
        assertThat(consent.consentToken()).isEqualTo(new ConsentToken("eyJhbGciOiJSUzI1NiJ9.eyJ2IjoxfQ.c2ln"));
        assertThat(consent.consents()).containsKeys("accounts", "account_details", "balances", "transactions");
        assertThat(consent).asString().doesNotContain("eyJ", "k3p9c1d7");
    }

    @Test
    void aFetchWhoseAnswerIsLostIsNotSentAgain() {
        service.fail(new IOException("reset"), true);
        assertThatThrownBy(() -> consents.fetch(session(Optional.of(new ApiLink("https://api.example/c")))))
                .isInstanceOf(KosmaTransportException.class);
        sent();
    }

    @Test
    void aSessionWithoutTheLinkSaysWhatToAskFor() {
        assertThatThrownBy(() -> consents.fetch(session(Optional.empty())))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("consent scope");
    }

    @Test
    void theStateComesWithTheNextAccess() {
        service.answer(200, """
                {"data":{"result":{"transfer_state":"COMPLETED_DEBTOR","bank_transfer_state":"ACSC",
                "transfer_token":"tt.2"},"consent_token":"ct.2"}}""");

        TransferStateAnswer answer = payments.transferState(FIRST);

        assertThat(answer.state().orElseThrow().is(TransferState.COMPLETED_DEBTOR))
                .isTrue();
        assertThat(answer.bankState()).contains("ACSC");
        assertThat(answer.next())
                .isEqualTo(new TransferAccess("c1", new ConsentToken("ct.2"), "t1", new TransferToken("tt.2")));
        assertThat(sent().uri()).hasToString("https://api.example/xs2a/v1/consents/c1/transfers/t1/state/get");
        assertThat(sentBody()).isEqualTo("{\"consent_token\":\"ct.1\",\"transfer_token\":\"tt.1\"}");
    }

    @Test
    void onlyAnAttendedCallNamesTheConsumer() {
        service.answer(200, "{\"data\":{\"consent_token\":\"ct.2\"}}");
        TransferStateAnswer answer = payments.attendedTransferState(FIRST, new Psu("Browser/1", "203.0.113.17"));
        assertThat(WireJson.tree(sentBody()).path("psu").path("ip_address").stringValue())
                .isEqualTo("203.0.113.17");
        assertThat(answer.state()).isEmpty();
        assertThat(answer.next().consentToken()).isEqualTo(new ConsentToken("ct.2"));
    }

    @Test
    void aStateThatNobodyKnowsYetIsKept() {
        service.answer(200, "{\"data\":{\"result\":{\"transfer_state\":\"ON_HOLD\"},\"consent_token\":\"ct.2\"}}");
        assertThat(payments.transferState(FIRST).state().orElseThrow().value()).isEqualTo("ON_HOLD");
    }

    private Optional<TransferAccess> afterError(int status, String body) {
        service.answer(status, body);
        KosmaApiException failure = catchThrowableOfType(KosmaApiException.class, () -> payments.transferState(FIRST));
        assertThat(failure).message().doesNotContain("ct.", "tt.");
        return FIRST.after(failure);
    }

    @ParameterizedTest
    @CsvSource({"400, BANK", "400, CONSENT.RESOURCE_NOT_GRANTED", "503, TECHNICAL", "404, notFound"})
    void anErrorThatBringsTokensBringsTheNextAccess(int status, String code) {
        assertThat(afterError(
                        status,
                        "{\"error\":{\"code\":\"" + code
                                + "\",\"message\":\"m\"},\"consent_token\":\"ct.2\",\"transfer_token\":\"tt.2\"}"))
                .contains(new TransferAccess("c1", new ConsentToken("ct.2"), "t1", new TransferToken("tt.2")));
        sent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"consent_token\":\"ct.2\"", ",\"transfer_token\":\"tt.2\"", ",\"consent_token\":7}"})
    void anErrorThatDoesNotBringBothEndsTheAccess(String tokens) {
        assertThat(afterError(400, "{\"error\":{\"code\":\"CONSENT\",\"message\":\"m\"}" + tokens + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, CONSENT.LIMIT_EXCEEDED", "401, unauthorized", "403, x", "429, x", "400, badRequest"})
    void anErrorThatDidNotUseTheAccessUpLeavesIt(int status, String code) {
        assertThat(afterError(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}"))
                .contains(FIRST);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 502})
    void anyOtherErrorWithoutTokensEndsTheAccess(int status) {
        assertThat(afterError(status, "<html>")).isEmpty();
    }

    @Test
    void aLostAnswerIsNotAskedForAgain() {
        service.fail(new IOException("reset"), true);
        assertThatThrownBy(() -> payments.transferState(FIRST)).isInstanceOf(KosmaTransportException.class);
        sent();
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", "a b, a%20b", "t?x=1, t%3Fx%3D1", "é, %C3%A9"})
    void anIdStaysOneSegmentOfThePath(String id, String segment) {
        service.answer(200, "{\"data\":{\"consent_token\":\"ct.2\"}}");
        payments.transferState(new TransferAccess("c1", FIRST.consentToken(), id, FIRST.transferToken()));
        assertThat(sent().uri())
                .hasToString("https://api.example/xs2a/v1/consents/c1/transfers/" + segment + "/state/get");
    }

    @Test
    void anIdThatClimbsIsRefused() {
        TransferAccess climbing =
                new TransferAccess("c1", FIRST.consentToken(), "../../sessions", FIRST.transferToken());
        assertThatThrownBy(() -> payments.transferState(climbing)).isInstanceOf(KosmaLinkRefusedException.class);
        assertThat(service.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void anIdThatChangesThePathIsRefused(String id) {
        assertThatThrownBy(() -> payments.transferState(
                        new TransferAccess(id, FIRST.consentToken(), "t1", FIRST.transferToken())))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("consent_id");
        assertThat(service.requests).isEmpty();
    }

    @Test
    void theAccessIsMadeOfConsentAndTransferAndGoesToAnotherMachine() {
        Consent consent = new Consent("c1", new ConsentToken("ct.1"), Map.of());
        TransferResult transfer =
                new TransferResult(Optional.of("t1"), Optional.of(new TransferToken("tt.1")), Optional.empty());

        assertThat(TransferAccess.of(consent, transfer)).contains(FIRST);
        assertThat(TransferAccess.fromJson(FIRST.toJson())).isEqualTo(FIRST);
        assertThat(TransferAccess.of(consent, TransferResult.NOTHING_SAID)).isEmpty();
        assertThatThrownBy(() -> TransferAccess.fromJson("{}")).isInstanceOf(KosmaUsageException.class);
    }
}
