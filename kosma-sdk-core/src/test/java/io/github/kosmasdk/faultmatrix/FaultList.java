package io.github.kosmasdk.faultmatrix;

import static io.github.kosmasdk.faultmatrix.Fault.answered;
import static io.github.kosmasdk.faultmatrix.Fault.at;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.ClientState.CircuitBreaker;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.playground.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import reactor.core.Disposable;

/** Everything that goes wrong, from the first connection to the caller's own doing. */
final class FaultList {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final int INSIDE_THE_HEAD = 40;
    private static final int BYTES_PER_SECOND = 30_000;
    private static final int TOO_SLOW = 20;

    private FaultList() {}

    /** By where in a call they strike. */
    static Map<String, List<Fault>> all() {
        Map<String, List<Fault>> all = new LinkedHashMap<>();
        all.put("Getting a connection", connecting());
        all.put("The request", sending());
        all.put("Waiting for the answer", waiting());
        all.put("The answer is cut or slow", receiving());
        all.put("What the service answers", statuses());
        all.put("Answers that are none", nonsense());
        all.put("The client and its caller", ownDoing());
        return all;
    }

    private static List<Fault> connecting() {
        return List.of(
                at("connection refused", (bank, subject) -> bank.wire().refuseConnections()),
                at("host name unknown", (bank, subject) -> {})
                        .where(bank -> URI.create(
                                "https://unknown.invalid:" + bank.simulator().getPort())),
                at("nobody answers the connect, up to its time limit", (bank, subject) -> {})
                        .where(Bank::nobodyThere)
                        .with(client -> client.connectionPool(pool(50, 500, SOON))),
                at("nobody answers the connect, up to the deadline", (bank, subject) -> {})
                        .where(Bank::nobodyThere)
                        .overTheDeadline(),
                at("TLS: the server speaks none", (bank, subject) -> {}).where(Bank::simulatorAsIfSecured),
                at(
                                "TLS: handshake reset",
                                (bank, subject) -> bank.wire().toServer().resetAfter(1))
                        .where(Bank::simulatorAsIfSecured),
                at(
                                "TLS: handshake never answered",
                                (bank, subject) -> bank.wire().toServer().blackHoleAfter(0))
                        .where(Bank::simulatorAsIfSecured)
                        .overTheDeadline(),
                at("connection pool and its queue full, no retries", FaultList::fillPool)
                        .with(client -> client.connectionPool(pool(1, 1, Fault.AMPLE))
                                .resilience(Subject.QUICK.withRetry(new RetryPolicy(1, SOON, SOON)))),
                at("connection pool in use up to the deadline", FaultList::usePool)
                        .with(client -> client.connectionPool(pool(1, 500, Fault.AMPLE)))
                        .overTheDeadline(),
                at("idle connection closed by the server before the call", FaultList::closeIdle));
    }

    private static List<Fault> sending() {
        return List.of(
                at("idle connection reset as the request comes", (bank, subject) -> {
                    subject.read();
                    bank.wire().toServer().resetAfter(1);
                }),
                at(
                        "reset at the first byte of the request",
                        (bank, subject) -> bank.wire().toServer().resetAfter(1)),
                at(
                        "reset in the request",
                        (bank, subject) -> bank.wire().toServer().resetAfter(100)),
                at(
                        "reset in the request, on the first connection only",
                        (bank, subject) ->
                                bank.wire().nextConnection().toServer().resetAfter(100)),
                at(
                        "closed in the request",
                        (bank, subject) -> bank.wire().toServer().cutAfter(100)),
                at(
                                "request swallowed",
                                (bank, subject) -> bank.wire().toServer().blackHoleAfter(100))
                        .overTheDeadline());
    }

    private static List<Fault> waiting() {
        return List.of(
                at(
                        "reset instead of an answer, the bank has not acted",
                        (bank, subject) -> bank.fault(subject.kind()).dropConnection()),
                answered("closed instead of an answer, the bank has acted", (answer, client) -> close()),
                at(
                        "reset at the first byte of the answer",
                        (bank, subject) -> bank.wire().toClient().resetAfter(1)),
                at(
                                "no answer, the bank has not acted",
                                (bank, subject) -> bank.fault(subject.kind()).never())
                        .overTheDeadline(),
                at("answer swallowed", (bank, subject) -> bank.wire().toClient().blackHoleAfter(1))
                        .overTheDeadline(),
                at(
                                "answer later than the deadline",
                                (bank, subject) -> bank.wire().toClient().latency(Fault.AMPLE))
                        .overTheDeadline(),
                at("latency below the deadline", (bank, subject) -> {
                    bank.wire().toServer().latency(Duration.ofMillis(50));
                    bank.wire().toClient().latency(Duration.ofMillis(50));
                }),
                at("little bandwidth", (bank, subject) -> {
                    bank.wire().toServer().bandwidth(BYTES_PER_SECOND);
                    bank.wire().toClient().bandwidth(BYTES_PER_SECOND);
                }));
    }

    private static List<Fault> receiving() {
        return List.of(
                at(
                        "closed in the headers",
                        (bank, subject) -> bank.wire().toClient().cutAfter(INSIDE_THE_HEAD)),
                at(
                        "half-closed in the headers",
                        (bank, subject) -> bank.wire().toClient().halfCloseAfter(INSIDE_THE_HEAD)),
                answered("closed in the body", (answer, client) -> {
                    half(answer, client);
                    close();
                }),
                answered("closed after the whole answer", (answer, client) -> {
                    client.write(answer.bytes());
                    client.flush();
                    close();
                }),
                at(
                                "headers slower than the deadline",
                                (bank, subject) -> bank.wire().toClient().bandwidth(TOO_SLOW))
                        .overTheDeadline(),
                answered("body slower than the deadline", FaultList::drip).overTheDeadline(),
                answered("closed between two chunks", (answer, client) -> {
                    String half = answer.body().substring(0, answer.body().length() / 2);
                    client.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(half.length()) + "\r\n" + half + "\r\n"));
                    client.flush();
                    close();
                }),
                answered("broken chunk", (answer, client) -> {
                    client.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nbroken"));
                    client.flush();
                    close();
                }));
    }

    private static List<Fault> statuses() {
        return List.of(
                status("401", fault -> fault.status(401)),
                status("403", fault -> fault.status(403)),
                status("404", fault -> fault.status(404)),
                status("409", fault -> fault.status(409)),
                status("429", fault -> fault.status(429)),
                status(
                        "429 once, Retry-After in seconds",
                        fault -> fault.times(1).status(429).header("Retry-After", "1")),
                status(
                        "429 once, Retry-After as a date",
                        fault -> fault.times(1).status(429).header("Retry-After", httpDate(Duration.ofSeconds(3)))),
                status(
                        "429, Retry-After beyond the deadline",
                        fault -> fault.status(429).header("Retry-After", "3600")),
                status("500", fault -> fault.status(500)),
                status("502, page of a proxy", fault -> fault.htmlStatus(502)),
                answered(
                        "502, page of a proxy, the bank has acted",
                        (answer, client) -> client.write(
                                ascii(
                                        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"))),
                status(
                        "503 once, Retry-After in seconds",
                        fault -> fault.times(1).status(503).header("Retry-After", "1")),
                status("504", fault -> fault.status(504)),
                status("trouble of the bank", fault -> fault.error(500, "BANK", "The bank does not answer")),
                status("technical trouble", fault -> fault.error(500, "TECHNICAL", "Something broke")),
                status("maintenance", fault -> fault.error(503, "MAINTENANCE", "Back soon")),
                status("redirect", fault -> fault.status(302).header("Location", "http://127.0.0.1:1/stolen")));
    }

    private static List<Fault> nonsense() {
        return List.of(
                answered("empty body", (answer, client) -> client.write(ascii(answer.head(0, "application/json")))),
                answered("truncated JSON", (answer, client) -> {
                    byte[] json = answer.body().getBytes(StandardCharsets.UTF_8);
                    client.write(ascii(answer.head(json.length / 2, "application/json")));
                    client.write(json, 0, json.length / 2);
                }),
                answered(
                                "a member twice",
                                (answer, client) -> client.write(new Bank.Answer(
                                                answer.status(),
                                                answer.headers(),
                                                answer.body().replaceFirst("\\{", "{\"data\":{},"))
                                        .bytes()))
                        .refused(),
                answered("JSON called text/html", (answer, client) -> {
                    byte[] json = answer.body().getBytes(StandardCharsets.UTF_8);
                    client.write(ascii(answer.head(json.length, "text/html")));
                    client.write(json);
                }),
                answered("a page with status 200", (answer, client) -> {
                    client.write(ascii(answer.head(13, "text/html")));
                    client.write(ascii("<html></html>"));
                }),
                answered("body too large", FaultList::inflate).refused(),
                answered("gzip that nobody asked for", FaultList::zip).refused(),
                answered("bytes that are no HTTP", (answer, client) -> {
                    client.write(ascii("\u0001\u0002 no HTTP at all\r\n\r\n"));
                    client.flush();
                    close();
                }));
    }

    private static List<Fault> ownDoing() {
        return List.of(
                at("circuit breaker open", FaultList::openBreaker)
                        .with(client -> client.resilience(Subject.QUICK
                                .withRetry(new RetryPolicy(1, SOON, SOON))
                                .withCircuitBreaker(new CircuitBreakerPolicy(50, 10, 2, Duration.ofHours(1), 1)))),
                at("limit of calls reached", FaultList::usePool)
                        .with(client -> client.resilience(Subject.QUICK.withMaxConcurrentCalls(1))),
                answered("client closed during the call", Bank.Reply.THE_BANKS)
                        .calling(whileHeld((subject, thread) -> subject.close())),
                answered("thread interrupted during the call", Bank.Reply.THE_BANKS)
                        .calling(whileHeld((subject, thread) -> thread.interrupt())),
                answered("cancelled by the caller during the call", Bank.Reply.THE_BANKS)
                        .calling(FaultList::cancel));
    }

    private static Fault status(String name, Consumer<Faults.Fault> fault) {
        return at(name, (bank, subject) -> fault.accept(bank.fault(subject.kind())));
    }

    private static ConnectionPool pool(int connections, int pending, Duration connectTimeout) {
        return new ConnectionPool(connections, pending, Duration.ofSeconds(30), Duration.ofMinutes(5), connectTimeout);
    }

    private static void usePool(Bank bank, Subject subject) {
        Faults.Fault hanging = bank.fault("DELETE").never();
        subject.hang();
        Bank.until(() -> hanging.hits() == 1);
    }

    private static void fillPool(Bank bank, Subject subject) {
        usePool(bank, subject);
        subject.hang();
        Bank.until(() -> subject.kosma().state().connections().pending() == 1);
    }

    private static void closeIdle(Bank bank, Subject subject) {
        subject.read();
        bank.wire().toClient().cutAfter(0);
        Bank.until(() -> bank.wire().traffic().open() == 0);
        bank.wire().clear();
    }

    private static void openBreaker(Bank bank, Subject subject) {
        bank.wire().refuseConnections();
        Bank.until(() -> {
            catchThrowable(subject::read);
            return subject.kosma().state().circuitBreakers().get("xs2a") == CircuitBreaker.OPEN;
        });
        bank.wire().acceptConnections();
    }

    /** Something that happens to a call on which the bank has acted, before it gets its answer. */
    private interface Meanwhile {
        void happen(Subject subject, Thread caller);
    }

    private static Fault.Calling whileHeld(Meanwhile meanwhile) {
        return (bank, subject) -> {
            holdAnswers(bank);
            CompletableFuture<Object> seen = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    seen.complete(subject.call());
                } catch (Throwable failure) {
                    seen.completeExceptionally(failure);
                }
            });
            caller.start();
            bank.awaitHeld();
            meanwhile.happen(subject, caller);
            try {
                return seen.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw (Exception) failure.getCause();
            }
        };
    }

    private static Object cancel(Bank bank, Subject subject) {
        holdAnswers(bank);
        Disposable call = subject.reactiveCall().subscribe(result -> {}, failure -> {});
        bank.awaitHeld();
        call.dispose();
        return Outcome.NOTHING;
    }

    private static void holdAnswers(Bank bank) {
        bank.reply((answer, client) -> {
            bank.hold();
            client.write(answer.bytes());
        });
    }

    private static void close() throws IOException {
        throw new IOException("The server closes the connection");
    }

    private static void half(Bank.Answer answer, OutputStream client) throws IOException {
        byte[] whole = answer.bytes();
        client.write(whole, 0, whole.length - answer.body().length() / 2);
        client.flush();
    }

    private static void drip(Bank.Answer answer, OutputStream client) throws IOException {
        byte[] json = answer.body().getBytes(StandardCharsets.UTF_8);
        client.write(ascii(answer.head(json.length, "application/json")));
        for (byte next : json) {
            client.write(next);
            client.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static void inflate(Bank.Answer answer, OutputStream client) throws IOException {
        byte[] json = answer.body().getBytes(StandardCharsets.UTF_8);
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        int times = 17;
        client.write(ascii(answer.head(json.length + times * spaces.length, "application/json")));
        client.write(json);
        for (int i = 0; i < times; i++) {
            client.write(spaces);
        }
    }

    private static void zip(Bank.Answer answer, OutputStream client) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(answer.body().getBytes(StandardCharsets.UTF_8));
        }
        String head = answer.head(zipped.size(), "application/json");
        client.write(ascii(head.substring(0, head.length() - 2) + "Content-Encoding: gzip\r\n\r\n"));
        client.write(zipped.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String httpDate(Duration ahead) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(ahead));
    }
}
