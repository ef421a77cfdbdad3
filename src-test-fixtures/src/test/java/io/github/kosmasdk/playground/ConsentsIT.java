package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConsentsIT {
    private static final MovableClock CLOCK = new MovableClock();

    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = KosmaPlaygroundExtension.with(
            settings -> settings.formKeys(4).clock(CLOCK).transferDuration(Duration.ofHours(2)));

    private final Payer payer = new Payer(KOSMA.playground());
    private JsonNode session;
    private String consentId = "";
    private String consentToken = "";
    private String transferId = "";
    private String transferToken = "";

    @BeforeEach
    void startsASession() {
        session = payer.session();
    }

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().answersOnly().assertValid(KOSMA.playground().exchanges());
    }

    private Answer fetch(JsonNode ofSession) {
        return payer.client.call("POST", ofSession.path("consent").asString(), null);
    }

    private void pay(JsonNode inSession, String user) {
        JsonNode result = payer.pay(inSession, Payer.order(Payer.CHECKING, 100, "r"), user)
                .data()
                .path("result");
        JsonNode consent = fetch(inSession).data();
        consentId = consent.path("consent_id").asString();
        consentToken = consent.path("consent_token").asString();
        transferId = result.path("transfer_id").asString();
        transferToken = result.path("transfer_token").asString();
    }

    private Answer state() {
        ObjectNode body = TestClient.MAPPER.createObjectNode();
        body.put("consent_token", consentToken).put("transfer_token", transferToken);
        return state(consentId, transferId, body.toString());
    }

    private Answer state(String consent, String transfer, @Nullable String body) {
        return payer.client.call(
                "POST",
                payer.client.url("/xs2a/v1/consents/" + consent + "/transfers/" + transfer + "/state/get"),
                body);
    }

    private void take(Answer answer, String consentPointer, String transferPointer) {
        assertThat(answer.text(consentPointer)).isNotEmpty().isNotEqualTo(consentToken);
        assertThat(answer.text(transferPointer)).isNotEmpty().isNotEqualTo(transferToken);
        consentToken = answer.text(consentPointer);
        transferToken = answer.text(transferPointer);
    }

    @Test
    void theConsentIsThereOnceAFlowIsFinishedAndAsLongAsTheSessionIsOpen() {
        Answer early = fetch(session);
        payer.client.run(session, "accounts", "{}", "embedded");
        Answer first = fetch(session);
        Answer second = payer.client.call(
                "POST",
                session.path("consent").asString(),
                "{\"keys\": {\"hsm\": \"c2VjcmV0\", \"aspsp_data\": \"0a:1b\"}}");
        payer.client.call("DELETE", session.path("self").asString(), null);
        Answer late = fetch(session);

        assertThat(early.status()).isEqualTo(404);
        assertThat(early.text("/error/code")).isEqualTo("notFound");
        assertThat(first.data().path("consents").propertyNames()).containsExactlyInAnyOrder("accounts", "balances");
        assertThat(first.text("/data/consents/balances"))
                .isEqualTo(payer.client.url("/xs2a/v1/consents/" + first.text("/data/consent_id") + "/balances/get"));
        assertThat(second.text("/data/consent_id")).isEqualTo(first.text("/data/consent_id"));
        assertThat(second.text("/data/consent_token")).isNotEqualTo(first.text("/data/consent_token"));
        assertThat(late.status()).isEqualTo(404);
    }

    @Test
    void noConsentWithoutScopeOrLifetimeOrByTheOtherConnection() {
        JsonNode noLifetime = payer.session("88888888", "DE", 0);
        payer.client.run(noLifetime, "accounts", "{}", "embedded");
        JsonNode noScope = payer.client.session();
        payer.client.run(noScope, "accounts", "{}", "embedded");
        JsonNode fallback = payer.client
                .startSession(Payer.SESSION.formatted("88888888", "DE", 30).replace("FORCE_PSD2", "FORCE_FALLBACK"))
                .data();
        payer.client.run(fallback, "accounts", "{}", "embedded");

        assertThat(fetch(noLifetime).status()).isEqualTo(404);
        assertThat(fetch(noScope).status()).isEqualTo(404);
        assertThat(fetch(fallback).status()).isEqualTo(404);
    }

    @Test
    void theStateMovesAndEveryCallReplacesBothTokensAlsoAfterTheSessionIsClosed() {
        pay(session, "embedded");
        payer.client.call("DELETE", session.path("self").asString(), null);

        Answer authorised = state();
        take(authorised, "/data/consent_token", "/data/result/transfer_token");
        CLOCK.move(Duration.ofHours(1));
        Answer booked = state();
        take(booked, "/data/consent_token", "/data/result/transfer_token");
        CLOCK.move(Duration.ofHours(1));
        Answer received = state();
        take(received, "/data/consent_token", "/data/result/transfer_token");

        assertThat(authorised.text("/data/result/transfer_state")).isEqualTo("AUTHORIZED");
        assertThat(booked.text("/data/result/transfer_state")).isEqualTo("COMPLETED_DEBTOR");
        assertThat(booked.text("/data/result/bank_transfer_state")).isEqualTo("ACSC");
        assertThat(received.text("/data/result/transfer_state")).isEqualTo("COMPLETED_CREDITOR");
        KOSMA.playground().books().reject(transferId);
        assertThat(state().text("/data/result/transfer_state")).isEqualTo("REJECTED");
    }

    @Test
    void aSupersededConsentTokenIsRefusedAndHandsOutNothing() {
        pay(session, "embedded");
        String old = consentToken;
        take(state(), "/data/consent_token", "/data/result/transfer_token");
        String latest = consentToken;
        consentToken = old;

        Answer refused = state();

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("CONSENT");
        assertThat(refused.json().propertyNames()).containsExactly("error");
        consentToken = latest;
        assertThat(state().status()).isEqualTo(200);
    }

    @Test
    void aFetchSupersedesTheTokenBefore() {
        pay(session, "embedded");
        fetch(session);

        assertThat(state().text("/error/code")).isEqualTo("CONSENT");
    }

    @Test
    void aSupersededTransferTokenIsRefusedButTheConsentGoesOn() {
        pay(session, "embedded");
        String old = transferToken;
        take(state(), "/data/consent_token", "/data/result/transfer_token");
        String latest = transferToken;
        transferToken = old;

        Answer refused = state();

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("CONSENT");
        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "consent_token");
        consentToken = refused.text("/consent_token");
        transferToken = latest;
        assertThat(state().status()).isEqualTo(200);
    }

    @Test
    void anErrorOfTheBankCarriesBothNextTokens() {
        pay(session, "state-trouble");

        Answer trouble = state();

        assertThat(trouble.status()).isEqualTo(400);
        assertThat(trouble.text("/error/code")).isEqualTo("BANK");
        take(trouble, "/consent_token", "/transfer_token");
        assertThat(state().text("/data/result/transfer_state")).isEqualTo("AUTHORIZED");
    }

    @Test
    void aConsentThatWasNotGivenForTransfersTellsSo() {
        JsonNode other = payer.client
                .startSession(Payer.SESSION.formatted("88888888", "DE", 30).replace("\"transfer\": {}, ", ""))
                .data();
        pay(other, "embedded");

        Answer refused = state();

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("CONSENT.RESOURCE_NOT_GRANTED");
        take(refused, "/consent_token", "/transfer_token");
    }

    @Test
    void aConsentEndsWithItsLifetime() {
        pay(session, "embedded");
        CLOCK.move(Duration.ofDays(30));

        Answer refused = state();

        assertThat(refused.text("/error/code")).isEqualTo("CONSENT.EXPIRED");
        assertThat(refused.json().propertyNames()).containsExactly("error");
    }

    @Test
    void unknownIdsAreNotFound() {
        pay(session, "embedded");
        JsonNode other = payer.session();
        String foreign = payer.pay(other, Payer.order(Payer.CHECKING, 100, "r"), "embedded")
                .text("/data/result/transfer_id");
        String tokens = "{\"consent_token\": \"" + consentToken + "\", \"transfer_token\": \"" + transferToken + "\"}";

        Answer noConsent = state("nothing", transferId, tokens);
        Answer noTransfer = state(consentId, foreign, tokens);

        assertThat(noConsent.status()).isEqualTo(404);
        assertThat(noConsent.json().propertyNames()).containsExactly("error");
        assertThat(noTransfer.status()).isEqualTo(404);
        assertThat(noTransfer.text("/consent_token")).isNotEmpty().isNotEqualTo(consentToken);
        consentToken = noTransfer.text("/consent_token");
        assertThat(state().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|body.consent_token,body.transfer_token",
                "{\"consent_token\": \"x\", \"transfer_token\": \"x\", \"psu\": {}}"
                        + "|body.psu.user_agent,body.psu.ip_address",
                "{\"consent_token\": \"x\", \"transfer_token\": \"x\", \"keys\": {\"hsm\": 1, \"aspsp_data\": \"0g:1\"}}"
                        + "|body.keys.hsm,body.keys.aspsp_data",
            })
    void aBrokenRequestIsToldMemberByMemberAndUsesUpNoToken(String body, String locations) {
        pay(session, "embedded");

        Answer refused = state(consentId, transferId, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("badRequest");
        assertThat(refused.json()
                        .at("/error/errors")
                        .valueStream()
                        .map(e -> e.path("location").asString()))
                .containsExactly(locations.split(","));
        assertThat(state().status()).isEqualTo(200);
    }

    @Test
    void lenientlyTheTokenBeforeIsGoodForOneMoreUse() {
        try (KosmaPlayground lenient = KosmaPlayground.builder()
                .formKeys(1)
                .inProcess()
                .lenientConsentTokens()
                .start()) {
            Payer other = new Payer(lenient);
            JsonNode opened = other.session();
            JsonNode result = other.pay(opened, Payer.order(Payer.CHECKING, 100, "r"), "embedded")
                    .data()
                    .path("result");
            JsonNode consent = other.client
                    .call("POST", opened.path("consent").asString(), null)
                    .data();
            String url = lenient.baseUrl() + "/xs2a/v1/consents/"
                    + consent.path("consent_id").asString() + "/transfers/"
                    + result.path("transfer_id").asString() + "/state/get";
            String tokens =
                    "{\"consent_token\": \"" + consent.path("consent_token").asString() + "\", \"transfer_token\": \""
                            + result.path("transfer_token").asString() + "\"}";

            assertThat(other.client.call("POST", url, tokens).status()).isEqualTo(200);
            assertThat(other.client.call("POST", url, tokens).status()).isEqualTo(200);
            assertThat(other.client.call("POST", url, tokens).status()).isEqualTo(400);
        }
    }
}
