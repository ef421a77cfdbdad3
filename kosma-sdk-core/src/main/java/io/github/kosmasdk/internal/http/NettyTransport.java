package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaProxy;
import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.UnusableAnswerException;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.AddressUtils;

/** The transport on reactor-netty. Its own repeats and redirects are off: what is sent twice is decided in one place. */
public final class NettyTransport implements Transport {

    /** The deadline of the call bounds the wait for a connection. */
    private static final Duration LONGER_THAN_ANY_CALL = Duration.ofDays(1);

    private static final PathOnTheWire PATH = new PathOnTheWire();

    private final ConnectionProvider connections;
    private final Optional<ProxyTunnel> tunnel;
    private final Duration connectTimeout;
    private final Supplier<KosmaTls> tls;
    private final Ways plain;
    private @Nullable Ways secured;
    private final PoolWatch pools = new PoolWatch();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final ResponseLimits limits;
    private final JsonBody.Factory bodies;
    private final UnaryOperator<Throwable> failures = this::explained;
    private final Map<URI, Map<HttpMethod, HttpClient.RequestSender>> senders = new ConcurrentHashMap<>();

    /**
     * Creates it. Nothing is connected yet, and nothing is loaded for TLS.
     *
     * @param pool its connections
     * @param limits how much of an answer is read
     * @param tls how they are secured, asked for every connection
     * @param proxy what they lead through
     */
    public NettyTransport(
            ConnectionPool pool, ResponseLimits limits, Supplier<KosmaTls> tls, Optional<KosmaProxy> proxy) {
        this.limits = limits;
        this.bodies = new JsonBody.Factory(limits);
        this.tls = tls;
        this.connectTimeout = pool.connectTimeout();
        this.tunnel = proxy.map(ProxyTunnel::new);
        connections = new CancellableConnections(ConnectionProvider.builder("kosma-sdk")
                .maxConnections(pool.maxConnections())
                .pendingAcquireMaxCount(pool.maxPending())
                .pendingAcquireTimeout(LONGER_THAN_ANY_CALL)
                .maxLifeTime(pool.maxLife())
                .evictionPredicate((connection, age) -> !connection.channel().isActive()
                        || !connection.isPersistent()
                        || age.idleTime() >= pool.maxIdle().toMillis()
                        || SecuredConnection.isOutdated(connection.channel(), tls))
                .evictInBackground(pool.maxIdle())
                .metrics(true, () -> pools)
                .lifo()
                .build());
        plain = ways(HttpClient.create(connections)
                .disableRetry(true)
                .followRedirect(false)
                .httpResponseDecoder(spec -> spec.maxHeaderSize(limits.maxHeaderBytes()))
                .doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                        .addBefore(
                                NettyPipeline.ReactiveBridge,
                                null,
                                new OneAnswer(limits.maxBodyBytes(), NettyTransport::useNoMore))
                        .addBefore(NettyPipeline.ReactiveBridge, null, PATH))
                .doOnRequest(NettyTransport::leave)
                .doOnConnected(connection -> open.add(connection.channel()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE)));
    }

    /** Where there is a proxy, some hosts are called through it and some are not. */
    private static final class Ways {

        private final HttpClient direct;
        private final HttpClient tunnelled;

        Ways(HttpClient direct, HttpClient tunnelled) {
            this.direct = direct;
            this.tunnelled = tunnelled;
        }
    }

    private Ways ways(HttpClient direct) {
        return new Ways(
                direct,
                tunnel.map(through -> through.through(direct, connectTimeout)).orElse(direct));
    }

    /** Loads what TLS needs, which takes a moment: better now than in the first call. */
    public void prepareTls() {
        secured();
    }

    private synchronized Ways secured() {
        Ways ways = secured;
        if (ways == null) {
            TlsConnections connections = new TlsConnections(tls);
            ways = ways(plain.direct.secure(ssl -> ssl.sslContext(connections).handshakeTimeout(connectTimeout)));
            secured = ways;
        }
        return ways;
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        HttpClient.RequestSender sender = sender(request.target().origin(), request.method());
        byte[] body = request.body();
        HttpClient.ResponseReceiver<?> sent =
                body == null ? sender : sender.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
        Mono<R> exchange = new Exchange<>(
                sent.<R>responseConnection((answer, connection) -> read(answer, connection, reader)),
                request,
                failures);
        return tunnel.isPresent() ? through(tunnel.get(), request.target().origin(), exchange) : exchange;
    }

    private static <R> Mono<R> through(ProxyTunnel tunnel, URI origin, Mono<R> exchange) {
        return tunnel.leadsTo(origin) ? exchange.onErrorMap(failure -> tunnel.explained(failure, origin)) : exchange;
    }

    private Throwable explained(Throwable failure) {
        return failure instanceof TooLongFrameException ? headersTooLarge() : failure;
    }

    /** There are few: a client calls the origins it was configured with. */
    private HttpClient.RequestSender sender(URI origin, HttpMethod method) {
        Map<HttpMethod, HttpClient.RequestSender> known = senders.computeIfAbsent(origin, NettyTransport::noneYet);
        HttpClient.RequestSender sender = known.get(method);
        return sender != null ? sender : known.computeIfAbsent(method, other -> newSender(origin, other));
    }

    private static Map<HttpMethod, HttpClient.RequestSender> noneYet(URI origin) {
        return new ConcurrentHashMap<>();
    }

    /** Everything that is the same for each request is done here, once. */
    private HttpClient.RequestSender newSender(URI origin, HttpMethod method) {
        boolean secure = origin.getScheme().equals("https");
        int usualPort = secure ? 443 : 80;
        int port = origin.getPort() < 0 ? usualPort : origin.getPort();
        String host = port == usualPort ? origin.getHost() : origin.getHost() + ":" + port;
        InetSocketAddress address =
                AddressUtils.createUnresolved(origin.getHost().replaceAll("[\\[\\]]", ""), port);
        Ways ways = secure ? secured() : plain;
        HttpClient http = tunnel.isPresent() && tunnel.get().leadsTo(origin) ? ways.tunnelled : ways.direct;
        return http.remoteAddress(() -> address)
                .headers(headers -> headers.set(HttpHeaderNames.HOST, host))
                .request(method)
                .uri("/");
    }

    /** Just before the first byte. */
    private static void leave(HttpClientRequest sent, Connection connection) {
        Exchange.Running<?> exchange = Exchange.in(sent.currentContextView());
        Request request = exchange.request();
        if (!request.departure().leave(FutureMono.from(connection.channel().closeFuture()))) {
            CancellationException notSent =
                    new CancellationException("The call was given up before its request was sent");
            exchange.onError(notSent); // reactor-netty would write it to the log too
            connection.dispose();
            throw notSent;
        }
        sent.requestHeaders().setAll(request.headers());
        PathOnTheWire.set(connection.channel(), request.target().path());
    }

    private <R> Mono<R> read(HttpClientResponse answer, Connection connection, AnswerReader<R> reader) {
        if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            connection.dispose(); // nobody knows what follows
            return Mono.error(
                    new UnusableAnswerException("it is HTTP " + answer.status().code() + ", which answers nothing"));
        }
        return new WholeAnswer<>(connection, () -> bodyRead(answer, connection, reader));
    }

    private <R> @Nullable R bodyRead(HttpClientResponse answer, Connection connection, AnswerReader<R> reader) {
        BoundedBytes bytes = OneAnswer.takeBody(connection.channel());
        try (JsonBody body = json(answer.responseHeaders(), bytes)) {
            return reader.read(answer.status().code(), answer.responseHeaders(), body);
        } finally {
            bytes.release();
        }
    }

    private static void useNoMore(Channel channel) {
        Connection.from(channel).markPersistent(false);
    }

    private JsonBody json(HttpHeaders headers, BoundedBytes body) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        return encoding == null || HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding.strip())
                ? bodies.of(body.bytes(), body.start(), body.length())
                : bodies.unreadable(body.length(), "it is compressed, which this client did not ask for");
    }

    private AnswerTooLargeException headersTooLarge() {
        return new AnswerTooLargeException(
                "its headers have more than " + limits.maxHeaderBytes()
                        + " bytes, or its status line more than 4096 (maxHeaderBytes of ResponseLimits, kosma.limits.max-header-size)");
    }

    @Override
    public ClientState.Connections connections() {
        return pools.connections();
    }

    /** Does not wait for the connections to be gone, so that any thread may close. */
    @Override
    public void close() {
        connections.dispose();
        open.close();
    }

    /** Knows the pool of each host. */
    private static final class PoolWatch implements ConnectionProvider.MeterRegistrar {

        private final Map<String, ConnectionPoolMetrics> pools = new ConcurrentHashMap<>();

        @Override
        public void registerMetrics(String name, String id, SocketAddress host, ConnectionPoolMetrics pool) {
            pools.put(id + host, pool);
        }

        @Override
        public void deRegisterMetrics(String name, String id, SocketAddress host) {
            pools.remove(id + host);
        }

        ClientState.Connections connections() {
            int active = 0;
            int idle = 0;
            int pending = 0;
            for (ConnectionPoolMetrics pool : pools.values()) {
                active += pool.acquiredSize();
                idle += pool.idleSize();
                pending += pool.pendingAcquireSize();
            }
            return new ClientState.Connections(active, idle, pending);
        }
    }
}
