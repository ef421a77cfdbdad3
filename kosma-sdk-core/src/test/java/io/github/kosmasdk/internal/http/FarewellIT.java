package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaProxy;
import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.internal.http.TestProxy.Mood;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A call that is given up, or breaks, is over: its connection gets closed, whatever it leads through and however far it had come. */
class FarewellIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    enum Way {
        DIRECT(false, false),
        SECURED(true, false),
        TUNNELLED(false, true),
        SECURED_IN_A_TUNNEL(true, true);

        private final boolean secured;
        private final boolean tunnelled;

        Way(boolean secured, boolean tunnelled) {
            this.secured = secured;
            this.tunnelled = tunnelled;
        }
    }

    private final Pki pki = new Pki();
    private final Departure departure = new Departure(new Deadline(Duration.ofMinutes(5), Schedulers.parallel()));
    private TestProxy proxy;
    private TlsServer tls;
    private NettyTransport transport;

    @BeforeEach
    void start() throws IOException {
        proxy = new TestProxy(KosmaProxy.Type.HTTP, "", Mood.WILLING);
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        proxy.close();
        if (tls != null) {
            tls.close();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DIRECT,              ''
            DIRECT,              HTTP/1.1 200 OK!Content-
            DIRECT,              HTTP/1.1 200 OK!Content-Length: 100!!the beginning
            SECURED,             ''
            SECURED,             HTTP/1.1 200 OK!Content-
            SECURED,             HTTP/1.1 200 OK!Content-Length: 100!!the beginning
            TUNNELLED,           ''
            TUNNELLED,           HTTP/1.1 200 OK!Content-Length: 100!!the beginning
            SECURED_IN_A_TUNNEL, ''
            SECURED_IN_A_TUNNEL, HTTP/1.1 200 OK!Content-Length: 100!!the beginning
            """)
    void whatIsGivenUpWhileItsAnswerIsAwaited(Way way, String answered) throws Exception {
        try (RawServer server = new RawServer(
                (request, client) -> client.write(answered.replace("!", "\r\n").getBytes(StandardCharsets.US_ASCII)))) {
            Disposable call = send(way, server.url(), new byte[] {'{', '}'}).subscribe();
            await().atMost(SOON).until(() -> server.requests().size() == 1);
            CompletableFuture<?> over = departure.over().toFuture();
            assertThat(over).isNotDone();
            call.dispose();
            over.get(SOON.toSeconds(), TimeUnit.SECONDS);
            await().atMost(SOON).until(() -> server.open() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsGivenUpWhileItsRequestIsWritten(Way way) throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            deaf.setSoTimeout((int) SOON.toMillis());
            URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
            Disposable call = send(way, url, new byte[64 << 20]).subscribe();
            try (Socket connection = deaf.accept()) {
                connection.setSoTimeout((int) SOON.toMillis());
                assertThat(connection.getInputStream().read()).isEqualTo('P');
                CompletableFuture<?> over = departure.over().toFuture();
                assertThat(over).isNotDone();
                call.dispose();
                over.get(SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBreaks(Way way) throws Exception {
        try (RawServer server = new RawServer((request, client) -> {
            throw new IOException("this ends the connection");
        })) {
            send(way, server.url(), new byte[] {'{', '}'}).onErrorComplete().block(SOON);
            departure.over().block(SOON);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatGetsAnAnswerThatCannotBeRead(Way way) throws Exception {
        try (RawServer server = new RawServer(
                (request, client) -> client.write(RawServer.ok("{}").getBytes(StandardCharsets.US_ASCII)))) {
            send(way, server.url(), new byte[] {'{', '}'}).onErrorComplete().block(SOON);
            departure.over().block(SOON);
            await().atMost(SOON).until(() -> server.open() == 0);
        }
    }

    /** No answer can be read. */
    private Mono<Object> send(Way way, URI server, byte[] body) throws Exception {
        tls = TlsServer.start(pki.server("localhost"), pki.authority(), server, socket -> {});
        transport = new NettyTransport(
                ConnectionPool.STANDARD,
                ResponseLimits.STANDARD,
                () -> KosmaTls.builder()
                        .trust(List.of(pki.authority().getCertificate()))
                        .build(),
                way.tunnelled ? Optional.of(proxy.settings()) : Optional.empty());
        Transport.Request request = new Transport.Request(
                new CallInfo("test", "1"),
                ReplayPolicy.ROTATES,
                1,
                HttpMethod.POST,
                new Target(way.secured ? tls.url("localhost") : server, "/"),
                new DefaultHttpHeaders(),
                body,
                departure);
        return transport.exchange(request, (status, headers, content) -> {
            throw new IllegalArgumentException("unreadable");
        });
    }
}
