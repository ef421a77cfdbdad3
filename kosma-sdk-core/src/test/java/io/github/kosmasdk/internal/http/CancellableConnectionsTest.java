package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.CallInfo;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

class CancellableConnectionsTest {

    private static final Transport.Request NOTHING = new Transport.Request(
            new CallInfo("test", "id"),
            ReplayPolicy.SAFE,
            1,
            HttpMethod.GET,
            new Target(URI.create("https://api.example"), "/"),
            EmptyHttpHeaders.INSTANCE,
            null,
            new Departure(new Deadline(Duration.ofMinutes(5), Schedulers.parallel())));

    private final AtomicReference<MonoSink<Connection>> pool = new AtomicReference<>();
    private final AtomicBoolean leftTheQueue = new AtomicBoolean();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CancellableConnections connections =
            new CancellableConnections((config, observer, address, resolvers) -> Mono.<Connection>create(sink -> {
                sink.onCancel(() -> leftTheQueue.set(true));
                pool.set(sink);
            }));

    @Test
    void aCallThatIsGivenUpLeavesTheQueue() {
        exchange().dispose();

        assertThat(leftTheQueue).isTrue();
    }

    @Test
    void aConnectionThatComesAfterTheCallWasGivenUpIsClosed() {
        exchange().dispose();

        pool.get().success(Connection.from(channel));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatComesInTimeStaysOpen() {
        exchange();

        pool.get().success(Connection.from(channel));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aConnectionOfACallThatIsGivenUpIsNotUsedAgain() {
        Disposable exchange = exchange();
        Connection connection = Connection.from(channel);
        pool.get().success(connection);
        assertThat(connection.isPersistent()).isTrue();

        exchange.dispose();

        assertThat(connection.isPersistent()).isFalse();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatAnotherCallHasTakenOverSinceStaysOpen() {
        Disposable exchange = exchange();
        Connection connection = Connection.from(channel);
        pool.get().success(connection);
        assertThat(connection.rebind(() -> channel)).isTrue();

        exchange.dispose();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void afterTheEndThereAreNoConnectionsAnyMore() {
        connections.dispose();

        assertThatThrownBy(() -> connections
                        .acquire(HttpClient.create().configuration(), ConnectionObserver.emptyListener(), null, null)
                        .block(Duration.ofMinutes(5)))
                .isInstanceOf(PoolShutdownException.class);
        assertThat(pool).hasNullValue();
    }

    /** As reactor-netty does, it acquires by a subscription of its own, which nobody cancels. */
    private Disposable exchange() {
        Mono<Connection> exchange = Mono.create(sink -> connections
                .acquire(HttpClient.create().configuration(), ConnectionObserver.emptyListener(), null, null)
                .contextWrite(sink.contextView())
                .subscribe());
        return new Exchange<>(exchange, NOTHING, failure -> failure).subscribe();
    }
}
