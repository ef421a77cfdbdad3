package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.TestClock;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.Consents.Trouble;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vault against the simulator, whose books know every token it ever gave out. */
class ConsentVaultIT {

    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final ConsentStore store = new InMemoryConsentStore();
    private final SessionRequest request = SessionRequest.builder(PSU)
            .selectedBank(TestConsumer.DEMO_BANK)
            .consentScope(ConsentScope.builder()
                    .accounts()
                    .accountDetails()
                    .balances()
                    .transactions()
                    .lifetimeDays(90)
                    .build())
            .build();
    private KosmaPlayground playground;
    private KosmaClient kosma;
    private ConsentVault vault;

    @BeforeEach
    void start() {
        playground = KosmaPlayground.builder().clock(clock).formKeys(2).start();
        kosma = KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .drift(DriftPolicy.FAIL)
                .polling(new PollingPolicy(Duration.ofMillis(5), Duration.ofMillis(20)))
                .build();
        vault = vault();
    }

    @AfterEach
    void stop() {
        kosma.close();
        playground.close();
    }

    private ConsentVault vault() {
        return ConsentVault.builder(kosma, store)
                .tokenProtection(TokenProtection.aesGcm("k1", TokenProtectionTest.key(1)))
                .clock(clock)
                .build();
    }

    private void logIn(Session session) {
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        new TestConsumer(kosma, "embedded").logIn(started.flow());
        kosma.flows().await(started.flow(), Duration.ofSeconds(20)).resultOrThrow();
    }

    private String newConsent() {
        Session session = kosma.sessions().start(request);
        logIn(session);
        return vault.store(session, ConsentOrigin.of(request));
    }

    private io.github.kosmasdk.playground.Consent atTheBank(String id) {
        return playground
                .consents()
                .find(store.find(id).orElseThrow().details().consentId())
                .orElseThrow();
    }

    /** What is stored is what the bank holds as current, and nothing that was replaced was ever sent. */
    private void everyTokenIsTheCurrentOne() {
        TokenProtection protection = TokenProtection.aesGcm("k1", TokenProtectionTest.key(1));
        assertThat(store.list(ConsentQuery.builder().limit(10_000).build())).allSatisfy(stored -> {
            String token = protection
                    .reveal(
                            stored.id(),
                            stored.details().consentId(),
                            stored.token().orElseThrow())
                    .value();
            assertThat(token).isEqualTo(atTheBank(stored.id()).currentToken());
        });
        assertThat(playground.consents().totals().supersededSent()).isZero();
        assertThat(playground.consents().totals().mostAtOnce()).isLessThanOrEqualTo(1);
    }

    @Test
    void theTokenRotatesOverFiftyCalls() {
        String id = newConsent();
        ConsentCalls calls = vault.attended(id, PSU);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int round = 0; round < 10; round++) {
            String account = calls.accounts().accounts().get(0).id().orElseThrow();
            calls.accountDetails(account);
            assertThat(calls.balances(account).balance()).isPresent();
            ConsentTransactionsRequest month = ConsentTransactionsRequest.between(account, today.minusDays(30), today);
            assertThat(calls.transactions(month).transactions()).isNotEmpty();
            long inPages = calls.allTransactions(month.pageSize(10)).count();
            assertThat(inPages)
                    .isEqualTo(calls.transactions(month).transactions().size());
        }
        assertThat(atTheBank(id).counts().calls()).isGreaterThanOrEqualTo(50);
        assertThat(atTheBank(id).counts().refused()).isEmpty();
        everyTokenIsTheCurrentOne();
    }

    @Test
    void theTokensOfErrorsAreKept() {
        String id = newConsent();
        String consentId = atTheBank(id).id();
        for (String code : List.of("BANK", "TECHNICAL", "MAINTENANCE", "CONSENT.REVOKED", "CONSENT", "USER.SESSION")) {
            playground.consents().trouble(Trouble.of(code).onConsent(consentId));
            assertThatThrownBy(() -> vault.attended(id, PSU).accounts())
                    .isInstanceOfSatisfying(
                            KosmaApiException.class,
                            failure -> assertThat(failure.code()).isEqualTo(code));
            everyTokenIsTheCurrentOne();
        }
        assertThatThrownBy(() -> vault.attended(id, PSU).balances("unknown"))
                .isInstanceOfSatisfying(
                        KosmaConsentException.class,
                        failure -> assertThat(failure.isResourceNotGranted()).isTrue());
        everyTokenIsTheCurrentOne();
        vault.attended(id, PSU).accounts();
        assertThat(vault.inspect(id).orElseThrow().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @Test
    void troubleWithoutATokenPassesToo() {
        String id = newConsent();
        String consentId = atTheBank(id).id();
        playground
                .consents()
                .trouble(Trouble.of("CONSENT.EXPIRED").onConsent(consentId).withoutToken());
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(vault.inspect(id).orElseThrow().state()).isEqualTo(ConsentState.SUSPENDED);
        clock.advance(Duration.ofDays(1));
        vault.unattended(id).accounts();
        playground.consents().trouble(Trouble.of("BANK").onConsent(consentId).withoutToken());
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaServiceException.class);
        vault.unattended(id).accounts();
        everyTokenIsTheCurrentOne();
    }

    @Test
    void twoNodesAreNeverInFlightTogether() throws Exception {
        String id = newConsent();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> nodes = List.of(vault, vault, vault(), vault()).stream()
                    .<Future<?>>map(node -> threads.submit(() -> IntStream.range(0, 25)
                            .forEach(call -> node.attended(id, PSU).accounts())))
                    .toList();
            for (Future<?> node : nodes) {
                node.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(atTheBank(id).counts().succeeded()).isEqualTo(100);
        assertThat(atTheBank(id).counts().mostAtOnce()).isOne();
        everyTokenIsTheCurrentOne();
    }

    @Test
    void theFifthUnattendedCallDoesNotReachTheBank() {
        String id = newConsent();
        for (int call = 0; call < 4; call++) {
            vault.unattended(id).accounts();
        }
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(ConsentQuotaException.class);
        assertThat(atTheBank(id).counts().calls()).isEqualTo(4);
        clock.advance(Duration.ofDays(1));
        vault.unattended(id).accounts();
        assertThat(atTheBank(id).counts().refused()).isEmpty();
    }

    @Test
    void aConsentThatEndedAtTheBankIsRefreshedUnderTheSameId() {
        String id = newConsent();
        vault.unattended(id).accounts();
        playground.consents().revoke(atTheBank(id).id());
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        clock.advance(Duration.ofDays(1));
        assertThatThrownBy(() -> vault.unattended(id).accounts()).isInstanceOf(KosmaConsentException.class);
        assertThat(vault.inspect(id).orElseThrow().state()).isEqualTo(ConsentState.REVOKED_AT_BANK);

        Session session = vault.refresh(id, PSU);
        logIn(session);
        vault.completeRefresh(id, session);
        assertThat(vault.unattended(id).accounts().accounts()).isNotEmpty();
        everyTokenIsTheCurrentOne();
    }
}
