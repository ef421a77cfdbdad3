package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.KosmaException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.util.context.Context;

/**
 * Waits until an answer has come as a whole, and reads it. Where it cannot be read nobody knows what is left of it on its
 * connection, which is not used again. For one subscriber.
 */
final class WholeAnswer<R> extends Mono<R> implements CoreSubscriber<Object>, Subscription {

    private final Connection connection;
    private final Callable<@Nullable R> read;
    private @Nullable CoreSubscriber<? super R> actual;
    private @Nullable Subscription source;
    private volatile boolean cancelled;

    /**
     * Creates it.
     *
     * @param connection what the answer comes on
     * @param read reads it when it is there
     */
    WholeAnswer(Connection connection, Callable<@Nullable R> read) {
        this.connection = connection;
        this.read = read;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> subscriber) {
        actual = subscriber;
        connection.inbound().receiveObject().subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        actual().onSubscribe(this);
    }

    @Override
    public void onNext(Object part) {
        // OneAnswer keeps the bytes
    }

    @Override
    public void onComplete() {
        if (cancelled) {
            return;
        }
        R result;
        try {
            result = read.call();
        } catch (Throwable e) { // whatever it is: thrown at reactor-netty it would leave the call without an end
            onError(e);
            return;
        }
        if (result != null) {
            actual().onNext(result);
        }
        actual().onComplete();
    }

    @Override
    public void onError(Throwable failure) {
        if (cancelled) {
            LateFailures.note(failure);
            return;
        }
        if (!(failure instanceof KosmaException)) {
            connection.dispose();
        }
        actual().onError(failure);
    }

    @Override
    public void request(long n) {
        Objects.requireNonNull(source).request(n);
    }

    @Override
    public void cancel() {
        cancelled = true;
        Objects.requireNonNull(source).cancel();
    }

    private CoreSubscriber<? super R> actual() {
        return Objects.requireNonNull(actual);
    }

    @Override
    public Context currentContext() {
        return actual().currentContext();
    }
}
