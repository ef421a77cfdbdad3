package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.TestClock;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaStoreException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Transport.Request;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;

/** The state of a transfer through the vault: two tokens that rotate together, and neither is lost. */
class ConsentTransferTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    private static final TokenProtection KEY = TokenProtection.aesGcm("k1", TokenProtectionTest.key(1));

    private final StubTransport service = new StubTransport();
    private final TestClock clock = new TestClock(START);
    private final BrittleStore store = new BrittleStore();
    private final ConsentVault vault = vault(KEY);
    private final String id = vault.store(new Consent("c1", new ConsentToken("ct.1"), Map.of()), ConsentOrigin.UNKNOWN);

    private ConsentVault vault(TokenProtection protection) {
        return ConsentVault.builder(StubClient.over(service, Schedulers.parallel()), store)
                .tokenProtection(protection)
                .clock(clock)
                .build();
    }

    /** A store that can go away for good. */
    private static final class BrittleStore implements ConsentStore {
        private final ConsentStore inner = new InMemoryConsentStore();
        private volatile boolean away;
        private volatile boolean triedWhileAway;

        @Override
        public void insert(StoredConsent consent) {
            inner.insert(consent);
        }

        @Override
        public Optional<StoredConsent> find(String id) {
            return inner.find(id);
        }

        @Override
        public Map<ConsentState, Long> countByState() {
            return inner.countByState();
        }

        @Override
        public List<StoredConsent> list(ConsentQuery query) {
            return inner.list(query);
        }

        @Override
        public Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until) {
            return inner.acquire(id, holder, now, until);
        }

        @Override
        public boolean update(StoredConsent changed) {
            if (away) {
                triedWhileAway = true;
                throw new IllegalStateException("the database is away");
            }
            return inner.update(changed);
        }
    }

    @BeforeEach
    void aTransferWasMade() {
        vault.keepTransfer(id, "t1", new TransferToken("tt.1"));
    }

    private StoredConsent stored() {
        return store.find(id).orElseThrow();
    }

    private ConsentState state() {
        return stored().state();
    }

    private static String ok(int token) {
        return "{\"data\":{\"result\":{\"transfer_state\":\"COMPLETED_DEBTOR\",\"bank_transfer_state\":\"ACSC\","
                + "\"transfer_token\":\"tt." + token + "\"},\"consent_token\":\"ct." + token + "\"}}";
    }

    private static String error(String code, String tokens) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}" + tokens + "}";
    }

    private List<String> sentTokens() {
        return service.requests.stream()
                .map(ConsentTransferTest::body)
                .map(body -> body.path("consent_token").stringValue() + " "
                        + body.path("transfer_token").stringValue())
                .toList();
    }

    private static JsonNode body(Request request) {
        return WireJson.tree(new String(request.body(), StandardCharsets.UTF_8));
    }

    @Test
    void bothTokensAreStoredWhenTheStateArrives() {
        service.answer(200, ok(2)).answer(200, ok(3));
        TransferStateResult state = vault.unattended(id).transferState("t1");
        assertThat(state.transferState().orElseThrow().is(TransferState.COMPLETED_DEBTOR))
                .isTrue();
        assertThat(state.bankTransferState()).contains("ACSC");
        assertThat(state.transferToken()).as("the vault has it").isEmpty();
        vault.attended(id, PSU).transferState("t1");

        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.2 tt.2");
        assertThat(service.requests)
                .allSatisfy(request -> assertThat(request.uri())
                        .hasToString("https://api.example/xs2a/v1/consents/c1/transfers/t1/state/get"));
        assertThat(body(service.requests.get(0)).has("psu")).isFalse();
        assertThat(body(service.requests.get(1)).at("/psu/ip_address").stringValue())
                .isEqualTo("203.0.113.17");
        assertThat(KosmaJson.write(stored().details())).contains("\"t1\"").doesNotContain("tt.", "ct.");
        assertThat(stored().details()).asString().doesNotContain("tt.", "t1");
    }

    @Test
    void otherCallsLeaveTheTransfersTokenAsItIs() {
        vault.keepTransfer(id, "t2", new TransferToken("other.1"));
        service.answer(200, ok(2)).answer(200, ok(3));
        vault.unattended(id).transferState("t1");
        vault.unattended(id).transferState("t2");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.2 other.1");
    }

    @Test
    void aBankThatGivesNoNextTokenLeavesTheOneThatWasUsed() {
        service.answer(200, "{\"data\":{\"consent_token\":\"ct.2\"}}").answer(200, ok(3));
        assertThat(vault.unattended(id).transferState("t1").transferState()).isEmpty();
        vault.unattended(id).transferState("t1");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.2 tt.1");
    }

    @Test
    void theTokensOfAnErrorAreTheNextOnes() {
        service.answer(400, error("BANK", ",\"consent_token\":\"ct.2\",\"transfer_token\":\"tt.2\""))
                .answer(200, ok(3));
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(KosmaApiException.class);
        vault.unattended(id).transferState("t1");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.2 tt.2");
    }

    @Test
    void theTokensOfAnUnreadableStateAreTheNextOnes() {
        service.answer(200, """
                        {"data":{"result":{"bank_transfer_state":{},"transfer_token":"tt.2"},"consent_token":"ct.2"}}""").answer(200, ok(3));
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(KosmaTransportException.class);
        vault.unattended(id).transferState("t1");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.2 tt.2");
    }

    @Test
    void anErrorWithoutTheTransfersTokenEndsTheTransferButNotTheConsent() {
        service.answer(400, error("CONSENT", ",\"consent_token\":\"ct.2\""));
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(KosmaConsentException.class);
        assertThat(state()).isEqualTo(ConsentState.ACTIVE);
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1"))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("no token for the transfer t1");
        assertThat(service.requests).hasSize(1);
        assertThat(stored().lease()).isEmpty();

        vault.keepTransfer(id, "t1", new TransferToken("tt.9"));
        service.answer(200, ok(10));
        vault.unattended(id).transferState("t1");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.2 tt.9");
    }

    @ParameterizedTest
    @CsvSource({"401, unauthorized", "400, badRequest", "429, tooMany"})
    void anErrorAtTheDoorChangesNothing(int status, String code) {
        service.answer(status, error(code, "")).answer(200, ok(2));
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(KosmaApiException.class);
        vault.unattended(id).transferState("t1");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.1 tt.1");
    }

    @Test
    void afterALostAnswerTheNextCallFindsOut() {
        service.fail(new IOException("reset"), true).answer(200, ok(2));
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(KosmaTransportException.class);
        assertThat(state()).isEqualTo(ConsentState.UNCERTAIN);
        vault.unattended(id).transferState("t1");
        assertThat(state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(sentTokens()).containsExactly("ct.1 tt.1", "ct.1 tt.1");
    }

    @Test
    void theQuotaIsNotForTransfersButALimitOfTheServiceHolds() {
        for (int call = 2; call < 8; call++) {
            service.answer(200, ok(call));
            vault.unattended(id).transferState("t1");
        }
        service.answer(400, error("CONSENT.LIMIT_EXCEEDED", ""));
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(KosmaConsentException.class);
        assertThat(catchThrowableOfType(
                                ConsentQuotaException.class,
                                () -> vault.unattended(id).transferState("t1"))
                        .nextFree())
                .isEqualTo(START.plus(Duration.ofDays(1)));
        service.answer(200, ok(8));
        vault.attended(id, PSU).transferState("t1");
        assertThat(service.requests).hasSize(8);
        assertThat(sentTokens()).endsWith("ct.7 tt.7", "ct.7 tt.7");
    }

    @Test
    void tokensThatCannotBeStoredAreHandedOver() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        ConsentVault impatient = ConsentVault.builder(StubClient.over(service, time), store)
                .tokenProtection(KEY)
                .clock(clock)
                .build();
        service.answer(200, ok(2));
        store.away = true;
        CompletableFuture<TransferStateResult> call =
                impatient.reactive().unattended(id).transferState("t1").toFuture();
        await().atMost(Duration.ofSeconds(20)).until(() -> store.triedWhileAway);
        while (!call.isDone()) {
            time.advanceTimeBy(Duration.ofSeconds(1));
            Thread.onSpinWait();
        }
        KosmaStoreException failure = (KosmaStoreException)
                catchThrowableOfType(CompletionException.class, call::join).getCause();
        assertThat(failure.rotatedTokens().consentToken()).contains("ct.2");
        assertThat(failure.rotatedTokens().transferToken()).contains("tt.2");
        assertThat(failure).message().doesNotContain("tt.2");
    }

    @Test
    void theEndOfTheConsentIsTheEndOfItsTransfers() {
        vault.revoke(id);
        assertThat(stored().details().transfers()).isEmpty();
        assertThatThrownBy(() -> vault.unattended(id).transferState("t1")).isInstanceOf(ConsentUnusableException.class);
        assertThatThrownBy(() -> vault.keepTransfer(id, "t1", new TransferToken("tt.1")))
                .isInstanceOf(ConsentUnusableException.class);
        assertThatThrownBy(() -> vault.keepTransfer("unknown", "t1", new TransferToken("tt.1")))
                .isInstanceOf(KosmaUsageException.class);
        assertThat(service.requests).isEmpty();
    }

    @Test
    void aRefreshedConsentKnowsNothingOfTheTransfersOfTheOldOne() {
        service.answer(200, "{\"data\":{\"consent_id\":\"c2\",\"consent_token\":\"new.1\",\"consents\":{}}}");
        vault.completeRefresh(
                id,
                new Session(
                        "s2",
                        Optional.empty(),
                        new ApiLink("https://api.example/xs2a/v1/sessions/s2"),
                        Optional.of(new ApiLink("https://api.example/xs2a/v1/sessions/s2/consent/get")),
                        Map.of()));
        assertThat(stored().details().transfers()).isEmpty();
    }

    @Test
    void aNewKeyProtectsTheTransfersToo() {
        TokenProtection both =
                TokenProtection.aesGcm("k2", TokenProtectionTest.key(2)).readingKey("k1", TokenProtectionTest.key(1));
        assertThat(vault(both).protectAgain()).isOne();
        assertThat(vault(both).protectAgain()).isZero();
        service.answer(200, ok(2));
        vault(TokenProtection.aesGcm("k2", TokenProtectionTest.key(2)))
                .unattended(id)
                .transferState("t1");
        assertThat(sentTokens()).containsExactly("ct.1 tt.1");
    }

    @Test
    void aTokenMovedToAnotherTransferCannotBeRead() {
        StoredConsent before = stored();
        ConsentDetails details = before.details();
        Draft moved = new Draft(before);
        moved.transfers.put("t2", details.transfers().get("t1"));
        store.update(moved.done());
        assertThatThrownBy(() -> vault.unattended(id).transferState("t2")).isInstanceOf(TokenProtectionException.class);
        assertThat(service.requests).isEmpty();
        assertThat(state()).isEqualTo(ConsentState.ACTIVE);
    }

    @Test
    void detailsThatWereStoredBeforeThereWereTransfersAreRead() {
        ConsentDetails before =
                new ConsentDetails("c1", Map.of(), Optional.empty(), START, 0, List.of(), Optional.empty(), 0);
        String json = KosmaJson.write(before).replaceAll(",\"transfers\":\\{}", "");
        assertThat(json).doesNotContain("transfers");
        assertThat(KosmaJson.read(json, ConsentDetails.class)).isEqualTo(before);
        ConsentDetails now = stored().details();
        assertThat(now.transfers()).containsOnlyKeys("t1");
        assertThat(KosmaJson.read(KosmaJson.write(now), ConsentDetails.class)).isEqualTo(now);
    }
}
