package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaProxy;
import io.github.kosmasdk.KosmaTls;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
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
    private final HttpClient direct;
    private final Optional<ProxyTunnel> tunnel;
    private final HttpClient tunnelled;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /**
     * Creates it. Nothing is connected yet.
     *
     * @param pool its connections
     * @param tls how they are secured, asked for every connection
     * @param proxy what they lead through
     */
    public NettyTransport(ConnectionPool pool, Supplier<KosmaTls> tls, Optional<KosmaProxy> proxy) {
        TlsConnections secured = new TlsConnections(tls);
        connections = ConnectionProvider.builder("kosma-sdk")
                .maxConnections(pool.maxConnections())
                .pendingAcquireMaxCount(pool.maxPending())
                .pendingAcquireTimeout(LONGER_THAN_ANY_CALL)
                .maxLifeTime(pool.maxLife())
                .evictionPredicate((connection, age) -> !connection.channel().isActive()
                        || !connection.isPersistent()
                        || age.idleTime() >= pool.maxIdle().toMillis()
                        || secured.isOutdated(connection.channel()))
                .evictInBackground(pool.maxIdle())
                .lifo()
                .build();
        direct = HttpClient.create(new CancellableConnections(connections))
                .disableRetry(true)
                .followRedirect(false)
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, PATH))
                .doOnConnected(connection -> open.add(connection.channel()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(pool.connectTimeout().toMillis(), Integer.MAX_VALUE))
                .secure(ssl -> ssl.sslContext(secured).handshakeTimeout(pool.connectTimeout()));
        tunnel = proxy.map(ProxyTunnel::new);
        tunnelled = tunnel.map(through -> through.through(direct, pool.connectTimeout()))
                .orElse(direct);
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        return tunnel.filter(through -> through.leadsTo(request.uri()))
                .map(through -> NettyTransport.<R>exchange(tunnelled, request, reader)
                        .onErrorMap(failure -> through.explained(failure, request.uri())))
                .orElseGet(() -> exchange(direct, request, reader));
    }

    private static <R> Mono<R> exchange(HttpClient http, Request request, AnswerReader<R> reader) {
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
