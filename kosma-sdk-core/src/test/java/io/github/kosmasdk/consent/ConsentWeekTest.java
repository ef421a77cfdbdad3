package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.TestClock;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.consent.ConsentRefreshJob.Outcome;
import io.github.kosmasdk.consent.ConsentRefreshJob.Progress;
import io.github.kosmasdk.internal.http.FaultyWire;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** A week of unattended refreshes, four a day and no more, against a simulator in this process, on one clock for both. */
class ConsentWeekTest {

    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(7));
    private static final Duration INTERVAL = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestClock clock = new TestClock(START);
    private final ConsentStore store = new InMemoryConsentStore();
    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private final Map<String, List<Instant>> refreshes = new ConcurrentHashMap<>();
    private KosmaPlayground playground;
    private KosmaClient kosma;
    private ConsentVault vault;
    private ConsentRefreshJob job;

    @BeforeEach
    void start() {
        playground =
                KosmaPlayground.builder().inProcess().clock(clock).formKeys(1).start();
        kosma = StubClient.over(
                new FaultyWire(playground, Schedulers.parallel(), new Random(1), 0, 0),
                Schedulers.parallel(),
                new KosmaEnvironment(playground.baseUrl(), playground.authBaseUrl()));
        vault = ConsentVault.builder(kosma, store)
                .tokenProtection(TokenProtection.aesGcm("k1", TokenProtectionTest.key(1)))
                .clock(clock)
                .build();
        job = ConsentRefreshJob.builder(vault, (consent, calls) -> calls.balances(accounts.get(consent.id())))
                .interval(INTERVAL)
                .listener(this::note)
                .build();
    }

    @AfterEach
    void stop() {
        kosma.close();
        playground.close();
    }

    private void newConsent() {
        SessionRequest request = SessionRequest.builder(PSU)
                .selectedBank(TestConsumer.DEMO_BANK)
                .consentScope(ConsentScope.builder()
                        .accounts()
                        .balances()
                        .lifetimeDays(90)
                        .build())
                .build();
        Session session = kosma.sessions().start(request);
        new TestConsumer(kosma, "embedded")
                .logIn(kosma.accounts()
                        .startAccounts(session, AccountsRequest.ALL)
                        .flow());
        String id = vault.store(session, ConsentOrigin.of(request));
        accounts.put(
                id, vault.attended(id, PSU).accounts().accounts().get(0).id().orElseThrow());
        refreshes.put(id, new CopyOnWriteArrayList<>());
    }

    /** What a refresh came to: when it did not take place, the bank would have refused it. */
    private void note(Progress progress) {
        List<Instant> before = refreshes.get(progress.id());
        if (progress.outcome() == Outcome.REFRESHED) {
            before.add(clock.instant());
            return;
        }
        assertThat(isFull(before))
                .as("four calls within a day, at %s: %s", clock.instant(), before)
                .isTrue();
        assertThat(progress.failure().orElseThrow())
                .isInstanceOfSatisfying(
                        ConsentQuotaException.class,
                        refused -> assertThat(refused.nextFree())
                                .isEqualTo(before.get(before.size() - 4).plus(DAY)));
    }

    private boolean isFull(List<Instant> calls) {
        return calls.size() >= 4
                && calls.get(calls.size() - 4).isAfter(clock.instant().minus(DAY));
    }

    /** Runs the job; afterwards a consent whose data is older than the interval is one that the bank would refuse. */
    private ConsentRefreshJob.Summary run() {
        ConsentRefreshJob.Summary summary = job.run();
        Instant now = clock.instant();
        assertThat(refreshes.values())
                .allMatch(times -> times.get(times.size() - 1).isAfter(now.minus(INTERVAL)) || isFull(times));
        return summary;
    }

    private void nothingWasRefusedAndNoTokenWasLost() {
        long calls = refreshes.values().stream().mapToLong(List::size).sum();
        assertThat(playground.consents().totals().refused()).isEmpty();
        assertThat(playground.consents().totals().supersededSent()).isZero();
        assertThat(playground.consents().totals().mostAtOnce()).isOne();
        assertThat(playground.consents().totals().succeeded()).isEqualTo(calls + accounts.size());
        TokenProtection protection = TokenProtection.aesGcm("k1", TokenProtectionTest.key(1));
        assertThat(store.list(ConsentQuery.builder().limit(10_000).build())).allMatch(stored -> {
            String consentId = stored.details().consentId();
            String token = protection
                    .reveal(stored.id(), consentId, stored.token().orElseThrow())
                    .value();
            return token.equals(
                    playground.consents().find(consentId).orElseThrow().currentToken());
        });
    }

    @Test
    void ofAThousandConsentsFourTimesADayNoneIsRefusedAndNoneSkipped() {
        int consents = 1_000;
        int hours = 6;
        for (int hour = 0; hour < hours; hour++) {
            for (int i = 0; i < (consents + hour) / hours; i++) {
                newConsent();
            }
            run();
            clock.advance(Duration.ofHours(1));
        }
        for (; clock.instant().isBefore(END); clock.advance(Duration.ofHours(1))) {
            run();
        }
        assertThat(refreshes.values())
                .hasSize(consents)
                .allSatisfy(times -> assertThat(times).hasSize(7 * 4));
        nothingWasRefusedAndNoTokenWasLost();
    }

    @Test
    void whenRunsAreLateOnlyWhatTheBankWouldRefuseIsPostponed() {
        Random dice = new Random(20_261_123);
        int postponed = 0;
        while (clock.instant().isBefore(END)) {
            if (accounts.size() < 100) {
                newConsent();
            }
            postponed += run().postponed();
            clock.advance(Duration.ofMinutes(5 + dice.nextInt(dice.nextInt(10) == 0 ? 600 : 60)));
        }
        assertThat(postponed).isPositive();
        nothingWasRefusedAndNoTokenWasLost();
    }
}
