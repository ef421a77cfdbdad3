package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;

class CancellableConnectionsTest {

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

    /** As reactor-netty does, it acquires by a subscription of its own, which nobody cancels. */
    private Disposable exchange() {
        Mono<Connection> exchange = Mono.create(sink -> connections
                .acquire(HttpClient.create().configuration(), ConnectionObserver.emptyListener(), null, null)
                .contextWrite(sink.contextView())
                .subscribe());
        return CancellableConnections.cancelWith(exchange).subscribe();
    }
}
