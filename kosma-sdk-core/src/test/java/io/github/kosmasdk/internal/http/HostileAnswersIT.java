package io.github.kosmasdk.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionInfo;
import io.github.kosmasdk.session.SessionRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server can answer to harm its client, over a real socket. */
class HostileAnswersIT {

    private static final int MAX_BODY = 1 << 20;
    /** Small, as a body can come in chunks of one byte, and netty's leak detector watches each. */
    private static final int MAX_BODY_OF_A_FLOOD = 1 << 16;

    private static final String GOOD = "{\"data\":{\"session_id\":\"s1\"}}";
    /** A client that counts bytes notices long before this much; a client that does not would run out of memory. */
    private static final long ENOUGH = 512L << 20;

    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch clientLeft = new CountDownLatch(1);
    private RawServer server;
    private KosmaClient kosma;
    private Session session;

    @BeforeEach
    void start() {
        server = new RawServer((request, client) -> write(client, RawServer.ok(GOOD)));
        kosma = client(ResponseLimits.STANDARD.withMaxBodyBytes(MAX_BODY));
        session = session("s1");
    }

    private Session session(String id) {
        return new Session(
                id,
                Optional.empty(),
                new ApiLink(server.url() + "/xs2a/v1/sessions/" + id),
                Optional.empty(),
                Map.of());
    }

    @AfterEach
    void stop() {
        kosma.close();
        server.close();
    }

    private KosmaClient client(ResponseLimits limits) {
        return KosmaClient.builder()
                .environment(server.url(), server.url())
                .token("any")
                .resilience(ResiliencePolicy.OFF)
                .deadline(Duration.ofSeconds(60))
                .limits(limits)
                .build();
    }

    private SessionInfo read() {
        return kosma.sessions().read(session);
    }

    private static void write(OutputStream client, String text) throws IOException {
        client.write(text.getBytes(UTF_8));
    }

    /** Writes until the client has had enough, which is what the test waits for. */
    private void forever(OutputStream client, byte[] piece) throws IOException {
        try {
            while (written.get() < ENOUGH) {
                client.write(piece);
                written.addAndGet(piece.length);
            }
        } catch (IOException e) {
            clientLeft.countDown();
            throw e;
        }
    }

    private static byte[] chunk(int size) {
        return (Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n").getBytes(US_ASCII);
    }

    /** A head and what follows it without end. */
    private record Flood(String head, byte[] piece) {
        static Named<Flood> of(String name, String head, String piece) {
            return Named.of(name, new Flood(head, piece.getBytes(ISO_8859_1)));
        }
    }

    static List<Named<Flood>> bodiesWithoutEnd() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        return List.of(
                Named.of("chunks", new Flood(chunked, chunk(8192))),
                Named.of("chunks of one byte", new Flood(chunked, chunk(1))),
                Flood.of("no length", "HTTP/1.1 200 OK\r\n\r\n", "[".repeat(8192)),
                Flood.of(
                        "a length of 1 TB",
                        "HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n",
                        "x".repeat(8192)),
                Flood.of("an error", "HTTP/1.1 503 Busy\r\n\r\n", "<p>busy</p>".repeat(800)));
    }

    @ParameterizedTest
    @MethodSource("bodiesWithoutEnd")
    void aBodyWithoutEndIsReadUpToTheLimitAndNoFurther(Flood flood) throws Exception {
        server.answer((request, client) -> {
            write(client, flood.head());
            forever(client, flood.piece());
        });
        try (KosmaClient narrow = client(ResponseLimits.STANDARD.withMaxBodyBytes(MAX_BODY_OF_A_FLOOD))) {
            KosmaTransportException failure = catchThrowableOfType(
                    KosmaTransportException.class, () -> narrow.sessions().read(session));
            assertThat(failure)
                    .hasMessageContaining("its body has more than " + MAX_BODY_OF_A_FLOOD + " bytes")
                    .hasMessageContaining("kosma.limits.max-body-size");
            assertThat(failure.requestMayHaveBeenSent()).isTrue();
            assertThat(failure.retryAdvice().helpful()).isFalse();
            assertThat(clientLeft.await(30, TimeUnit.SECONDS)).isTrue();
            server.answer((request, client) -> write(client, RawServer.ok(GOOD)));
            assertThat(narrow.sessions().read(session).sessionId()).contains("s1");
        }
    }

    static List<Named<Flood>> headsWithoutEnd() {
        return List.of(
                Flood.of("a status line", "HTTP/1.1 200 ", "O".repeat(8192)),
                Flood.of("a header", "HTTP/1.1 200 OK\r\nX: ", "y".repeat(8192)),
                Flood.of("headers", "HTTP/1.1 200 OK\r\n", "X: y\r\n".repeat(1000)),
                Flood.of(
                        "the length of a chunk",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "0".repeat(8192)),
                Flood.of(
                        "trailers",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
                        "X: y\r\n".repeat(1000)));
    }

    @ParameterizedTest
    @MethodSource("headsWithoutEnd")
    void aHeadWithoutEndIsReadUpToTheLimitAndNoFurther(Flood flood) throws Exception {
        server.answer((request, client) -> {
            write(client, flood.head());
            forever(client, flood.piece());
        });
        assertThat(catchThrowableOfType(KosmaTransportException.class, this::read))
                .hasMessageContaining("larger than this client reads")
                .hasMessageContaining("kosma.limits.max-header-size");
        assertThat(clientLeft.await(30, TimeUnit.SECONDS)).isTrue();
        assertTheNextCallIsFine();
    }

    static List<Named<String>> answersThatAreNone() {
        return List.of(
                Named.of("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + GOOD),
                Named.of("no number as length", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + GOOD),
                Named.of("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 26\r\n\r\n" + GOOD),
                Named.of(
                        "length beyond long", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + GOOD),
                Named.of("negative chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n"),
                Named.of(
                        "chunk that is no number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
                Named.of(
                        "chunk beyond int", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n{}\r\n"),
                Named.of("HTTP/0.9", "<html>hello</html>\r\n\r\n"),
                Named.of("another protocol", "SSH-2.0-OpenSSH_9.6\r\n"),
                Named.of("a mail server", "220 mail.example ESMTP\r\n"),
                Named.of("binary", "\u0000\u0001\u0016\u0003\u0003\r\n\r\n"),
                Named.of("no status", "HTTP/1.1 OK\r\n\r\n"),
                Named.of("negative status", "HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n"),
                Named.of("another version", "HTTP/9.9 200 OK\r\nContent-Length: 26\r\n\r\n" + GOOD + "\r\n"),
                Named.of("a header without a name", "HTTP/1.1 200 OK\r\n: x\r\nContent-Length: 26\r\n\r\n" + GOOD),
                Named.of("switching protocols", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
                Named.of("less than its length", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + GOOD),
                Named.of("more than its length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + GOOD + "\r\n\r\n"),
                Named.of("a little more than its length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + GOOD),
                Named.of("a body where none can be", RawServer.http("204 No Content", GOOD)),
                Named.of("no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
                Named.of("no body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
                Named.of("no content", "HTTP/1.1 204 No Content\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void whatIsNoAnswerIsNeitherASuccessNorAStatusAndHarmsNoLaterCall(String noAnswer) {
        server.answer((request, client) -> {
            client.write(noAnswer.getBytes(ISO_8859_1));
            client.flush();
            throw new IOException("that was all");
        });
        KosmaTransportException failure = catchThrowableOfType(KosmaTransportException.class, this::read);
        assertThat(failure.requestMayHaveBeenSent()).isTrue();
        assertTheNextCallIsFine();
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void whatIsNoAnswerEndsTheCallAlsoWhereTheServerKeepsTheConnection(String noAnswer) {
        server.answer((request, client) -> client.write(noAnswer.getBytes(ISO_8859_1)));
        KosmaClient impatient = kosma.withDeadline(Duration.ofSeconds(2));
        assertThat(catchThrowable(() -> impatient.sessions().read(session)))
                .isInstanceOf(KosmaException.class)
                .isNotInstanceOf(KosmaApiException.class);
        assertTheNextCallIsFine();
    }

    @ParameterizedTest
    @ValueSource(strings = {"600", "799", "999", "1000"})
    void aStatusBeyondAllCountsAsTroubleOfTheService(String status) {
        server.answer((request, client) -> write(client, RawServer.http(status + " Odd", GOOD)));
        assertThat(catchThrowableOfType(KosmaServiceException.class, this::read).status())
                .isEqualTo(Integer.parseInt(status));
        assertTheNextCallIsFine();
    }

    @Test
    void interimAnswersAreNoAnswers() {
        server.answer((request, client) -> {
            for (int i = 0; i < 2000; i++) {
                write(client, "HTTP/1.1 " + (i % 2 == 0 ? "103 Early Hints" : "100 Continue") + "\r\nX: y\r\n\r\n");
                if (i % 100 == 0) {
                    client.flush();
                }
            }
            write(client, RawServer.ok(GOOD));
        });
        assertThat(read().sessionId()).contains("s1");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kosma.state().connections().idle() == 1);
        assertThat(read().sessionId()).contains("s1");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void interimAnswersWithoutEndEndAtTheDeadline() throws Exception {
        read(); // so that the client has loaded what it needs, and the next call gets as far as to an answer
        server.answer((request, client) -> forever(
                client, "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n".repeat(20).getBytes(US_ASCII)));
        KosmaClient impatient = kosma.withDeadline(Duration.ofSeconds(2));
        assertThat(catchThrowable(() -> impatient.sessions().read(session))).isInstanceOf(KosmaTimeoutException.class);
        assertThat(clientLeft.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatComesAfterTheAnswerIsNeverTheNextOne() {
        server.answer((request, client) -> write(
                client,
                RawServer.ok(GOOD.replace("s1", request.replaceFirst("(?s).*/sessions/(\\w+).*", "$1")))
                        + RawServer.ok(GOOD.replace("s1", "stranger"))));
        try (KosmaClient narrow = KosmaClient.builder()
                .environment(server.url(), server.url())
                .token("any")
                .connectionPool(ConnectionPool.STANDARD.withMaxConnections(1))
                .build()) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(i ->
                            narrow.reactive().sessions().read(session("s" + i)).toFuture())
                    .toList();
            for (int i = 0; i < 20; i++) {
                assertThat(calls.get(i).join().sessionId()).contains("s" + i);
            }
        }
        assertThat(server.connections()).isEqualTo(20);
    }

    @Test
    void whatComesWhenNobodyAskedClosesTheConnection() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        server.answer((request, client) -> {
            write(client, RawServer.ok(GOOD));
            client.flush();
            try {
                answered.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            write(client, RawServer.ok(GOOD.replace("s1", "stranger")));
        });
        read();
        answered.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> server.open() == 0);
        assertTheNextCallIsFine();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsCompressedWithoutBeingAskedForIsNotRead() throws IOException {
        byte[] bomb = gzip(256 << 20);
        assertThat(bomb.length).isLessThan(MAX_BODY);
        AtomicInteger status = new AtomicInteger(200);
        server.answer((request, client) -> {
            assertThat(request.toLowerCase(Locale.ROOT)).doesNotContain("accept-encoding");
            write(
                    client,
                    "HTTP/1.1 " + status + " X\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length
                            + "\r\n\r\n");
            client.write(bomb);
        });
        assertThat(catchThrowableOfType(KosmaTransportException.class, this::read))
                .hasMessageContaining("compressed, which this client did not ask for");
        status.set(502);
        assertThat(catchThrowableOfType(KosmaServiceException.class, this::read).status())
                .isEqualTo(502);
        assertTheNextCallIsFine();
    }

    private static byte[] gzip(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < size; i += block.length) {
                zip.write(block);
            }
        }
        return packed.toByteArray();
    }

    private record Typed(String contentType, byte[] body, String message) {
        static Named<Typed> of(String contentType, byte[] body, String message) {
            return Named.of(contentType + ", " + message, new Typed(contentType, body, message));
        }
    }

    static List<Named<Typed>> typesAndCharsets() {
        byte[] umlaut = GOOD.replace("s1", "Müller").getBytes(ISO_8859_1);
        byte[] brokenUtf8 = GOOD.replace("s1", "\u00e9").getBytes(ISO_8859_1);
        return List.of(
                Typed.of("text/plain", GOOD.getBytes(UTF_8), ""),
                Typed.of("text/html", GOOD.getBytes(UTF_8), ""),
                Typed.of("", GOOD.getBytes(UTF_8), ""),
                Typed.of("application/json; charset=UTF-8", ("\ufeff" + GOOD).getBytes(UTF_8), ""),
                Typed.of("text/html", "<!DOCTYPE html><p>Please log in</p>".getBytes(UTF_8), "not JSON"),
                Typed.of("application/json; charset=iso-8859-1", umlaut, "not JSON"),
                Typed.of("application/json", brokenUtf8, "not JSON"),
                Typed.of("application/json; charset=utf-16", GOOD.getBytes(UTF_16), ""),
                Typed.of("application/json", (GOOD + "x").getBytes(UTF_8), "not JSON"),
                Typed.of("application/json", (GOOD + GOOD).getBytes(UTF_8), "not JSON"),
                Typed.of("application/json", "{\"data\":{\"session_id\":NaN}}".getBytes(UTF_8), "not JSON"));
    }

    @ParameterizedTest
    @MethodSource("typesAndCharsets")
    void jsonIsReadWhateverItCallsItselfAndNothingElseIs(Typed answer) {
        server.answer((request, client) -> {
            write(
                    client,
                    "HTTP/1.1 200 OK\r\nContent-Type: " + answer.contentType() + "\r\nContent-Length: "
                            + answer.body().length + "\r\n\r\n");
            client.write(answer.body());
        });
        if (answer.message().isEmpty()) {
            assertThat(read().sessionId()).contains("s1");
        } else {
            assertThat(catchThrowableOfType(KosmaTransportException.class, this::read))
                    .hasMessageContaining("not what the contract describes")
                    .hasMessageContaining(answer.message())
                    .message()
                    .doesNotContain("Müller")
                    .doesNotContain("Please");
        }
        assertTheNextCallIsFine();
    }

    @Test
    void anAnswerBeforeTheRequestIsReadIsTheAnswer() throws Exception {
        try (ServerSocket hasty = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                KosmaClient client = KosmaClient.builder()
                        .environment(
                                URI.create("http://127.0.0.1:" + hasty.getLocalPort()),
                                URI.create("http://127.0.0.1:" + hasty.getLocalPort()))
                        .token("any")
                        .build()) {
            var call = client.reactive()
                    .sessions()
                    .start(SessionRequest.builder(new Psu("x".repeat(500_000), "203.0.113.17"))
                            .build())
                    .toFuture();
            try (Socket socket = hasty.accept()) {
                assertThat(socket.getInputStream().read()).isEqualTo('P');
                socket.getOutputStream()
                        .write(RawServer.http("413 Too Large", "{}").getBytes(US_ASCII));
                socket.getOutputStream().flush();
                Throwable failure =
                        call.<Throwable>handle((value, thrown) -> thrown).get(60, TimeUnit.SECONDS);
                assertThat(failure)
                        .isInstanceOfSatisfying(
                                KosmaApiException.class,
                                refused -> assertThat(refused.status()).isEqualTo(413));
            }
        }
    }

    private void assertTheNextCallIsFine() {
        server.answer((request, client) -> write(client, RawServer.ok(GOOD)));
        assertThat(read().sessionId()).contains("s1");
    }
}
