package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class TimeLimitTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final TimeLimit.Failures FAILURES = new TimeLimit.Failures() {
        @Override
        public Throwable tooLate() {
            return new TimeoutException();
        }

        @Override
        public Throwable of(Throwable failure) {
            return new Explained(failure);
        }
    };

    private static final class Explained extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Explained(Throwable cause) {
            super(cause);
        }
    }

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final TestPublisher<String> source = TestPublisher.create();
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        clock.dispose();
    }

    private Disposable subscribed() {
        return TimeLimit.of(LIMIT.toNanos(), clock, source.mono(), FAILURES)
                .subscribe(heard::add, heard::add, () -> heard.add("end"));
    }

    private void assertNothingMoreIsHeard() {
        List<Object> before = List.copyOf(heard);
        clock.advanceTimeBy(Duration.ofHours(1));
        assertThat(heard).isEqualTo(before);
    }

    @Test
    void aResultInTimeStopsTheTimer() {
        subscribed();
        clock.advanceTimeBy(LIMIT.minusMillis(1));
        source.emit("result");
        assertThat(heard).containsExactly("result", "end");
        assertNothingMoreIsHeard();
    }

    @Test
    void anEndWithoutAResultAndAFailurePassToo() {
        subscribed();
        source.complete();
        assertThat(heard).containsExactly("end");
        assertNothingMoreIsHeard();

        IllegalStateException failure = new IllegalStateException();
        Mono<String> failing = Mono.error(failure);
        TimeLimit.of(LIMIT.toNanos(), clock, failing, FAILURES).subscribe(heard::add, heard::add);
        assertThat(heard).first().isEqualTo("end");
        assertThat(heard)
                .last()
                .isInstanceOf(Explained.class)
                .extracting("cause")
                .isEqualTo(failure);
        assertNothingMoreIsHeard();
    }

    @Test
    void whatTakesTooLongIsCancelledAndFails() {
        subscribed();
        clock.advanceTimeBy(LIMIT);
        assertThat(heard).singleElement().isInstanceOf(TimeoutException.class);
        source.assertCancelled();
        assertNothingMoreIsHeard();
    }

    @Test
    void aFailureThatComesTooLateIsNoErrorOfAnybody() {
        TestPublisher<String> late = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        TimeLimit.of(LIMIT.toNanos(), clock, late.mono(), FAILURES).subscribe(heard::add, heard::add);
        clock.advanceTimeBy(LIMIT);
        try (LogOfReactor log = new LogOfReactor()) {
            late.error(new IllegalStateException());
            assertThat(log.lines()).isEmpty();
        }
        assertThat(heard).singleElement().isInstanceOf(TimeoutException.class);
    }

    @Test
    void whoGivesUpHearsNothing() {
        subscribed().dispose();
        source.assertCancelled();
        assertNothingMoreIsHeard();
        assertThat(heard).isEmpty();
    }

    private BaseSubscriber<String> subscribedWithoutARequest() {
        BaseSubscriber<String> patient = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                // not yet
            }

            @Override
            protected void hookOnNext(String result) {
                heard.add(result);
            }

            @Override
            protected void hookOnComplete() {
                heard.add("end");
            }
        };
        TestPublisher<String> hasty = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
        TimeLimit.of(LIMIT.toNanos(), clock, hasty.mono(), FAILURES).subscribe(patient);
        hasty.emit("result");
        assertThat(heard).isEmpty();
        return patient;
    }

    @Test
    void aResultWaitsUntilItIsWanted() {
        BaseSubscriber<String> patient = subscribedWithoutARequest();
        clock.advanceTimeBy(LIMIT.multipliedBy(2));
        patient.request(1);
        assertThat(heard).containsExactly("result", "end");
        patient.request(1);
        assertNothingMoreIsHeard();
    }

    @Test
    void aResultThatNobodyWantsAnyMoreIsNotHandedOver() {
        BaseSubscriber<String> gone = subscribedWithoutARequest();
        gone.cancel();
        gone.request(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void aResultAtOnceNeedsNoTimer() {
        TimeLimit.of(
                        LIMIT.toNanos(),
                        Schedulers.fromExecutor(task -> {
                            throw new AssertionError("no timer");
                        }),
                        Mono.just("result"),
                        FAILURES)
                .subscribe(heard::add, heard::add);
        assertThat(heard).containsExactly("result");
    }
}
