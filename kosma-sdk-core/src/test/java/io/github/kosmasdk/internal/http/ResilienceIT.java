package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.ClientState.CircuitBreaker;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Deadlines, cancellation and the breaker on real sockets. */
class ResilienceIT {

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();
    private static final ConnectionPool ONE_CONNECTION = ConnectionPool.STANDARD.withMaxConnections(1);
    private static final Duration SLOWEST_ANSWER = Duration.ofMillis(4);
    private static final Duration TIME_TO_COME_SO_FAR = Duration.ofSeconds(5);

    private static final byte[] GONE =
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HALF_AN_ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\":".getBytes(StandardCharsets.US_ASCII);

    private static KosmaClientBuilder client(String scheme, int port) {
        URI url = URI.create(scheme + "://127.0.0.1:" + port);
        return KosmaClient.builder().environment(url, url).token("any");
    }

    private static ServerSocket socket() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(30_000);
        return server;
    }

    /** Answers every request with a 404, and writes down which calls came. */
    private static HttpServer web(int port, Queue<String> calls, int... firstStatuses) throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        web.createContext("/", exchange -> {
            calls.add(exchange.getRequestHeaders().getFirst("Klarna-Correlation-Id"));
            exchange.getRequestBody().readAllBytes();
            int before = calls.size() - 1;
            exchange.sendResponseHeaders(before < firstStatuses.length ? firstStatuses[before] : 404, -1);
            exchange.close();
        });
        web.start();
        return web;
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Test
    void aRequestThatWasCalledOffIsNotWritten() throws Exception {
        try (ServerSocket server = socket()) {
            NettyTransport transport = new NettyTransport(
                    ONE_CONNECTION, ResponseLimits.STANDARD, () -> KosmaTls.STANDARD, Optional.empty());
            Departure departure = new Departure(new Deadline(Duration.ofMinutes(5), Schedulers.parallel()));
            assertThat(departure.callOff()).isTrue();
            Transport.Request request = new Transport.Request(
                    new CallInfo("test", "id"),
                    ReplayPolicy.PAYS,
                    1,
                    HttpMethod.PUT,
                    new Target(URI.create("http://127.0.0.1:" + server.getLocalPort()), "/x"),
                    new DefaultHttpHeaders(),
                    new byte[] {1},
                    departure);
            CompletableFuture<Object> exchange = transport
                    .exchange(request, (status, headers, body) -> status)
                    .cast(Object.class)
                    .toFuture();
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(30_000);
                assertThat(catchThrowable(() -> exchange.get(30, TimeUnit.SECONDS)))
                        .isInstanceOf(CancellationException.class);
                assertThat(firstByte(connection)).as("nothing, then the end").isNegative();
                transport.close();
            }
        }
    }

    @Test
    void whatIsSaidNotToHaveBeenSentNeverArrives() throws Exception {
        Queue<String> arrived = new ConcurrentLinkedQueue<>();
        HttpServer web = web(0, arrived);
        Set<String> notSent = ConcurrentHashMap.newKeySet();
        Set<String> maybeSent = ConcurrentHashMap.newKeySet();
        try (KosmaClient kosma = client("http", web.getAddress().getPort())
                .connectionPool(ONE_CONNECTION)
                .resilience(ResiliencePolicy.OFF)
                .build()) {
            Flux.range(0, 4_000)
                    .flatMap(
                            i -> kosma.withDeadline(Duration.ofMillis(1 + i % 8))
                                    .reactive()
                                    .sessions()
                                    .start(REQUEST)
                                    .onErrorResume(KosmaTimeoutException.class, late -> {
                                        (late.requestMayHaveBeenSent() ? maybeSent : notSent)
                                                .add(late.correlationId().orElseThrow());
                                        return Mono.empty();
                                    })
                                    .onErrorResume(KosmaNotFoundException.class, answered -> Mono.empty())
                                    .onErrorResume(KosmaTransportException.class, full -> Mono.empty()),
                            32)
                    .blockLast(Duration.ofMinutes(2));
            assertThatThrownBy(() -> kosma.sessions().start(REQUEST)) // whatever is on its way arrives before this one
                    .isInstanceOf(KosmaNotFoundException.class);
        } finally {
            web.stop(0);
        }
        assertThat(notSent).as("calls of both kinds").isNotEmpty().doesNotContainAnyElementsOf(arrived);
        assertThat(arrived).isNotEmpty();
    }

    /** A connection that goes back to the pool while its call is given up must not be closed under the call that takes it next. */
    @Test
    void callsThatAreGivenUpNeverCutOffTheOthers() {
        try (LogOfReactor log = new LogOfReactor();
                RawServer server = new RawServer((request, client) -> {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SLOWEST_ANSWER.toNanos()));
                    client.write(GONE);
                });
                KosmaClient kosma = client("http", server.url().getPort())
                        .connectionPool(ConnectionPool.STANDARD.withMaxConnections(4))
                        .resilience(ResiliencePolicy.OFF)
                        .build()) {
            Session session = session(server.url().getPort());
            KosmaClient patient = kosma.withDeadline(Duration.ofMinutes(2));
            Queue<Throwable> hasty = new ConcurrentLinkedQueue<>();
            Queue<Throwable> cutOff = new ConcurrentLinkedQueue<>();
            Flux.range(0, 3_000)
                    .flatMap(
                            i -> i % 3 == 0
                                    ? failure(patient, session)
                                            .filter(failure -> !(failure instanceof KosmaNotFoundException))
                                            .doOnNext(cutOff::add)
                                    : failure(kosma.withDeadline(Duration.ofMillis(1 + i % 16)), session)
                                            .doOnNext(hasty::add),
                            12)
                    .blockLast(Duration.ofMinutes(2));
            assertThat(cutOff).as("calls that had all the time they needed").isEmpty();
            assertThat(hasty.stream().filter(KosmaTimeoutException.class::isInstance))
                    .as("calls that were given up")
                    .isNotEmpty();
            assertThat(log.lines()).isEmpty();
        }
    }

    private static Mono<Throwable> failure(KosmaClient kosma, Session session) {
        return kosma.reactive().sessions().read(session).cast(Throwable.class).onErrorResume(Mono::just);
    }

    @Test
    void allAttemptsOfACallHaveOneCorrelationIdAndEachCallItsOwn() throws Exception {
        Queue<String> arrived = new ConcurrentLinkedQueue<>();
        HttpServer web = web(0, arrived, 503, 503, 404, 429);
        try (KosmaClient kosma = client("http", web.getAddress().getPort())
                .resilience(ResiliencePolicy.STANDARD.withRetry(
                        new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1))))
                .build()) {
            Session session = session(web.getAddress().getPort());
            KosmaNotFoundException first = (KosmaNotFoundException)
                    catchThrowable(() -> kosma.sessions().read(session));
            KosmaNotFoundException second = (KosmaNotFoundException)
                    catchThrowable(() -> kosma.sessions().read(session));
            String one = first.correlationId().orElseThrow();
            String two = second.correlationId().orElseThrow();
            assertThat(one).isNotEqualTo(two);
            assertThat(arrived).containsExactly(one, one, one, two, two);
        } finally {
            web.stop(0);
        }
    }

    private static Session session(int port) {
        return new Session(
                "s1",
                Optional.empty(),
                new ApiLink("http://127.0.0.1:" + port + "/xs2a/v1/sessions/s1"),
                Optional.empty(),
                Map.of());
    }

    @Test
    void withTheServerDownTheBreakerOpensAndRecoversByItself() throws Exception {
        int port;
        try (ServerSocket free = socket()) {
            port = free.getLocalPort();
        }
        ResiliencePolicy policy = ResiliencePolicy.STANDARD
                .withRetry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)))
                .withCircuitBreaker(new CircuitBreakerPolicy(50, 20, 10, Duration.ofMillis(100), 2));
        try (KosmaClient kosma = client("http", port).resilience(policy).build()) {
            List<Throwable> failures = new ArrayList<>();
            until(() -> {
                failures.add(catchThrowable(() -> kosma.sessions().start(REQUEST)));
                return breaker(kosma) == CircuitBreaker.OPEN;
            });
            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    KosmaTransportException.class,
                                    refused -> assertThat(refused.requestMayHaveBeenSent())
                                            .isFalse()));
            until(() -> catchThrowable(() -> kosma.sessions().start(REQUEST)) instanceof KosmaCallRejectedException);

            Queue<String> arrived = new ConcurrentLinkedQueue<>();
            HttpServer web = web(port, arrived);
            try {
                until(() -> catchThrowable(() -> kosma.sessions().start(REQUEST)) instanceof KosmaNotFoundException);
                until(() -> {
                    catchThrowable(() -> kosma.sessions().start(REQUEST));
                    return breaker(kosma) == CircuitBreaker.CLOSED;
                });
            } finally {
                web.stop(0);
            }
        }
    }

    private static CircuitBreaker breaker(KosmaClient kosma) {
        return kosma.state().circuitBreakers().get("xs2a");
    }

    /** How far a call has come when it is given up. */
    private enum Stage {
        HANDSHAKE,
        ANSWER,
        BODY
    }

    /** How a call is given up. */
    private enum End {
        CANCELLED,
        INTERRUPTED,
        LATE
    }

    @ParameterizedTest
    @CsvSource({
        "HANDSHAKE, CANCELLED",
        "HANDSHAKE, INTERRUPTED",
        "HANDSHAKE, LATE",
        "ANSWER, CANCELLED",
        "ANSWER, INTERRUPTED",
        "ANSWER, LATE",
        "BODY, CANCELLED",
        "BODY, INTERRUPTED",
        "BODY, LATE"
    })
    void aCallThatIsGivenUpClosesItsConnectionAndMakesRoom(Stage stage, End end) throws Exception {
        try (ServerSocket server = socket();
                KosmaClient kosma = client(stage == Stage.HANDSHAKE ? "https" : "http", server.getLocalPort())
                        .connectionPool(ONE_CONNECTION)
                        .resilience(ResiliencePolicy.OFF.withMaxConcurrentCalls(1))
                        .build()) {
            kosma.warmUp();
            GivenUp call = new GivenUp(kosma, end);
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(30_000);
                if (stage == Stage.HANDSHAKE) {
                    assertThat(connection.getInputStream().read()).isPositive();
                } else {
                    readRequest(connection);
                }
                if (stage == Stage.BODY) {
                    connection.getOutputStream().write(HALF_AN_ANSWER);
                }
                call.giveUp();
                assertCloses(connection);
            }
            call.assertGivenUp(stage != Stage.HANDSHAKE);
            until(() -> kosma.state().callsUnderWay() == 0);
            CompletableFuture<?> next =
                    kosma.reactive().sessions().start(REQUEST).toFuture();
            try (Socket connection = server.accept()) {
                if (stage != Stage.HANDSHAKE) {
                    readRequest(connection);
                    connection.getOutputStream().write(GONE);
                }
            }
            assertThat(catchThrowable(() -> next.get(30, TimeUnit.SECONDS)))
                    .hasCauseInstanceOf(
                            stage == Stage.HANDSHAKE ? KosmaTransportException.class : KosmaNotFoundException.class);
        }
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsForAConnectionIsNeverSent() throws Exception {
        try (ServerSocket server = socket();
                KosmaClient kosma = client("http", server.getLocalPort())
                        .connectionPool(ONE_CONNECTION)
                        .build()) {
            CompletableFuture<?> first =
                    kosma.reactive().sessions().start(REQUEST).toFuture();
            try (Socket connection = server.accept()) {
                BufferedReader requests = requests(connection);
                String idOfFirst = readRequest(requests);
                Disposable second = kosma.reactive().sessions().start(REQUEST).subscribe(s -> {}, failure -> {});
                assertThat(kosma.state().callsUnderWay()).isEqualTo(2);
                second.dispose();
                assertThat(kosma.state().callsUnderWay()).isEqualTo(1);
                connection.getOutputStream().write(GONE);
                assertThat(catchThrowable(() -> first.get(30, TimeUnit.SECONDS)))
                        .hasMessageContaining(idOfFirst);

                CompletableFuture<?> third =
                        kosma.reactive().sessions().start(REQUEST).toFuture();
                String next = readRequest(requests);
                connection.getOutputStream().write(GONE);
                assertThat(catchThrowable(() -> third.get(30, TimeUnit.SECONDS)))
                        .hasMessageContaining(next);
            }
        }
    }

    /** A call that is given up in one of the ways. */
    private static final class GivenUp {

        private final End end;
        private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
        private Disposable subscription;
        private Thread thread;

        GivenUp(KosmaClient kosma, End end) {
            this.end = end;
            switch (end) {
                case CANCELLED ->
                    subscription = kosma.reactive()
                            .sessions()
                            .start(REQUEST)
                            .doOnCancel(() -> failure.complete(new CancellationException()))
                            .subscribe(session -> {}, failure::complete);
                case INTERRUPTED -> {
                    thread = new Thread(() -> failure.complete(
                            catchThrowable(() -> kosma.sessions().start(REQUEST))));
                    thread.start();
                }
                case LATE ->
                    kosma.withDeadline(TIME_TO_COME_SO_FAR)
                            .reactive()
                            .sessions()
                            .start(REQUEST)
                            .subscribe(session -> {}, failure::complete);
            }
        }

        void giveUp() {
            if (subscription != null) {
                subscription.dispose();
            }
            if (thread != null) {
                thread.interrupt();
            }
        }

        void assertGivenUp(boolean mayHaveLeft) throws Exception {
            Throwable told = failure.get(30, TimeUnit.SECONDS);
            if (end == End.LATE) {
                assertThat(told)
                        .isInstanceOfSatisfying(
                                KosmaTimeoutException.class,
                                late -> assertThat(late.requestMayHaveBeenSent())
                                        .isEqualTo(mayHaveLeft));
            } else {
                assertThat(told).isInstanceOf(CancellationException.class);
            }
        }
    }

    /** Negative for the end of the connection, however it ended. */
    private static int firstByte(Socket connection) throws IOException {
        try {
            return connection.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    /** Reads what is still there until the other side has closed; fails when that does not happen in time. */
    private static void assertCloses(Socket connection) throws IOException {
        while (firstByte(connection) >= 0) {
            assertThat(connection.getSoTimeout()).isPositive();
        }
    }

    private static String readRequest(Socket connection) throws IOException {
        return readRequest(requests(connection));
    }

    private static BufferedReader requests(Socket connection) throws IOException {
        connection.setSoTimeout(30_000);
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Reads a request to its end, and gives its correlation id. */
    private static String readRequest(BufferedReader requests) throws IOException {
        int length = 0;
        String id = "";
        for (String line = requests.readLine(); !line.isEmpty(); line = requests.readLine()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(value);
            } else if (line.toLowerCase(Locale.ROOT).startsWith("klarna-correlation-id:")) {
                id = value;
            }
        }
        for (int i = 0; i < length; i++) {
            assertThat(requests.read()).isNotNegative();
        }
        return id;
    }
}
