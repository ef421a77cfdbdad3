package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

/** The pool and the end of a client, against a server whose answers the test holds back. */
class NettyTransportIT {

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();
    private static final byte[] GONE =
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private ServerSocket server;
    private KosmaClient kosma;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(30_000);
        URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
        kosma = KosmaClient.builder()
                .environment(url, url)
                .token("any")
                .connectionPool(
                        new ConnectionPool(1, 2, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(5)))
                .build();
        kosma.warmUp(); // the thread that loads would hand the first call to the pool while the next ones come
    }

    @AfterEach
    void stop() throws IOException {
        kosma.close();
        server.close();
    }

    @Test
    void aCallWaitsForAConnectionAndOnlyTheOneTooManyIsRefused() throws Exception {
        CompletableFuture<?> first = call();
        try (Socket connection = server.accept()) {
            BufferedReader requests = requests(connection);
            readRequest(requests);
            List<CompletableFuture<?>> waiting = new ArrayList<>(List.of(call(), call()));

            assertThat(failureOf(call()))
                    .isInstanceOf(KosmaTransportException.class)
                    .hasMessageContaining("enlarge the connection pool");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            connection.getOutputStream().write(GONE);
            failureOf(first);
            for (CompletableFuture<?> next : waiting) {
                readRequest(requests);
                connection.getOutputStream().write(GONE);
            }
            for (CompletableFuture<?> next : waiting) {
                assertThat(failureOf(next)).hasMessageContaining("HTTP 404");
            }
        }
    }

    @Test
    void closingEndsCallsUnderWayAndRefusesLaterOnes() throws Exception {
        CompletableFuture<?> underWay = call();
        try (Socket connection = server.accept()) {
            readRequest(requests(connection));
            CompletableFuture<?> waiting = call();

            kosma.close();

            assertThat(failureOf(underWay))
                    .isInstanceOfSatisfying(
                            KosmaTransportException.class,
                            failure ->
                                    assertThat(failure.requestMayHaveBeenSent()).isTrue());
            assertThat(failureOf(call()))
                    .isInstanceOf(KosmaUsageException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void aClientCanBeClosedOnAReactiveThreadAndTwice() {
        Mono.fromRunnable(kosma::close)
                .subscribeOn(Schedulers.parallel())
                .then(Mono.fromRunnable(kosma::close))
                .block(Duration.ofSeconds(30));
    }

    /** An error of the virtual machine is no reason either to let a call run into its deadline. */
    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, StackOverflowError.class, OutOfMemoryError.class})
    void anErrorWhileAnAnswerIsReadEndsItsCall(Class<? extends Error> kind) throws Exception {
        Error error = kind.getConstructor(String.class).newInstance("while it is read");
        NettyTransport transport = transport();
        try (RawServer fine = answeringServer()) {
            CompletableFuture<?> broken = transport
                    .exchange(request(fine), (status, headers, body) -> {
                        throw error;
                    })
                    .toFuture();
            assertThat(thrownBy(broken)).isSameAs(error);
            assertThat(transport
                            .<String>exchange(request(fine), (status, headers, body) -> "fine")
                            .block(Duration.ofSeconds(30)))
                    .isEqualTo("fine");
        } finally {
            transport.close();
        }
    }

    @Test
    void aCallThatStillWaitsForItsClientToLoadIsNotSentOnceThatIsClosed() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        NettyTransport inner = transport();
        LazyTransport loading = new LazyTransport(() -> {
            try {
                loaded.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return inner;
        });
        try (RawServer fine = answeringServer()) {
            Transport.Request request = request(fine);
            CompletableFuture<?> call = loading.<String>exchange(request, (status, headers, body) -> "fine")
                    .toFuture();
            loading.close();
            loaded.countDown();

            assertThat(thrownBy(call)).isInstanceOf(PoolShutdownException.class);
            assertThat(request.departure().hasLeft()).isFalse();
            assertThat(fine.connections()).isZero();
        }
    }

    private static NettyTransport transport() {
        return new NettyTransport(
                ConnectionPool.STANDARD, ResponseLimits.STANDARD, () -> KosmaTls.STANDARD, Optional.empty());
    }

    private static RawServer answeringServer() {
        return new RawServer(
                (request, client) -> client.write(RawServer.ok("{}").getBytes(StandardCharsets.US_ASCII)));
    }

    private static Transport.Request request(RawServer server) {
        return new Transport.Request(
                new CallInfo("test", "id"),
                ReplayPolicy.PAYS,
                1,
                HttpMethod.GET,
                new Target(server.url(), "/x"),
                new DefaultHttpHeaders(),
                null,
                new Departure(new Deadline(Duration.ofMinutes(5), Schedulers.parallel())));
    }

    private CompletableFuture<?> call() {
        return kosma.reactive().sessions().start(REQUEST).toFuture();
    }

    private static Throwable failureOf(CompletableFuture<?> call) throws Exception {
        Throwable failure = thrownBy(call);
        assertThat(failure).isInstanceOf(KosmaException.class);
        return failure;
    }

    private static Throwable thrownBy(CompletableFuture<?> call) throws Exception {
        return call.<Throwable>handle((value, thrown) -> thrown).get(30, TimeUnit.SECONDS);
    }

    private static BufferedReader requests(Socket connection) throws IOException {
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void readRequest(BufferedReader requests) throws IOException {
        int length = 0;
        for (String line = requests.readLine(); !line.isEmpty(); line = requests.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertThat(requests.skip(length)).isEqualTo(length);
    }
}
