package io.github.kosmasdk.internal.http;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Cancels what takes too long, and fails in its place. Does what Reactor's {@code timeout} does, which allocates as much for each
 * call as a small answer, since its limit can be any stream.
 */
final class TimeLimit<R> extends MonoOperator<R, R> {

    /** Says in which way it fails. */
    interface Failures {

        /** It took too long. */
        Throwable tooLate();

        /**
         * It failed before its time was over.
         *
         * @param failure how
         */
        Throwable of(Throwable failure);
    }

    private final long nanos;
    private final Scheduler clock;
    private final Failures failures;

    private TimeLimit(Mono<R> source, long nanos, Scheduler clock, Failures failures) {
        super(source);
        this.nanos = nanos;
        this.clock = clock;
        this.failures = failures;
    }

    static <R> Mono<R> of(long nanos, Scheduler clock, Mono<R> run, Failures failures) {
        return new TimeLimit<>(run, nanos, clock, failures);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new Subscriber<>(actual, this));
    }

    /** Settled by an end or by the timer: whoever comes second is not heard. A result waits until somebody wants it. */
    private static final class Subscriber<R> extends AtomicInteger
            implements CoreSubscriber<R>, Subscription, Runnable {

        private static final int SETTLED = 1;
        private static final int WANTED = 2;
        private static final int HAS_RESULT = 4;

        private final CoreSubscriber<? super R> actual;
        private final TimeLimit<R> limited;
        private @Nullable Subscription source;
        private volatile @Nullable Disposable timer;
        private @Nullable R result;

        Subscriber(CoreSubscriber<? super R> actual, TimeLimit<R> limited) {
            this.actual = actual;
            this.limited = limited;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            actual.onSubscribe(this);
            if (!is(SETTLED, get())) {
                timer = limited.clock.schedule(this, limited.nanos, TimeUnit.NANOSECONDS);
                if (is(SETTLED, get())) {
                    stopTimer();
                }
            }
        }

        @Override
        public void onNext(R only) {
            if (settle()) {
                result = only;
                if (is(WANTED, add(HAS_RESULT))) {
                    hand();
                }
            } else {
                Operators.onNextDropped(only, currentContext());
            }
        }

        private void hand() {
            actual.onNext(Objects.requireNonNull(result));
            actual.onComplete();
        }

        @Override
        public void onComplete() {
            if (settle()) {
                actual.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (settle()) {
                actual.onError(limited.failures.of(failure));
            } else {
                LateFailures.note(failure);
            }
        }

        /** The time is over. */
        @Override
        public void run() {
            if (!is(SETTLED, add(SETTLED))) {
                Objects.requireNonNull(source).cancel();
                actual.onError(limited.failures.tooLate());
            }
        }

        @Override
        public void request(long n) {
            Objects.requireNonNull(source).request(n);
            int before = add(WANTED);
            if (is(HAS_RESULT, before) && !is(WANTED, before)) {
                hand();
            }
        }

        @Override
        public void cancel() {
            if (settle()) {
                Objects.requireNonNull(source).cancel();
            }
            add(WANTED); // by nobody any more: a result that waits is not handed over
        }

        private boolean settle() {
            boolean first = !is(SETTLED, add(SETTLED));
            if (first) {
                stopTimer();
            }
            return first;
        }

        /** Returns what it was before. */
        private int add(int flag) {
            return getAndAccumulate(flag, (flags, more) -> flags | more);
        }

        private static boolean is(int flag, int flags) {
            return (flags & flag) != 0;
        }

        private void stopTimer() {
            Disposable running = timer;
            if (running != null) {
                running.dispose();
            }
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
