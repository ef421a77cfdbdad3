package io.github.kosmasdk.internal.http;

import io.netty.channel.Channel;
import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

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

    CancellableConnections(ConnectionProvider pool) {
        this.pool = pool;
    }

    /** Lets the acquiring inside of the exchange hear of it when the exchange is cancelled. */
    static <R> Mono<R> cancelWith(Mono<R> exchange) {
        return Mono.defer(() -> {
            Acquiring acquiring = new Acquiring();
            return Ended.tell(exchange, acquiring)
                    .contextWrite(
                            context -> LateFailures.notedIn(context.put(CancellableConnections.class, acquiring)));
        });
    }

    @Override
    public Mono<? extends Connection> acquire(
            TransportConfig config,
            ConnectionObserver observer,
            @Nullable Supplier<? extends SocketAddress> address,
            @Nullable AddressResolverGroup<?> resolvers) {
        return Mono.deferContextual(context -> {
            Acquiring acquiring = context.get((Object) CancellableConnections.class);
            return pool.acquire(config, observer, address, resolvers)
                    .doOnSubscribe(acquiring::waits)
                    .doOnNext(acquiring::has)
                    .doOnDiscard(Connection.class, Connection::dispose);
        });
    }

    /** How far a call is with its connection. Whatever it has or gets when it is given up is let go of. */
    private static final class Acquiring implements Ended.Listener {

        private volatile boolean givenUp;
        private volatile @Nullable Subscription waiting;
        private volatile @Nullable Connection connection;

        void waits(Subscription subscription) {
            waiting = subscription;
            letGo();
        }

        void has(Connection acquired) {
            connection = acquired;
            letGo();
        }

        @Override
        public void succeeded() {}

        @Override
        public void failed(Throwable failure) {}

        @Override
        public void cancelled() {
            givenUp = true;
            letGo();
        }

        private void letGo() {
            Subscription inQueue = waiting;
            Connection acquired = connection;
            if (givenUp && inQueue != null) {
                inQueue.cancel();
            }
            if (givenUp && acquired != null) {
                close(acquired);
            }
        }

        private static void close(Connection connection) {
            Channel channel = connection.channel();
            connection.markPersistent(false);
            channel.eventLoop().execute(() -> {
                if (Connection.from(channel) == connection) {
                    channel.close();
                }
            });
        }
    }

    @Override
    public Mono<Void> disposeLater() {
        return pool.disposeLater();
    }
}
