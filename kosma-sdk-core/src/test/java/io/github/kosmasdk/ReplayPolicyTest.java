package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.internal.http.WireLog;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Calls everything the SDK offers, over a wire that loses every answer, and looks what was sent again. A method that
 * is added without a sample of its arguments fails here, and an operation that is not in the documentation too.
 */
class ReplayPolicyTest {

    private static final int ATTEMPTS = 3;

    private static final Map<ReplayPolicy, String> WORDS = Map.of(
            ReplayPolicy.SAFE, "yes",
            ReplayPolicy.CREATES, "no: look whether it happened",
            ReplayPolicy.PAYS, "no: resolve the payment",
            ReplayPolicy.ROTATES, "no: its token may be used up");

    /** What became of one operation. */
    private record Sent(String operation, String httpMethod, ReplayPolicy replay, Set<String> callers) {}

    private static final Map<String, Sent> OPERATIONS = new TreeMap<>();
    private static final Map<String, Integer> TIMES_SENT = new LinkedHashMap<>();
    private static final Map<String, Integer> TIMES_TRIED = new LinkedHashMap<>();
    private static final List<String> SILENT = new ArrayList<>();

    @BeforeAll
    static void callEverything() throws ReflectiveOperationException {
        Logger log = (Logger) LoggerFactory.getLogger("io.github.kosmasdk.wire");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.DEBUG);
        log.setAdditive(false);
        try {
            Samples samples = new Samples(KosmaEnvironment.PLAYGROUND);
            for (Samples.Face face : Samples.faces()) {
                for (Method method : Samples.methods(face.type())) {
                    for (Object[] arguments : samples.of(method)) {
                        String caller = face.name() + "." + method.getName();
                        lines.list.clear();
                        call(new LostAnswers(), face, method, arguments);
                        record(caller, lines.list, TIMES_SENT);
                        lines.list.clear();
                        call(new NobodyListens(), face, method, arguments);
                        record(caller, lines.list, TIMES_TRIED);
                    }
                }
            }
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
            log.setAdditive(true);
        }
    }

    private static void call(Transport wire, Samples.Face face, Method method, Object[] arguments)
            throws ReflectiveOperationException {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        KosmaReactiveClient kosma = new KosmaReactiveClient(pipeline(wire, clock));
        Publisher<?> result = (Publisher<?>) method.invoke(face.of(kosma), arguments);
        List<Throwable> failures = new ArrayList<>();
        Flux.from(result).subscribe(value -> {}, failures::add);
        for (int second = 0; second < 120; second++) {
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
    }

    private static Pipeline pipeline(Transport transport, VirtualTimeScheduler clock) {
        return new Pipeline(
                new Pipeline.Settings(
                        KosmaEnvironment.PLAYGROUND.withBankDirectory(URI.create("https://banks.example")),
                        () -> "token",
                        Duration.ofSeconds(30),
                        ResiliencePolicy.STANDARD
                                .withRetry(new RetryPolicy(ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(1)))
                                .withoutCircuitBreaker(),
                        PollingPolicy.STANDARD,
                        "test/1"),
                new WireLog(transport),
                new Timing(clock, () -> 0.5));
    }

    /** The arguments of such a line: call, replay policy, HTTP method. */
    private static void record(String caller, List<ILoggingEvent> lines, Map<String, Integer> times) {
        if (lines.isEmpty()) {
            SILENT.add(caller);
        }
        for (ILoggingEvent line : lines) {
            CallInfo call = (CallInfo) line.getArgumentArray()[0];
            ReplayPolicy replay = (ReplayPolicy) line.getArgumentArray()[1];
            Sent sent = OPERATIONS.computeIfAbsent(
                    call.operation(),
                    name -> new Sent(name, line.getArgumentArray()[2].toString(), replay, new TreeSet<>()));
            assertThat(replay).as(call.operation()).isEqualTo(sent.replay());
            sent.callers().add(caller);
            times.merge(call.operation() + " " + call.correlationId(), 1, Integer::sum);
        }
    }

    /** Takes every request and answers none. */
    private static final class LostAnswers implements Transport {
        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.defer(() -> {
                request.departure().leave(Mono.empty());
                return Mono.error(new IOException("reset"));
            });
        }

        @Override
        public void close() {}
    }

    /** Refuses every connection. */
    private static final class NobodyListens implements Transport {
        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.error(() -> new ConnectException("refused"));
        }

        @Override
        public void close() {}
    }

    @Test
    void everyMethodCallsTheService() {
        assertThat(SILENT).as("methods whose sample arguments lead to no call").isEmpty();
        assertThat(OPERATIONS.values().stream().flatMap(sent -> sent.callers().stream()))
                .contains(
                        "sessions().start", "flows().abort", "accounts().allTransactions", "payments().transferState");
    }

    @Test
    void onlyWhatIsSafeIsSentAgain() {
        assertThat(TIMES_SENT).isNotEmpty().allSatisfy((call, times) -> {
            ReplayPolicy replay =
                    OPERATIONS.get(call.substring(0, call.indexOf(' '))).replay();
            assertThat(times).isEqualTo(replay == ReplayPolicy.SAFE ? ATTEMPTS : 1);
        });
    }

    @Test
    void whatCertainlyNeverLeftIsTriedAgainUnlessItPays() {
        assertThat(TIMES_TRIED).isNotEmpty().allSatisfy((call, times) -> {
            ReplayPolicy replay =
                    OPERATIONS.get(call.substring(0, call.indexOf(' '))).replay();
            assertThat(times).isEqualTo(replay == ReplayPolicy.PAYS ? 1 : ATTEMPTS);
        });
    }

    @Test
    void onlyTheStartOfATransferPays() {
        assertThat(OPERATIONS.values())
                .filteredOn(sent -> sent.replay() == ReplayPolicy.PAYS)
                .extracting(Sent::operation)
                .containsExactly("flows.start.transfer");
    }

    @Test
    void whatSendsABodyIsSafeOnlyWhereItReadsOrComesToTheSame() {
        assertThat(OPERATIONS.values())
                .filteredOn(sent -> sent.replay() == ReplayPolicy.SAFE)
                .filteredOn(sent -> EnumSet.of(Verb.PUT, Verb.POST).contains(Verb.valueOf(sent.httpMethod())))
                .extracting(Sent::operation)
                .containsExactly(
                        "banks.search",
                        "insights.autorefresh.list",
                        "insights.categories",
                        "reports.account-info",
                        "reports.balance-over-time",
                        "reports.balances",
                        "reports.categorization",
                        "reports.expense-category",
                        "reports.groupy-by-category",
                        "reports.recurring-transactions",
                        "storage.accounts.delete",
                        "storage.accounts.labels.delete",
                        "storage.accounts.labels.upsert",
                        "storage.accounts.list",
                        "storage.consumers.delete",
                        "storage.transactions.delete",
                        "storage.transactions.labels.delete",
                        "storage.transactions.labels.deleteall",
                        "storage.transactions.labels.upsert",
                        "storage.transactions.list",
                        "storage.transactions.replace",
                        "storage.transactions.update",
                        "transactions.next");
    }

    private enum Verb {
        GET,
        PUT,
        POST,
        DELETE
    }

    @Test
    void theDocumentationListsEveryOperation() throws IOException {
        String rows = OPERATIONS.values().stream()
                .map(sent -> "| `" + sent.operation() + "` | " + sent.httpMethod() + " | `" + sent.replay() + "` | "
                        + WORDS.get(sent.replay()) + " | "
                        + (sent.replay() == ReplayPolicy.PAYS ? "no" : "yes") + " | "
                        + sent.callers().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                        + " |\n")
                .collect(Collectors.joining());
        GeneratedDoc.holds("replay.md", """
                # What is sent again

                Whether a request may be sent again belongs to the operation, not to its HTTP method: here `PUT` creates and some `POST`s only read. Every
                operation carries its replay policy, and one way of a call keeps to it.

                - `SAFE`: changes nothing, or the same each time. Sent again when the answer is lost, or is 429, 502, 503 or 504.
                - `CREATES`: creates something, or moves a login on. Sent again only when the request certainly never left: the host was not found, the
                  connection refused, its TLS handshake broken off, or there was none to be had. The exception says whether it may have left.
                - `PAYS`: moves money. Tried once, whatever fails. `payments().pay` and `payments().resolve` find out what became of it.
                - `ROTATES`: uses up a token. Sent again only when the request, and with it the token, certainly never left. An error answer can bring
                  the next token, see `ConsentAccess.after` and `TransferAccess.after`.

                How often and how late, [resilience.md](resilience.md) says.

                The name of an operation stands in every exception and log line. Methods that make several calls, such as `pay`, stand where their first call
                is; each of their calls is an operation of this table. This page is written by `ReplayPolicyTest`, which calls every method of
                the client over a wire that loses all answers, and over one that no request ever enters.

                | operation | request | policy | again when the answer is lost | again when it never left | called by |
                |---|---|---|---|---|---|
                """ + rows);
    }
}
