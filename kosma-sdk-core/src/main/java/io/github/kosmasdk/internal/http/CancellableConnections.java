package io.github.kosmasdk.internal.http;

import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;
import reactor.util.context.Context;

/**
 * A pool of connections in which a call that is given up gives up its place in the queue too. reactor-netty itself
 * leaves it there: it would still get a connection when its turn comes, and keep others from waiting until then. A
 * connection that comes in the moment in which the call is given up is closed: nobody else would give it back. One that
 * a call had when it was given up is closed too, by another thread and maybe late: until then it must not go back to
 * the pool, or the call that takes it from there is cut off. Where the answer begins in that very moment reactor-netty
 * forgets to close it, so that is seen to as well, in the connection's own thread, where it cannot change hands meanwhile.
 */
final class CancellableConnections implements ConnectionProvider {

    private final ConnectionProvider pool;
    private volatile boolean closed;

    CancellableConnections(ConnectionProvider pool) {
        this.pool = pool;
    }

    @Override
    public Mono<? extends Connection> acquire(
            TransportConfig config,
            ConnectionObserver observer,
            @Nullable Supplier<? extends SocketAddress> address,
            @Nullable AddressResolverGroup<?> resolvers) {
        return closed
                ? Mono.error(new PoolShutdownException())
                : new Acquiring(pool.acquire(config, observer, address, resolvers));
    }

    /** From then on there are none: reactor-netty itself would make a new pool, which nobody would ever close. */
    @Override
    public Mono<Void> disposeLater() {
        return Mono.defer(() -> {
            closed = true;
            return pool.disposeLater();
        });
    }

    /** Tells the exchange that it runs for. */
    private static final class Acquiring extends MonoOperator<Connection, Connection> {

        @SuppressWarnings("unchecked") // nothing but the connection itself is ever asked of it
        Acquiring(Mono<? extends Connection> source) {
            super((Mono<Connection>) source);
        }

        @Override
        public void subscribe(CoreSubscriber<? super Connection> actual) {
            source.subscribe(new Acquirer(actual));
        }
    }

    private static final class Acquirer implements CoreSubscriber<Connection> {

        private static final Consumer<Object> DISPOSED = discarded -> {
            if (discarded instanceof Connection connection) {
                connection.dispose();
            }
        };

        private final CoreSubscriber<? super Connection> actual;
        private final Exchange.Running<?> exchange;
        private final Context context;

        Acquirer(CoreSubscriber<? super Connection> actual) {
            this.actual = actual;
            this.exchange = Exchange.in(actual.currentContext());
            this.context = Operators.enableOnDiscard(actual.currentContext(), DISPOSED);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            exchange.waits(subscription);
            actual.onSubscribe(subscription);
        }

        @Override
        public void onNext(Connection connection) {
            exchange.has(connection);
            actual.onNext(connection);
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public Context currentContext() {
            return context;
        }
    }
}
