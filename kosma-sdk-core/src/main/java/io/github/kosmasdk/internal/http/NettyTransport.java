package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ConnectionPool;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The transport on reactor-netty. Its own repeats and redirects are off: what is sent twice is decided in one place. */
public final class NettyTransport implements Transport {

    /** The deadline of the call bounds the wait for a connection. */
    private static final Duration LONGER_THAN_ANY_CALL = Duration.ofDays(1);

    private static final PathOnTheWire PATH = new PathOnTheWire();

    private final ConnectionProvider connections;
    private final HttpClient http;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /**
     * Creates it. Nothing is connected yet.
     *
     * @param pool its connections
     */
    public NettyTransport(ConnectionPool pool) {
        connections = ConnectionProvider.builder("kosma-sdk")
                .maxConnections(pool.maxConnections())
                .pendingAcquireMaxCount(pool.maxPending())
                .pendingAcquireTimeout(LONGER_THAN_ANY_CALL)
                .maxIdleTime(pool.maxIdle())
                .maxLifeTime(pool.maxLife())
                .lifo()
                .build();
        http = HttpClient.create(new CancellableConnections(connections))
                .disableRetry(true)
                .followRedirect(false)
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, PATH))
                .doOnConnected(connection -> open.add(connection.channel()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(pool.connectTimeout().toMillis(), Integer.MAX_VALUE));
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        byte[] body = request.body();
        return CancellableConnections.cancelWith(http.headers(headers -> headers.setAll(request.headers()))
                .doOnRequest((sent, connection) -> {
                    if (!request.departure().leave()) {
                        throw new CancellationException("The call was given up before its request was sent");
                    }
                    PathOnTheWire.set(connection.channel(), request.uri());
                })
                .request(request.method())
                .uri(PathOnTheWire.origin(request.uri()))
                .send(body == null ? Mono.empty() : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((answer, content) -> content.defaultIfEmpty(Unpooled.EMPTY_BUFFER)
                        .handle((bytes, sink) -> {
                            R result = reader.read(answer.status().code(), answer.responseHeaders(), bytes);
                            if (result != null) {
                                sink.next(result);
                            }
                        })));
    }

    /** Does not wait for the connections to be gone, so that any thread may close. */
    @Override
    public void close() {
        connections.dispose();
        open.close();
    }
}
