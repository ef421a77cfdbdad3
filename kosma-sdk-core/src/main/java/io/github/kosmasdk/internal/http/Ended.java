package io.github.kosmasdk.internal.http;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * Tells exactly once how something ended, whatever comes first: before whoever waits for it hears of it. In place of three of
 * Reactor's operators and a flag.
 */
final class Ended<R> extends MonoOperator<R, R> {

    /** Is told. */
    interface Listener {

        /** It ended well, with a result or without one. */
        void succeeded();

        /**
         * It failed.
         *
         * @param failure how
         */
        void failed(Throwable failure);

        /** It was given up. */
        void cancelled();
    }

    private final Listener listener;

    private Ended(Mono<R> source, Listener listener) {
        super(source);
        this.listener = listener;
    }

    /** The same, for one subscriber, with somebody who is told. */
    static <R> Mono<R> tell(Mono<R> run, Listener listener) {
        return new Ended<>(run, listener);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        Subscriber<R> subscriber = new Subscriber<>(actual, listener);
        try {
            source.subscribe(subscriber);
        } catch (Throwable e) { // Reactor has no other way for an error of the virtual machine
            subscriber.neverBegan(e);
            throw e;
        }
    }

    /** True as soon as it has ended. */
    private static final class Subscriber<R> extends AtomicBoolean implements CoreSubscriber<R>, Subscription {

        private final CoreSubscriber<? super R> actual;
        private final Listener listener;
        private @Nullable Subscription source;
        private boolean listenerFailed;

        Subscriber(CoreSubscriber<? super R> actual, Listener listener) {
            this.actual = actual;
            this.listener = listener;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(R result) {
            succeeded();
            if (!listenerFailed) {
                actual.onNext(result);
            }
        }

        @Override
        public void onComplete() {
            succeeded();
            if (!listenerFailed) {
                actual.onComplete();
            }
        }

        private void succeeded() {
            if (compareAndSet(false, true)) {
                try {
                    listener.succeeded();
                } catch (Throwable e) {
                    listenerFailed = true;
                    Objects.requireNonNull(source).cancel();
                    actual.onError(e);
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (compareAndSet(false, true)) {
                try {
                    listener.failed(failure);
                } finally {
                    actual.onError(failure);
                }
            } else {
                LateFailures.note(failure);
            }
        }

        /** It is over before anybody could be told: who subscribed has it thrown at them. */
        void neverBegan(Throwable failure) {
            if (compareAndSet(false, true)) {
                if (source != null) {
                    source.cancel();
                }
                listener.failed(failure);
            }
        }

        @Override
        public void request(long n) {
            Objects.requireNonNull(source).request(n);
        }

        @Override
        public void cancel() {
            if (compareAndSet(false, true)) {
                try {
                    listener.cancelled();
                } finally {
                    Objects.requireNonNull(source).cancel();
                }
            }
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
