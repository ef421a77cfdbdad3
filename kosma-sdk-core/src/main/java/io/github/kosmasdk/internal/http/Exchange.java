package io.github.kosmasdk.internal.http;

import io.netty.channel.Channel;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One request and its answer, on a connection of reactor-netty. What happens inside of it finds it in its context: the pool tells it
 * of its connection, so that it can let go of that when it is given up, and who writes the request finds that here.
 */
final class Exchange<R> extends Mono<R> {

    private final Publisher<R> run;
    private final Transport.Request request;
    private final UnaryOperator<Throwable> failures;

    /**
     * Creates it.
     *
     * @param run runs it, and gives one result or none
     * @param request what is sent
     * @param failures says in which way it fails
     */
    Exchange(Publisher<R> run, Transport.Request request, UnaryOperator<Throwable> failures) {
        this.run = run;
        this.request = request;
        this.failures = failures;
    }

    /**
     * The exchange that runs with a context. It stands there as who takes its late failures: one entry does for both, and
     * from the fourth entry on a context takes a kilobyte.
     */
    static Running<?> in(ContextView context) {
        return (Running<?>) LateFailures.taker(context);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        run.subscribe(new Running<>(actual, this));
    }

    /**
     * An exchange and how far it is with its connection. Whatever it has or gets when it is given up is let go of. True as soon as it
     * has ended.
     */
    static final class Running<R> extends AtomicBoolean
            implements CoreSubscriber<R>, Subscription, Consumer<Throwable> {

        private final CoreSubscriber<? super R> actual;
        private final Exchange<R> exchange;
        private final Context context;
        private @Nullable Subscription source;
        private volatile boolean givenUp;
        private volatile @Nullable Subscription waiting;
        private volatile @Nullable Connection connection;

        Running(CoreSubscriber<? super R> actual, Exchange<R> exchange) {
            this.actual = actual;
            this.exchange = exchange;
            this.context = LateFailures.takenBy(this, actual.currentContext());
        }

        Transport.Request request() {
            return exchange.request;
        }

        /** It stands in the queue for a connection. */
        void waits(Subscription subscription) {
            waiting = subscription;
            letGo();
        }

        /** It got one. */
        void has(Connection acquired) {
            connection = acquired;
            letGo();
            closeWhatIsLeft();
        }

        private void letGo() {
            Subscription inQueue = waiting;
            Connection acquired = connection;
            if (givenUp && inQueue != null) {
                inQueue.cancel();
            }
            if (givenUp && acquired != null) {
                acquired.markPersistent(false);
            }
        }

        /** Not before reactor-netty knows that it is given up: it would write the end of the connection to the log as a failure. */
        private void closeWhatIsLeft() {
            Connection acquired = connection;
            if (givenUp && acquired != null) {
                Channel channel = acquired.channel();
                inEventLoop(channel, () -> {
                    if (Connection.from(channel) == acquired) {
                        channel.close();
                    }
                });
            }
        }

        private static void inEventLoop(Channel channel, Runnable task) {
            try {
                channel.eventLoop().execute(task);
            } catch (IllegalStateException | RejectedExecutionException e) {
                // it is closed: a channel that is has no event loop any more
            }
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(R result) {
            set(true);
            actual.onNext(result);
        }

        @Override
        public void onComplete() {
            set(true);
            actual.onComplete();
        }

        @Override
        public void onError(Throwable failure) {
            if (compareAndSet(false, true)) {
                actual.onError(exchange.failures.apply(failure));
            } else {
                accept(failure);
            }
        }

        /** A failure that nobody waits for any more. */
        @Override
        public void accept(Throwable failure) {
            LateFailures.note(failure);
        }

        @Override
        public void request(long n) {
            Objects.requireNonNull(source).request(n);
        }

        @Override
        public void cancel() {
            if (compareAndSet(false, true)) {
                givenUp = true;
                letGo();
                Objects.requireNonNull(source).cancel();
                closeWhatIsLeft();
            }
        }

        @Override
        public Context currentContext() {
            return context;
        }
    }
}
