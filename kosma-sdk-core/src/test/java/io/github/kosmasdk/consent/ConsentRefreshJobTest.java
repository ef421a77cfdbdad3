package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.TestClock;
import io.github.kosmasdk.consent.ConsentRefreshJob.Outcome;
import io.github.kosmasdk.consent.ConsentRefreshJob.Progress;
import io.github.kosmasdk.consent.ConsentRefreshJob.Summary;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaCallRejectedException.Reason;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.StubTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Which consents a run takes, and when they come back. */
class ConsentRefreshJobTest {

    private static final Instant START = Instant.parse("2026-11-23T05:12:00Z");

    private final TestClock clock = new TestClock(START);
    private final StubTransport service = new StubTransport();
    private final ConsentStore store = new InMemoryConsentStore();
    private final ConsentVault vault = ConsentVault.builder(StubClient.over(service, Schedulers.parallel()), store)
            .tokenProtection(TokenProtection.aesGcm("k1", TokenProtectionTest.key(1)))
            .clock(clock)
            .patience(Duration.ZERO)
            .build();
    private final List<Progress> progress = new CopyOnWriteArrayList<>();

    private int given;

    private String stored() {
        ApiLink accounts = new ApiLink("https://api.example/xs2a/v1/consents/c1/accounts/get");
        return vault.store(
                new Consent("c" + ++given, new ConsentToken("ct.1"), Map.of("accounts", accounts)),
                ConsentOrigin.UNKNOWN);
    }

    private ConsentRefreshJob job(ConsentRefreshJob.Work work) {
        return ConsentRefreshJob.builder(vault, work).listener(progress::add).build();
    }

    private Duration dueIn(String id) {
        return Duration.between(clock.instant(), vault.inspect(id).orElseThrow().refreshDueAt());
    }

    @Test
    void everyConsentIsTakenOncePerIntervalAndKeepsItsBeat() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            ids.add(stored());
        }
        List<String> done = new CopyOnWriteArrayList<>();
        ConsentRefreshJob job = job((consent, calls) -> done.add(consent.id()));

        clock.advance(Duration.ofMinutes(48));
        assertThat(job.run()).isEqualTo(new Summary(250, 0, 0));
        assertThat(job.run()).isEqualTo(new Summary(0, 0, 0));
        assertThat(done).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(progress)
                .hasSize(250)
                .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.REFRESHED));
        assertThat(dueIn(ids.get(0))).isEqualTo(Duration.ofHours(6).minusMinutes(48));

        clock.advance(Duration.ofHours(6).minusMinutes(48));
        assertThat(job.run().refreshed()).isEqualTo(250);
        clock.advance(Duration.ofDays(3).plusMinutes(5));
        assertThat(job.run().refreshed()).isEqualTo(250);
        assertThat(dueIn(ids.get(0))).isEqualTo(Duration.ofHours(6).minusMinutes(5));
    }

    @Test
    void notMoreAtATimeThanAllowedAndAsManyAsThat() throws Exception {
        for (int i = 0; i < 12; i++) {
            stored();
        }
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        ConsentRefreshJob job = ConsentRefreshJob.builder(vault, (consent, calls) -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    three.countDown();
                    assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
                    atOnce.decrementAndGet();
                })
                .parallelism(3)
                .build();
        assertThat(job.run().refreshed()).isEqualTo(12);
        assertThat(most).hasValue(3);
    }

    @Test
    void runsAtTheSameTimeShareTheConsents() throws Exception {
        for (int i = 0; i < 100; i++) {
            stored();
        }
        Map<String, Integer> times = new ConcurrentHashMap<>();
        ConsentRefreshJob job = job((consent, calls) -> times.merge(consent.id(), 1, Integer::sum));
        List<Thread> nodes = List.of(new Thread(job::run), new Thread(job::run));
        nodes.forEach(Thread::start);
        for (Thread node : nodes) {
            node.join();
        }
        assertThat(times)
                .hasSize(100)
                .allSatisfy((id, count) -> assertThat(count).isOne());
    }

    @Test
    void aFailureComesBackEverLaterAndOnlyThatConsent() {
        String id = stored();
        AtomicInteger failures = new AtomicInteger(8);
        ConsentRefreshJob job = job((consent, calls) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the books are closed");
            }
        });
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            assertThat(job.run()).isEqualTo(new Summary(0, 0, 1));
            waits.add(dueIn(id));
            clock.advance(dueIn(id));
        }
        assertThat(waits)
                .extracting(Duration::toMinutes)
                .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1_440L, 1_440L);
        assertThat(progress.get(0).failure().orElseThrow()).hasMessage("the books are closed");
        assertThat(job.run()).isEqualTo(new Summary(1, 0, 0));
        failures.set(1);
        clock.advance(dueIn(id));
        job.run();
        assertThat(dueIn(id)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void withoutAFreeCallAConsentComesBackWhenThereIsOne() {
        String id = stored();
        for (int call = 0; call < 4; call++) {
            service.answer(200, "{\"data\":{\"consent_token\":\"ct." + (call + 2) + "\"}}");
            vault.unattended(id).accounts();
        }
        clock.advance(Duration.ofHours(3));
        assertThat(job((consent, calls) -> calls.accounts()).run()).isEqualTo(new Summary(0, 1, 0));
        assertThat(dueIn(id)).isEqualTo(Duration.ofHours(21));
        assertThat(progress.get(0).outcome()).isEqualTo(Outcome.POSTPONED);
    }

    @Test
    void aConsentInUseComesBackSoon() {
        String id = stored();
        store.acquire(id, "somebody", START, START.plusSeconds(60));
        assertThat(job((consent, calls) -> calls.accounts()).run()).isEqualTo(new Summary(0, 1, 0));
        assertThat(dueIn(id)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatTheClientRefusesUnsentIsPostponedAndNoFailureOfTheConsent() {
        String id = stored();
        CallInfo call = new CallInfo("consents.accounts", "any");
        List<Duration> breaks = new ArrayList<>(List.of(Duration.ofSeconds(10), Duration.ofMinutes(5)));
        ConsentRefreshJob job = job((consent, calls) -> {
            throw breaks.isEmpty()
                    ? new IllegalStateException("the books are closed")
                    : new KosmaCallRejectedException("open", call, Reason.CIRCUIT_OPEN, breaks.remove(0));
        });
        assertThat(job.run()).isEqualTo(new Summary(0, 1, 0));
        assertThat(progress.get(0).outcome()).isEqualTo(Outcome.POSTPONED);
        assertThat(dueIn(id)).isEqualTo(Duration.ofMinutes(1));

        clock.advance(Duration.ofMinutes(1));
        assertThat(job.run()).isEqualTo(new Summary(0, 1, 0));
        assertThat(dueIn(id)).isEqualTo(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(5));
        assertThat(job.run()).isEqualTo(new Summary(0, 0, 1));
        assertThat(dueIn(id)).as("as after a first failure").isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aSuspendedConsentHasItsOneTryADayLaterAndAnEndedOneNone() {
        String id = stored();
        String refusal = "{\"error\":{\"code\":\"CONSENT.REVOKED\",\"message\":\"m\"}}";
        service.answer(400, refusal).answer(400, refusal);
        ConsentRefreshJob job = job((consent, calls) -> calls.accounts());
        assertThat(job.run().failed()).isEqualTo(1);
        assertThat(dueIn(id)).isEqualTo(Duration.ofDays(1));
        clock.advance(Duration.ofDays(1));
        assertThat(job.run().failed()).isEqualTo(1);
        assertThat(vault.inspect(id).orElseThrow().state()).isEqualTo(ConsentState.REVOKED_AT_BANK);
        clock.advance(Duration.ofDays(9));
        assertThat(job.run()).isEqualTo(new Summary(0, 0, 0));
    }

    @Test
    void afterACrashTheRestIsStillDueAndWhatWasUnderWayComesBack() {
        List<String> ids = List.of(stored(), stored(), stored());
        ConsentRefreshJob crashing = ConsentRefreshJob.builder(vault, (consent, calls) -> {
                    if (consent.id().equals(ids.get(1))) {
                        throw new AssertionError("the node is gone");
                    }
                })
                .parallelism(1)
                .build();
        assertThatThrownBy(crashing::run).hasStackTraceContaining("the node is gone");
        List<String> done = new ArrayList<>();
        ConsentRefreshJob job = job((consent, calls) -> done.add(consent.id()));
        job.run();
        assertThat(done).doesNotContain(ids.get(1));
        clock.advance(Duration.ofMinutes(15));
        job.run();
        assertThat(done).containsExactly(ids.get(1));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        ConsentRefreshJob.Builder builder = ConsentRefreshJob.builder(vault, (consent, calls) -> {});
        assertThatThrownBy(() -> builder.parallelism(0)).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> builder.interval(Duration.ZERO)).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> builder.claim(Duration.ZERO)).isInstanceOf(KosmaUsageException.class);
        assertThat(Optional.of(builder.build())).isPresent();
    }
}
