package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.TestClock;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaStoreException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.insights.RefreshAccounts;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Transport.Request;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The vault over a scripted service and a store that can fail: which token is stored, and which one is sent. */
class ConsentVaultTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    private static final BankChoice BANK = BankChoice.of("DE", "88888888");
    private static final TokenProtection KEY = TokenProtection.aesGcm("k1", TokenProtectionTest.key(1));
    private static final ConsentScope SCOPE =
            ConsentScope.builder().accounts().balances().lifetimeDays(90).build();

    private final StubTransport service = new StubTransport();
    private final TestClock clock = new TestClock(START);
    private final ShakyStore store = new ShakyStore();
    private final ConsentVault vault = vault().build();
    private final String id = vault.store(
            new Consent(
                    "c1",
                    new ConsentToken("ct.1"),
                    Map.of("accounts", link("accounts/get"), "balances", link("balances/get"))),
            new ConsentOrigin(Optional.of("psu-1"), Optional.of("cust-1"), Optional.of(BANK), Optional.of(SCOPE)));

    private ConsentVault.Builder vault() {
        return vault(StubClient.over(service, Schedulers.parallel()));
    }

    private ConsentVault.Builder vault(KosmaClient client) {
        return ConsentVault.builder(client, store)
                .tokenProtection(KEY)
                .clock(clock)
                .patience(Duration.ZERO);
    }

    private static final Session SESSION = new Session(
            "s1", Optional.empty(), new ApiLink("https://api.example/xs2a/v1/sessions/s1"), Optional.empty(), Map.of());

    private static ApiLink link(String path) {
        return new ApiLink("https://api.example/xs2a/v1/consents/c1/" + path);
    }

    /** Fails on demand, before a step is done or after it. */
    private static final class ShakyStore implements ConsentStore {
        private final ConsentStore inner = new InMemoryConsentStore();
        private final List<String> steps = new ArrayList<>();
        private String failing = "";
        private boolean afterwards;
        private int times;
        private Map<String, Runnable> then = Map.of();

        /** Lets something happen once a step is done. */
        void afterwards(String step, Runnable what) {
            then = Map.of(step, what);
        }

        void fail(String step, int times, boolean afterwards) {
            this.failing = step;
            this.times = times;
            this.afterwards = afterwards;
        }

        synchronized boolean reached(String step) {
            return steps.contains(step);
        }

        private synchronized <T> T step(String name, Supplier<T> work) {
            steps.add(name);
            notifyAll();
            boolean fails = name.equals(failing) && times-- > 0;
            if (fails && !afterwards) {
                throw new IllegalStateException("the database is away");
            }
            T result = work.get();
            then.getOrDefault(name, () -> {}).run();
            if (fails) {
                throw new IllegalStateException("the database went away");
            }
            return result;
        }

        @Override
        public void insert(StoredConsent consent) {
            step("insert", () -> {
                inner.insert(consent);
                return consent;
            });
        }

        @Override
        public Optional<StoredConsent> find(String id) {
            return step("find", () -> inner.find(id));
        }

        @Override
        public Map<ConsentState, Long> countByState() {
            return step("countByState", inner::countByState);
        }

        @Override
        public List<StoredConsent> list(ConsentQuery query) {
            return step("list", () -> inner.list(query));
        }

        @Override
        public Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until) {
            return step("acquire", () -> inner.acquire(id, holder, now, until));
        }

        @Override
        public boolean update(StoredConsent changed) {
            return step("update", () -> inner.update(changed));
        }
    }

    private StoredConsent stored() {
        return store.inner.find(id).orElseThrow();
    }

    private String storedToken() {
        return KEY.reveal(id, stored().details().consentId(), stored().token().orElseThrow())
                .value();
    }

    private ConsentRecord record() {
        return vault.inspect(id).orElseThrow();
    }

    private static String ok(int token) {
        return "{\"data\":{\"result\":{},\"consent_token\":\"ct." + token + "\"}}";
    }

    private static String error(String code, String token) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}"
                + (token.isEmpty() ? "" : ",\"consent_token\":\"" + token + "\"") + "}";
    }

    private List<String> sentTokens() {
        return service.requests.stream()
                .map(ConsentVaultTest::body)
                .map(body -> WireJson.tree(body).path("consent_token").stringValue())
                .toList();
    }

    private static String body(Request request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    /** Not in the common pool, which may have one thread only. */
    private static <T> CompletableFuture<T> inAThreadOfItsOwn(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task).start());
    }

    @Test
    void theNextTokenIsStoredWhenTheDataArrivesInTwoStepsOfTheStore() {
        service.answer(200, ok(2)).answer(200, ok(3));
        store.steps.clear();
        vault.unattended(id).accounts();

        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(store.steps).containsExactly("acquire", "update");
        assertThat(stored().lease()).isEmpty();
        assertThat(stored().lastUseAt()).contains(START);

        vault.attended(id, PSU).balances("a1");
        assertThat(storedToken()).isEqualTo("ct.3");
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2");
        assertThat(body(service.requests.get(0))).doesNotContain("psu");
        assertThat(body(service.requests.get(1))).contains("203.0.113.17");
        assertThat(stored().token().orElseThrow().value()).doesNotContain("ct.");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BANK",
        "400, CONSENT.EXPIRED",
        "400, CONSENT.LIMIT_EXCEEDED",
        "404, notFound",
        "503, TECHNICAL",
        "400, NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE"
    })
    void theTokenOfAnErrorIsStoredWhenTheExceptionArrives(int status, String code) {
        service.answer(status, error(code, "ct.2"));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaApiException.class);
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().lastError().orElseThrow().code()).isEqualTo(code);
    }

    @Test
    void theTokenOfAnUnreadableResultIsStored() {
        service.answer(200, "{\"data\":{\"result\":{\"accounts\":7},\"consent_token\":\"ct.2\"}}");
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({"401, unauthorized", "403, badRequest", "400, badRequest", "429, tooMany"})
    void anErrorAtTheDoorChangesNothing(int status, String code) {
        service.answer(status, error(code, ""));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaApiException.class);
        assertThat(storedToken()).isEqualTo("ct.1");
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().callsLeft("accounts", Optional.empty())).isEqualTo(4);
        assertThat(stored().lease()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CONSENT.EXPIRED, EXPIRED", "CONSENT.REVOKED, REVOKED_AT_BANK", "CONSENT, DEAD", "notFound, DEAD"})
    void aRefusalWithoutATokenSuspendsAndASecondOneEnds(String code, ConsentState end) {
        service.answer(code.equals("notFound") ? 404 : 400, error(code, ""));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaApiException.class);
        assertThat(record().state()).isEqualTo(ConsentState.SUSPENDED);

        clock.advance(Duration.ofMinutes(20));
        ConsentUnusableException early = catchThrowableOfType(
                ConsentUnusableException.class, () -> vault.attended(id, PSU).accounts());
        assertThat(early.state()).isEqualTo(ConsentState.SUSPENDED);
        assertThat(early.retryAdvice().after()).contains(Duration.ofMinutes(10));
        assertThat(service.requests).hasSize(1);

        clock.advance(Duration.ofMinutes(10));
        service.answer(400, error(code, ""));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaApiException.class);
        assertThat(record().state()).isEqualTo(end);
        assertThat(stored().token()).isEmpty();
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(ConsentUnusableException.class);
        assertThat(sentTokens()).containsExactly("ct.1", "ct.1");
    }

    @Test
    void troubleThatPassesLeavesNothingBehind() {
        service.answer(400, error("CONSENT.EXPIRED", "")).answer(200, ok(2));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        clock.advance(Duration.ofDays(1));
        vault.unattended(id).accounts();
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().lastError()).isEmpty();
        assertThat(storedToken()).isEqualTo("ct.2");
    }

    @Test
    void aConsentWhoseLifetimeIsOverIsNotTriedAgain() {
        clock.advance(Duration.ofDays(90));
        service.answer(400, error("CONSENT.EXPIRED", ""));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(record().state()).isEqualTo(ConsentState.EXPIRED);
    }

    @Test
    void anEndThatIsToldTwiceIsFinalEvenWithATokenButNotAtOnce() {
        service.answer(400, error("CONSENT.EXPIRED", "ct.2"))
                .answer(400, error("CONSENT.EXPIRED", "ct.3"))
                .answer(400, error("CONSENT.EXPIRED", "ct.4"));
        assertThatThrownBy(() -> vault.attended(id, PSU).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThatThrownBy(() -> vault.attended(id, PSU).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        clock.advance(Duration.ofMinutes(30));
        assertThatThrownBy(() -> vault.attended(id, PSU).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(record().state()).isEqualTo(ConsentState.EXPIRED);
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2", "ct.3");
    }

    @Test
    void afterALostAnswerTheNextCallFindsOut() {
        service.fail(new IOException("reset"), true).answer(200, ok(2));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThat(record().state()).isEqualTo(ConsentState.UNCERTAIN);
        assertThat(storedToken()).isEqualTo("ct.1");
        vault.unattended(id).accounts();
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().callsLeft("accounts", Optional.empty())).isEqualTo(2);
    }

    @Test
    void closingWaitsForACallThatWasSentAndRefusesLaterOnes() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> call = startHeldCall(vault, answer);
        CompletableFuture<?> closing = inAThreadOfItsOwn(() -> {
            vault.close();
            return "closed";
        });
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(() -> vault.attended(id, PSU).accounts())
                                .hasMessageContaining("closed"));
        assertThat(closing).isNotDone();
        answer.tryEmitValue(ok(2));
        closing.get(20, TimeUnit.SECONDS);
        call.get(20, TimeUnit.SECONDS);
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(service.requests).hasSize(1);
    }

    @Test
    void theLeaseIsKeptWhileTheRequestOfABrokenCallCanStillGoOut() {
        service.failBefore(Mono.never(), new IOException("stalled")).answer(200, ok(2));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(ConsentBusyException.class);
        assertThat(sentTokens()).containsExactly("ct.1");
        clock.advance(ConsentVault.DEFAULT_LEASE);
        vault.unattended(id).accounts();
        assertThat(sentTokens()).containsExactly("ct.1", "ct.1");
        assertThat(record().callsLeft("accounts", Optional.empty())).isEqualTo(2);
    }

    @Test
    void theLeaseIsGivenBackAsSoonAsTheConnectionOfABrokenCallIsClosed() throws Exception {
        Sinks.Empty<Void> closed = Sinks.empty();
        service.failBefore(closed.asMono(), new IOException("reset"));
        CompletableFuture<?> broken =
                inAThreadOfItsOwn(() -> vault.unattended(id).accounts());
        await().atMost(Duration.ofSeconds(20)).until(() -> closed.currentSubscriberCount() == 1);
        assertThat(broken).isNotDone();
        assertThat(stored().lease()).isPresent();
        closed.tryEmitEmpty();
        assertThatThrownBy(() -> broken.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(KosmaTransportException.class);
        assertThat(stored().lease()).isEmpty();
        assertThat(record().state()).isEqualTo(ConsentState.UNCERTAIN);
    }

    @Test
    void aTokenThatWasUsedUpByALostAnswerIsNotTriedAThirdTime() {
        service.fail(new IOException("reset"), true).answer(400, error("CONSENT", ""));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(record().state()).isEqualTo(ConsentState.DEAD);
        assertThat(stored().token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>busy</html>", "{\"error\":{\"code\":\"TECHNICAL\",\"message\":\"m\"}}"})
    void troubleOnTheWayToTheServiceLeavesTheConsentUncertain(String body) {
        service.answer(502, body);
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaApiException.class);
        assertThat(record().state()).isEqualTo(ConsentState.UNCERTAIN);
        assertThat(storedToken()).isEqualTo("ct.1");
    }

    @Test
    void whatNeverLeftIsTriedAgainAndChangesNothing() {
        IOException refused = new IOException("refused");
        service.fail(refused, false).fail(refused, false).fail(refused, false);
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThat(sentTokens()).containsExactly("ct.1", "ct.1", "ct.1");
        nothingHasChanged();
    }

    @Test
    void whatAnOpenBreakerRefusesChangesNothing() {
        service.answer(503, error("TECHNICAL", ""));
        KosmaClient down = StubClient.over(
                service,
                Schedulers.parallel(),
                ResiliencePolicy.OFF.withCircuitBreaker(
                        new CircuitBreakerPolicy(100, 1, 1, Duration.ofMinutes(10), 1)));
        assertThatThrownBy(() -> down.sessions().close(SESSION)).isInstanceOf(KosmaApiException.class);

        assertThatThrownBy(() -> vault(down).build().unattended(id).accounts())
                .isInstanceOf(KosmaCallRejectedException.class);

        assertThat(service.requests).hasSize(1);
        nothingHasChanged();
    }

    @Test
    void theLeaseIsHeldAgainstTheDeadlineOfTheViewThatItIsBuiltOn() {
        KosmaClient client = StubClient.over(service, Schedulers.parallel());
        assertThatThrownBy(
                        () -> vault(client.withDeadline(Duration.ofMinutes(3))).build())
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("PT3M");
        vault(client.withDeadline(Duration.ofMinutes(1))).build();
    }

    private void nothingHasChanged() {
        assertThat(storedToken()).isEqualTo("ct.1");
        assertThat(stored().lease()).isEmpty();
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().callsLeft("accounts", Optional.empty())).isEqualTo(4);
        assertThat(record().lastUseAt()).isEmpty();
    }

    @Test
    void whatIsRefusedBeforeItIsSentGivesTheConsentBack() {
        NextPage ofAnother =
                new NextPage(new ApiLink("https://api.example/xs2a/v1/consents/c2/transactions/list"), "o1");
        assertThatThrownBy(() -> vault.unattended(id).nextTransactions(ofAnother))
                .isInstanceOf(KosmaUsageException.class);
        LocalDate day = LocalDate.parse("2026-11-01");
        assertThatThrownBy(() -> vault.unattended(id).transactions(ConsentTransactionsRequest.between("a1", day, day)))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("'transactions'");
        assertThat(service.requests).isEmpty();
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().inUse()).isFalse();
        assertThat(stored().lease()).isEmpty();
    }

    @Test
    void theFifthUnattendedCallIsRefusedBeforeItIsSent() {
        for (int call = 0; call < 4; call++) {
            service.answer(200, ok(call + 2));
            vault.unattended(id).balances("a1");
            clock.advance(Duration.ofHours(1));
        }
        ConsentQuotaException full = catchThrowableOfType(
                ConsentQuotaException.class, () -> vault.unattended(id).balances("a1"));
        assertThat(full.nextFree()).isEqualTo(START.plus(Duration.ofDays(1)));
        assertThat(full.retryAdvice().after()).contains(Duration.ofHours(20));
        assertThat(service.requests).hasSize(4);
        assertThat(record().callsLeft("balances", Optional.of("a1"))).isZero();
        assertThat(record().usage().get(0).nextFree()).isEqualTo(full.nextFree());
        assertThat(stored().lease()).isEmpty();

        service.answer(200, ok(6)).answer(200, ok(7)).answer(200, ok(8)).answer(200, ok(9));
        vault.unattended(id).balances("a2");
        vault.unattended(id).accounts();
        vault.attended(id, PSU).balances("a1");
        clock.advance(Duration.ofHours(20));
        assertThat(record().callsLeft("balances", Optional.of("a1"))).isEqualTo(1);
        vault.unattended(id).balances("a1");
        assertThatThrownBy(() -> vault.unattended(id).balances("a1")).isInstanceOf(ConsentQuotaException.class);
        assertThat(service.requests).hasSize(8);
        assertThat(vault.quotaRefusals())
                .isEqualTo(Map.of(
                        "accounts", 0L,
                        "account_details", 0L,
                        "balances", 2L,
                        "transactions", 0L,
                        "transfer", 0L,
                        "insights_refresh", 0L));
    }

    @Test
    void theLimitIsASetting() {
        ConsentVault strict = vault().unattendedLimit(1).build();
        service.answer(200, ok(2));
        strict.unattended(id).accounts();
        assertThatThrownBy(() -> strict.unattended(id).accounts()).isInstanceOf(ConsentQuotaException.class);
        assertThatThrownBy(() -> vault().unattendedLimit(0)).isInstanceOf(KosmaUsageException.class);
    }

    @Test
    void aLimitThatTheServiceTellsClosesTheWindowForADay() {
        service.answer(400, error("CONSENT.LIMIT_EXCEEDED", ""))
                .answer(200, ok(2))
                .answer(200, ok(3));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(storedToken()).isEqualTo("ct.1");
        assertThat(catchThrowableOfType(
                                ConsentQuotaException.class,
                                () -> vault.unattended(id).accounts())
                        .nextFree())
                .isEqualTo(START.plus(Duration.ofDays(1)));
        vault.attended(id, PSU).accounts();
        clock.advance(Duration.ofDays(1));
        vault.unattended(id).accounts();
        assertThat(sentTokens()).containsExactly("ct.1", "ct.1", "ct.2");
    }

    @Test
    void aLimitThatTheServiceTellsOfAPageClosesTheTransactionsOfEveryAccount() {
        String kept = vault.store(
                new Consent("c2", new ConsentToken("ct.1"), Map.of("transactions", link("transactions/get"))),
                ConsentOrigin.UNKNOWN);
        LocalDate day = LocalDate.parse("2026-11-01");
        service.answer(400, error("CONSENT.LIMIT_EXCEEDED", ""));
        NextPage page = new NextPage(new ApiLink("https://api.example/xs2a/v1/consents/c2/transactions/list"), "o1");
        assertThatThrownBy(() -> vault.unattended(kept).nextTransactions(page))
                .isInstanceOf(KosmaConsentException.class);

        assertThat(catchThrowableOfType(
                                ConsentQuotaException.class,
                                () -> vault.unattended(kept)
                                        .transactions(ConsentTransactionsRequest.between("a1", day, day)))
                        .nextFree())
                .isEqualTo(START.plus(Duration.ofDays(1)));
        assertThat(service.requests).hasSize(1);
        ConsentRecord record = vault.inspect(kept).orElseThrow();
        assertThat(record.callsLeft("transactions", Optional.of("a1"))).isZero();
        assertThat(record.callsLeft("balances", Optional.of("a1"))).isEqualTo(4);

        clock.advance(Duration.ofDays(1));
        service.answer(200, ok(2));
        vault.unattended(kept).transactions(ConsentTransactionsRequest.between("a1", day, day));
    }

    private static final ConsentRefreshRequest REFRESH =
            ConsentRefreshRequest.builder(RefreshAccounts.ALL).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'state':'PROCESSING','consent_token':'ct.2'}}",
                "{'data':{'state':'PROCESSING'},'consent_token':'ct.2'}",
                "{'data':{'state':'PROCESSING','result':{'consent_token':'ct.2'}}}"
            })
    void theTokenOfAnInsightsRefreshIsFoundWhereverItStands(String body) {
        String kept = vault.store(new Consent("c2", new ConsentToken("ct.1"), Map.of()), ConsentOrigin.UNKNOWN);
        service.answer(201, body.replace('\'', '"'));
        vault.unattended(kept).insightsRefresh(REFRESH);
        assertThat(tokenOf(kept)).isEqualTo("ct.2");
        assertThat(vault.inspect(kept).orElseThrow().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @Test
    void anInsightsRefreshWithoutATokenLeavesTheConsentUncertain() {
        String kept = vault.store(new Consent("c2", new ConsentToken("ct.1"), Map.of()), ConsentOrigin.UNKNOWN);
        service.answer(201, "{\"data\":{\"state\":\"PROCESSING\",\"refresh_id\":\"r1\",\"consent_token\":\" \"}}");
        assertThat(vault.unattended(kept).insightsRefresh(REFRESH).refreshId()).contains("r1");
        assertThat(tokenOf(kept)).isEqualTo("ct.1");
        ConsentRecord record = vault.inspect(kept).orElseThrow();
        assertThat(record.state()).isEqualTo(ConsentState.UNCERTAIN);
        assertThat(record.callsLeft("insights_refresh", Optional.empty())).isEqualTo(3);
        assertThat(record.inUse()).isFalse();
    }

    @Test
    void anInsightsRefreshThatTheScopeDoesNotGrantIsNotSent() {
        assertThatThrownBy(() -> vault.unattended(id).insightsRefresh(REFRESH))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("'insights_refresh'");
        assertThat(service.requests).isEmpty();
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record().inUse()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "7", "true", "{}", "[\"ct.2\"]", "null"})
    void whatIsNoTokenNeverTakesThePlaceOfOne(String token) {
        service.answer(200, "{\"data\":{\"result\":{},\"consent_token\":" + token + "}}")
                .answer(400, "{\"error\":{\"code\":\"CONSENT\"},\"consent_token\":" + token + "}");
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThat(record().state()).isEqualTo(ConsentState.UNCERTAIN);
        assertThat(storedToken()).isEqualTo("ct.1");
        KosmaApiException refused = catchThrowableOfType(
                KosmaApiException.class, () -> vault.unattended(id).accounts());
        assertThat(refused.rotatedTokens().consentToken()).isEmpty();
        assertThat(sentTokens()).containsExactly("ct.1", "ct.1");
    }

    @Test
    void aRevokedConsentHasNoTokenAndIsNeverUsedAgain() {
        vault.revoke(id);
        vault.revoke(id);
        assertThat(record().state()).isEqualTo(ConsentState.REVOKED);
        assertThat(stored().token()).isEmpty();
        assertThat(catchThrowableOfType(
                                ConsentUnusableException.class,
                                () -> vault.unattended(id).accounts())
                        .state())
                .isEqualTo(ConsentState.REVOKED);
        assertThatThrownBy(() -> vault.refresh(id, PSU)).isInstanceOf(ConsentUnusableException.class);
        assertThatThrownBy(() -> vault.completeRefresh(id, session())).isInstanceOf(ConsentUnusableException.class);
        assertThat(service.requests).isEmpty();
        assertThatThrownBy(() -> vault.revoke("unknown")).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> vault.unattended("unknown").accounts()).isInstanceOf(KosmaUsageException.class);
        assertThat(vault.inspect("unknown")).isEmpty();
    }

    /** Starts a call whose answer comes when the sink gives it; ends when it has been sent. */
    private CompletableFuture<?> startHeldCall(ConsentVault vault, Sinks.One<String> answer) throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        service.answerLater(answer.asMono().doOnSubscribe(subscription -> sent.countDown()));
        CompletableFuture<?> call =
                inAThreadOfItsOwn(() -> vault.attended(id, PSU).accounts());
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        return call;
    }

    @Test
    void aConsentInUseIsBusy() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> held = startHeldCall(vault, answer);
        assertThat(record().inUse()).isTrue();
        ConsentBusyException busy = catchThrowableOfType(
                ConsentBusyException.class, () -> vault.attended(id, PSU).accounts());
        assertThat(busy.retryAdvice().helpful()).isTrue();
        answer.tryEmitValue(ok(2));
        held.get(20, TimeUnit.SECONDS);
        assertThat(service.requests).hasSize(1);
    }

    @Test
    void aCallWaitsForItsTurn() throws Exception {
        ConsentVault patient = vault().patience(Duration.ofSeconds(20)).build();
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> first = startHeldCall(patient, answer);
        service.answer(200, ok(3));
        CompletableFuture<?> second =
                inAThreadOfItsOwn(() -> patient.attended(id, PSU).accounts());
        answer.tryEmitValue(ok(2));
        CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2");
        assertThat(storedToken()).isEqualTo("ct.3");
    }

    @Test
    void anAnswerAfterTheLeaseBringsItsTokenWhereTheOneBeforeIsStillThere() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> late = startHeldCall(vault, answer);
        clock.advance(ConsentVault.DEFAULT_LEASE);
        service.answer(400, error("CONSENT", ""));
        assertThatThrownBy(() -> vault.attended(id, PSU).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(record().state()).isEqualTo(ConsentState.DEAD);

        answer.tryEmitValue(ok(2));
        late.get(20, TimeUnit.SECONDS);
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(storedToken()).isEqualTo("ct.2");
    }

    @Test
    void anAnswerAfterTheLeaseDoesNotReplaceANewerToken() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> late = startHeldCall(vault, answer);
        clock.advance(ConsentVault.DEFAULT_LEASE);
        service.answer(200, ok(3));
        vault.attended(id, PSU).accounts();
        answer.tryEmitValue(ok(2));
        late.get(20, TimeUnit.SECONDS);
        assertThat(storedToken()).isEqualTo("ct.3");
    }

    @Test
    void aLateAnswerDoesNotGiveAwayTheLeaseOfTheNextCall() throws Exception {
        Sinks.One<String> first = Sinks.one();
        Sinks.One<String> second = Sinks.one();
        CompletableFuture<?> late = startHeldCall(vault, first);
        clock.advance(ConsentVault.DEFAULT_LEASE);
        CompletableFuture<?> next = startHeldCall(vault, second);
        first.tryEmitValue(ok(2));
        late.get(20, TimeUnit.SECONDS);
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThatThrownBy(() -> vault.attended(id, PSU).accounts()).isInstanceOf(ConsentBusyException.class);

        second.tryEmitValue("{\"error\":{\"code\":\"none\"}}");
        assertThatThrownBy(() -> next.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(KosmaTransportException.class);
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(stored().lease()).isEmpty();
    }

    @Test
    void theTokenOfWhoeverHasTheLeaseIsNewerThanThatOfALateAnswer() throws Exception {
        Sinks.One<String> first = Sinks.one();
        Sinks.One<String> second = Sinks.one();
        CompletableFuture<?> late = startHeldCall(vault, first);
        clock.advance(ConsentVault.DEFAULT_LEASE);
        CompletableFuture<?> next = startHeldCall(vault, second);
        first.tryEmitValue(ok(2));
        late.get(20, TimeUnit.SECONDS);
        second.tryEmitValue(ok(3));
        next.get(20, TimeUnit.SECONDS);
        assertThat(storedToken()).isEqualTo("ct.3");
        assertThat(stored().lease()).isEmpty();
    }

    @Test
    void whoCrashedCountsAndLeavesTheConsentUncertain() {
        store.inner.acquire(id, "somebody balances a1", START, START.plusSeconds(60));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(ConsentBusyException.class);
        clock.advance(Duration.ofSeconds(60));
        service.fail(new IOException("refused"), false);
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaTransportException.class);
        assertThat(record().state()).isEqualTo(ConsentState.UNCERTAIN);
        assertThat(record().callsLeft("balances", Optional.of("a1"))).isEqualTo(3);
    }

    @Test
    void whoCrashedCountsEvenIfTheNextOneCrashesTooOrIsHeldUp() {
        store.inner.acquire(id, "somebody balances a1", START, START.plusSeconds(60));
        clock.advance(Duration.ofSeconds(60));
        service.failBefore(Mono.never(), new IOException("stalled"));
        assertThatThrownBy(() -> vault.unattended(id).balances("a1")).isInstanceOf(KosmaTransportException.class);
        assertThat(stored().lease()).isPresent();
        clock.advance(ConsentVault.DEFAULT_LEASE);

        service.answer(200, ok(2));
        store.fail("update", 1, true);
        vault.unattended(id).accounts();
        assertThat(record().callsLeft("balances", Optional.of("a1"))).isEqualTo(2);
        assertThat(record().callsLeft("accounts", Optional.empty())).isEqualTo(3);
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @Test
    void revokingACallUnderWayKeepsItsTokenOut() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> held = startHeldCall(vault, answer);
        vault.revoke(id);
        answer.tryEmitValue(ok(2));
        held.get(20, TimeUnit.SECONDS);
        assertThat(record().state()).isEqualTo(ConsentState.REVOKED);
        assertThat(stored().token()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitingButNotTheCall() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CountDownLatch sent = new CountDownLatch(1);
        service.answerLater(answer.asMono().doOnSubscribe(subscription -> sent.countDown()));
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                vault.attended(id, PSU).accounts();
                outcome.complete(null);
            } catch (RuntimeException e) {
                outcome.complete(e);
            }
        });
        caller.start();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        answer.tryEmitValue(ok(2));
        service.answer(200, ok(3));
        vault().patience(Duration.ofSeconds(20)).build().attended(id, PSU).accounts();
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStoreThatComesBackLosesNoToken(boolean afterwards) {
        service.answer(200, ok(2));
        store.fail("update", 3, afterwards);
        vault.unattended(id).accounts();
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(record().callsLeft("accounts", Optional.empty())).isEqualTo(3);
        assertThat(stored().lease()).isEmpty();
    }

    /** An error of the virtual machine is trouble of the store as any other: nobody may wait for ever, and no token is lost. */
    @Test
    void aStoreThatLacksAClassLosesNoToken() throws Exception {
        service.answer(200, ok(2));
        AtomicBoolean broken = new AtomicBoolean();
        store.afterwards("update", () -> {
            if (broken.compareAndSet(false, true)) {
                throw new NoClassDefFoundError("of a driver");
            }
        });
        inAThreadOfItsOwn(() -> vault.unattended(id).accounts()).get(20, TimeUnit.SECONDS);
        assertThat(broken).isTrue();
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(stored().lease()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaseThatTheStoreStumbledOverIsTaken(boolean afterwards) {
        service.answer(200, ok(2));
        store.fail("acquire", 1, afterwards);
        vault.unattended(id).accounts();
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @Test
    void aLeaseThatDoesNotLastForACallIsGivenBack() {
        Duration tooMuch = ConsentVault.DEFAULT_LEASE.minusSeconds(30 + 1 + 2).plusMillis(1);
        service.answer(200, ok(2));
        store.afterwards("acquire", () -> clock.advance(tooMuch));
        assertThatThrownBy(() -> vault.unattended(id).accounts())
                .isInstanceOf(ConsentBusyException.class)
                .hasMessageContaining("store");
        assertThat(service.requests).isEmpty();
        assertThat(stored().lease()).isEmpty();
        assertThat(record().state()).isEqualTo(ConsentState.ACTIVE);

        store.afterwards("acquire", () -> clock.advance(tooMuch.minusMillis(1)));
        vault.unattended(id).accounts();
        assertThat(sentTokens()).containsExactly("ct.1");
    }

    @Test
    void aStoreThatIsAwayBeforeACallStopsIt() {
        store.fail("acquire", 10, false);
        KosmaStoreException failure = catchThrowableOfType(
                KosmaStoreException.class, () -> vault.unattended(id).accounts());
        assertThat(failure).hasRootCauseMessage("the database is away");
        assertThat(failure.rotatedTokens().consentToken()).isEmpty();
        assertThat(service.requests).isEmpty();
    }

    @Test
    void aTokenThatCannotBeStoredIsNotSilentlyLost() throws Exception {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        ConsentVault impatient = ConsentVault.builder(StubClient.over(service, time), store)
                .tokenProtection(KEY)
                .clock(clock)
                .build();
        service.answer(400, error("BANK", "ct.2"));
        store.fail("update", 1_000, false);
        CompletableFuture<?> call =
                inAThreadOfItsOwn(() -> impatient.unattended(id).accounts());
        await().atMost(Duration.ofSeconds(20)).until(() -> store.reached("update"));
        while (!call.isDone()) {
            time.advanceTimeBy(Duration.ofSeconds(1));
            Thread.onSpinWait();
        }
        CompletionException thrown = catchThrowableOfType(CompletionException.class, call::join);
        assertThat(thrown).hasCauseInstanceOf(KosmaStoreException.class);
        KosmaStoreException failure = (KosmaStoreException) thrown.getCause();
        assertThat(failure.rotatedTokens().consentToken()).contains("ct.2");
        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(KosmaApiException.class);
        assertThat(failure).message().doesNotContain("ct.2");
    }

    @Test
    void aWrongKeyDestroysNothing() {
        StoredConsent before = stored();
        ConsentVault wrong = vault().tokenProtection(TokenProtection.aesGcm("k1", TokenProtectionTest.key(2)))
                .build();
        assertThatThrownBy(() -> wrong.unattended(id).accounts()).isInstanceOf(TokenProtectionException.class);
        assertThat(stored().token()).isEqualTo(before.token());
        assertThat(stored().state()).isEqualTo(ConsentState.ACTIVE);
        service.answer(200, ok(2));
        vault.unattended(id).accounts();
        assertThat(sentTokens()).containsExactly("ct.1");
    }

    @Test
    void aKeyIsChangedWithTheNextCallOrAllAtOnce() {
        TokenProtection next =
                TokenProtection.aesGcm("k2", TokenProtectionTest.key(2)).readingKey("k1", TokenProtectionTest.key(1));
        ConsentVault changed = vault().tokenProtection(next).build();
        service.answer(200, ok(2));
        changed.unattended(id).accounts();
        assertThat(stored().token().orElseThrow().keyId()).contains("k2");

        for (int i = 0; i < 150; i++) {
            vault.store(new Consent("n" + i, new ConsentToken("t" + i), Map.of()), ConsentOrigin.UNKNOWN);
        }
        assertThat(changed.protectAgain()).isEqualTo(150);
        assertThat(changed.protectAgain()).isZero();
        TokenProtection onlyNew = TokenProtection.aesGcm("k2", TokenProtectionTest.key(2));
        assertThat(store.inner.list(ConsentQuery.builder().limit(1_000).build()))
                .hasSize(151)
                .allSatisfy(consent -> assertThat(onlyNew.reveal(
                                        consent.id(),
                                        consent.details().consentId(),
                                        consent.token().orElseThrow())
                                .value())
                        .isNotBlank());
    }

    @Test
    void aKeyCanBeChangedWhileACallIsUnderWay() throws Exception {
        TokenProtection next =
                TokenProtection.aesGcm("k2", TokenProtectionTest.key(2)).readingKey("k1", TokenProtectionTest.key(1));
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> held = startHeldCall(vault, answer);
        vault().tokenProtection(next).build().protectAgain();
        assertThatThrownBy(() -> vault.attended(id, PSU).accounts()).isInstanceOf(ConsentBusyException.class);
        answer.tryEmitValue(ok(2));
        held.get(20, TimeUnit.SECONDS);
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(stored().lease()).isEmpty();
    }

    private static Session session() {
        return new Session(
                "s2",
                Optional.empty(),
                new ApiLink("https://api.example/xs2a/v1/sessions/s2"),
                Optional.of(new ApiLink("https://api.example/xs2a/v1/sessions/s2/consent/get")),
                Map.of());
    }

    private StubTransport fetches(int token) {
        return service.answer(
                200, "{\"data\":{\"consent_id\":\"c7\",\"consent_token\":\"f." + token + "\",\"consents\":{}}}");
    }

    private List<StoredConsent> all() {
        return store.inner.list(ConsentQuery.ALL);
    }

    private String tokenOf(String id) {
        StoredConsent kept = store.inner.find(id).orElseThrow();
        return KEY.reveal(id, kept.details().consentId(), kept.token().orElseThrow())
                .value();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewConsentThatTheStoreStumblesOverIsThereOnce(boolean afterwards) {
        fetches(1);
        store.fail("insert", 1, afterwards);
        String kept = vault.store(session(), ConsentOrigin.UNKNOWN);
        assertThat(all()).extracting(StoredConsent::id).containsExactlyInAnyOrder(id, kept);
        assertThat(tokenOf(kept)).isEqualTo("f.1");
        assertThat(service.requests).hasSize(1);
    }

    @Test
    void aSessionThatIsStoredAgainKeepsItsIdAndBringsTheNewestToken() {
        fetches(1);
        String kept = vault.store(
                session(),
                new ConsentOrigin(Optional.of("psu-7"), Optional.empty(), Optional.empty(), Optional.empty()));
        fetches(2);
        fetches(3);
        assertThat(vault.store(session(), ConsentOrigin.UNKNOWN))
                .isEqualTo(kept)
                .isNotEqualTo(id);
        assertThat(all()).hasSize(2);
        assertThat(tokenOf(kept)).isEqualTo("f.3");
        assertThat(vault.inspect(kept).orElseThrow().psuReference()).contains("psu-7");
        assertThat(vault.inspect(kept).orElseThrow().inUse()).isFalse();
    }

    @Test
    void aConsentIsStoredAgainInItsTurn() throws Exception {
        Consent first = new Consent("c7", new ConsentToken("f.1"), Map.of("accounts", link("accounts/get")));
        String kept = vault.store(first, ConsentOrigin.UNKNOWN);
        service.answer(200, ok(2));
        vault.unattended(kept).accounts();

        assertThat(vault.store(first, ConsentOrigin.UNKNOWN)).isEqualTo(kept);
        assertThat(tokenOf(kept)).isEqualTo("ct.2");

        store.inner.acquire(kept, "somebody", START, START.plusSeconds(60));
        Consent fetched = new Consent("c7", new ConsentToken("f.2"), first.consents());
        assertThatThrownBy(() -> vault.store(fetched, ConsentOrigin.UNKNOWN)).isInstanceOf(ConsentBusyException.class);
        assertThat(tokenOf(kept)).isEqualTo("ct.2");
        clock.advance(Duration.ofSeconds(60));
        store.fail("update", 2, true);
        vault.store(fetched, ConsentOrigin.UNKNOWN);
        assertThat(tokenOf(kept)).isEqualTo("f.2");
        ConsentRecord record = vault.inspect(kept).orElseThrow();
        assertThat(record.callsLeft("accounts", Optional.empty())).isEqualTo(3);
        assertThat(record.inUse()).isFalse();
    }

    @Test
    void aFetchThatFailsWhileAConsentIsStoredAgainGivesItBackUncertain() {
        fetches(1);
        String kept = vault.store(session(), ConsentOrigin.UNKNOWN);
        fetches(2).fail(new IOException("reset"), true);
        assertThatThrownBy(() -> vault.store(session(), ConsentOrigin.UNKNOWN))
                .isInstanceOf(KosmaTransportException.class);
        assertThat(vault.inspect(kept).orElseThrow().state()).isEqualTo(ConsentState.UNCERTAIN);
        fetches(3);
        fetches(4);
        vault.store(session(), ConsentOrigin.UNKNOWN);
        assertThat(vault.inspect(kept).orElseThrow().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(tokenOf(kept)).isEqualTo("f.4");
    }

    @Test
    void aConsentThatWasRevokedOrRefreshedIsNotStoredAgain() {
        fetches(1);
        String revoked = vault.store(session(), ConsentOrigin.UNKNOWN);
        vault.revoke(revoked);
        fetches(2);
        assertThatThrownBy(() -> vault.store(session(), ConsentOrigin.UNKNOWN))
                .isInstanceOf(ConsentUnusableException.class);
        assertThat(all()).hasSize(2);

        fetches(3);
        vault.completeRefresh(id, session());
        Consent before = new Consent("c1", new ConsentToken("ct.9"), Map.of());
        assertThatThrownBy(() -> vault.store(before, ConsentOrigin.UNKNOWN))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("refreshed");
        assertThat(storedToken()).isEqualTo("f.3");
    }

    @Test
    void aRefreshAsksForTheSameAndReplacesTheConsent() {
        service.answer(200, KosmaFixtures.text("session-start.response"));
        vault.refresh(id, PSU, request -> request.language("de"));
        assertThat(WireJson.tree(body(service.requests.get(0)))).isEqualTo(WireJson.tree("""
                {"psu":{"user_agent":"Browser/1","ip_address":"203.0.113.17"},
                 "selected_bank":{"country_code":"DE","bank_code":"88888888"},"language":"de",
                 "consent_scope":{"accounts":{},"balances":{},"lifetime":90}}"""));

        clock.advance(Duration.ofDays(80));
        service.answer(200, """
                {"data":{"consent_id":"c2","consent_token":"new.1","consents":
                {"accounts":"https://api.example/xs2a/v1/consents/c2/accounts/get"}}}""");
        vault.completeRefresh(id, session());
        ConsentRecord renewed = record();
        assertThat(renewed.since()).isEqualTo(clock.instant());
        assertThat(renewed.expectedExpiry()).contains(clock.instant().plus(Duration.ofDays(90)));
        assertThat(renewed.grantedCalls()).containsExactly("accounts");
        assertThat(renewed.psuReference()).contains("psu-1");
        assertThat(storedToken()).isEqualTo("new.1");
    }

    @Test
    void aRefreshLeavesTheAnswerOfTheOldConsentOut() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<?> held = startHeldCall(vault, answer);
        service.answer(200, "{\"data\":{\"consent_id\":\"c2\",\"consent_token\":\"new.1\",\"consents\":{}}}");
        vault.completeRefresh(id, session());
        answer.tryEmitValue(ok(2));
        held.get(20, TimeUnit.SECONDS);
        assertThat(storedToken()).isEqualTo("new.1");
    }

    @Test
    void aRefreshNeedsTheScope() {
        String unknown = vault.store(new Consent("c9", new ConsentToken("t"), Map.of()), ConsentOrigin.UNKNOWN);
        assertThatThrownBy(() -> vault.refresh(unknown, PSU))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("scope");
    }

    @Test
    void theRecordTellsWhatIsKnown() {
        ConsentRecord record = record();
        assertThat(record.id()).isEqualTo(id);
        assertThat(record.state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(record.customerReference()).contains("cust-1");
        assertThat(record.bank()).contains(BANK);
        assertThat(record.grantedCalls()).containsExactlyInAnyOrder("accounts", "balances");
        assertThat(record.lifetimeDays()).hasValue(90);
        assertThat(record.expectedExpiry()).contains(START.plus(Duration.ofDays(90)));
        assertThat(record.callsLeft("accounts", Optional.empty())).isEqualTo(4);
        assertThat(vault.list(ConsentQuery.builder().psuReference("psu-1").build()))
                .containsExactly(record);
        assertThat(vault.list(
                        ConsentQuery.builder().states(ConsentState.REVOKED).build()))
                .isEmpty();
        assertThat(record).asString().doesNotContain("psu-1", "cust-1");
    }

    @Test
    void aVaultSaysWhatItNeeds() {
        ConsentVault.Builder bare = ConsentVault.builder(StubClient.over(service, Schedulers.parallel()), store);
        assertThatThrownBy(bare::build)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("TokenProtection.aesGcm");
        assertThatThrownBy(() -> vault().lease(Duration.ofMillis(34_999)).build())
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("deadline of PT30S")
                .hasMessageContaining("PT35S at least");
        vault().lease(Duration.ofSeconds(35)).build();
    }
}
