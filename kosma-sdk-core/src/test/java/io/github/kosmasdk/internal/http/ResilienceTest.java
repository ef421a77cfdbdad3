package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.ClientState.CircuitBreaker;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.RetryBudget;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaCallRejectedException.Reason;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.json.JsonBody;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Breaker, budget and limit of a client, on a virtual clock. */
class ResilienceTest {
    private static final JsonBody NOTHING = new JsonBody.Factory(ResponseLimits.STANDARD).of(new byte[0], 0, 0);

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);
    private static final String BUSY = "{\"error\":{\"code\":\"TECHNICAL.BUSY\",\"message\":\"m\"}}";

    /** Opens when all of four attempts failed. */
    private static final CircuitBreakerPolicy BREAKER = new CircuitBreakerPolicy(100, 4, 4, OPEN_FOR, 2);

    private static final ResiliencePolicy ONE_ATTEMPT = ResiliencePolicy.OFF.withCircuitBreaker(BREAKER);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final StubTransport service = new StubTransport();

    private Pipeline client(ResiliencePolicy policy) {
        return client(policy, service, clock);
    }

    private static Pipeline client(ResiliencePolicy policy, Transport transport, Scheduler clock) {
        return client(policy, transport, new Timing(clock, () -> 0.5));
    }

    private static Pipeline client(ResiliencePolicy policy, Transport transport, Timing timing) {
        return new Pipeline(
                new Pipeline.Settings(
                        new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example")),
                        () -> "token",
                        DEADLINE,
                        policy,
                        PollingPolicy.STANDARD,
                        "test/1"),
                transport,
                timing);
    }

    private static Operation<String> operation(Api api, ReplayPolicy replay) {
        return new Operation<>(
                "test",
                api,
                HttpMethod.GET,
                new ApiLink(api == Api.XS2A ? "https://api.example/x" : "https://auth.example/x"),
                null,
                Optional.empty(),
                (JsonBody body) -> "fine",
                replay);
    }

    private static Mono<String> read(Pipeline client) {
        return client.execute(operation(Api.XS2A, ReplayPolicy.SAFE));
    }

    /** One call, with all the time it needs. */
    private Object outcome(Mono<String> call) {
        List<Object> outcome = new ArrayList<>();
        call.subscribe(outcome::add, outcome::add);
        for (int second = 0; second <= DEADLINE.toSeconds() && outcome.isEmpty(); second++) {
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(outcome).hasSize(1);
        return outcome.get(0);
    }

    private void assertRejected(Object outcome, Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        KosmaCallRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private Pipeline opened() {
        Pipeline client = client(ONE_ATTEMPT);
        for (int i = 0; i < 4; i++) {
            service.fail(new ConnectException("refused"), false);
            assertThat(outcome(read(client))).isInstanceOf(KosmaTransportException.class);
        }
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.OPEN);
        return client;
    }

    private static CircuitBreaker stateOf(Pipeline client) {
        return client.state().circuitBreakers().get("xs2a");
    }

    private void untilProbes() {
        clock.advanceTimeBy(OPEN_FOR.plusMillis(1));
    }

    @Test
    void whatUsesUpATokenBacksOffExponentiallyHoweverTheDiceFall() {
        for (int i = 0; i < 3; i++) {
            service.fail(new ConnectException("refused"), false);
        }
        client(ResiliencePolicy.STANDARD, service, new Timing(clock, () -> 0))
                .execute(operation(Api.XS2A, ReplayPolicy.ROTATES))
                .subscribe(result -> {}, failure -> {});
        assertAttemptsAfter(99, 1);
        assertAttemptsAfter(1, 2);
        assertAttemptsAfter(199, 2);
        assertAttemptsAfter(1, 3);
    }

    private void assertAttemptsAfter(long millis, int attempts) {
        clock.advanceTimeBy(Duration.ofMillis(millis));
        assertThat(service.requests).hasSize(attempts);
    }

    @Test
    void anOpenBreakerRefusesAtOnceAndSaysWhenToComeBack() {
        Pipeline client = opened();

        Object refused = outcome(read(client));

        assertRejected(refused, Reason.CIRCUIT_OPEN);
        KosmaCallRejectedException rejected = (KosmaCallRejectedException) refused;
        assertThat(rejected.retryAdvice().after())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(OPEN_FOR.plusMillis(1)));
        assertThat(rejected.operation()).contains("test");
        assertThat(service.requests).hasSize(4);

        clock.advanceTimeBy(rejected.retryAdvice().after().orElseThrow());
        service.answer(200, "");
        assertThat(outcome(read(client))).as("as advised").isEqualTo("fine");
    }

    @Test
    void theOtherApiIsStillCalled() {
        Pipeline client = opened();
        service.answer(200, "");
        assertThat(outcome(client.execute(operation(Api.AUTH, ReplayPolicy.SAFE))))
                .isEqualTo("fine");
        assertThat(client.state().circuitBreakers())
                .isEqualTo(Map.of(
                        "xs2a", CircuitBreaker.OPEN,
                        "auth", CircuitBreaker.CLOSED,
                        "insights", CircuitBreaker.CLOSED,
                        "bank_directory", CircuitBreaker.CLOSED));
    }

    @Test
    void probesThatSucceedCloseIt() {
        Pipeline client = opened();
        untilProbes();
        service.answer(200, "");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.HALF_OPEN);
        service.answer(200, "");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @Test
    void probesThatFailOpenItAgain() {
        Pipeline client = opened();
        untilProbes();
        service.answer(503, BUSY).answer(503, BUSY);
        outcome(read(client));
        outcome(read(client));
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.OPEN);
        assertRejected(outcome(read(client)), Reason.CIRCUIT_OPEN);
    }

    @Test
    void probesThatAreCancelledMakeRoomForOthers() {
        Pipeline client = opened();
        untilProbes();
        for (int i = 0; i < 10; i++) {
            service.never();
            Disposable probe = read(client).subscribe();
            assertThat(service.requests).hasSize(5 + i);
            probe.dispose();
        }
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.HALF_OPEN);
        service.answer(200, "").answer(200, "");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @Test
    void probesForWhichThereIsNoMemoryMakeRoomForOthers() {
        Pipeline client = opened();
        untilProbes();
        OutOfMemoryError full = new OutOfMemoryError("unable to create native thread");
        for (int i = 0; i < 10; i++) {
            service.breakDown(full);
            assertThatThrownBy(() -> read(client).subscribe()).isSameAs(full);
        }
        assertThat(client.state().callsUnderWay()).isZero();
        service.answer(200, "").answer(200, "");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @Test
    void probesThatHangEndAtTheirDeadlineAndCountAsFailures() {
        Pipeline client = opened();
        untilProbes();
        service.never().never();
        List<Throwable> failures = new ArrayList<>();
        read(client).subscribe(value -> {}, failures::add);
        read(client).subscribe(value -> {}, failures::add);
        assertRejected(outcome(read(client)), Reason.CIRCUIT_OPEN); // no more than two
        clock.advanceTimeBy(DEADLINE);
        assertThat(failures).hasSize(2).allMatch(KosmaTimeoutException.class::isInstance);
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.OPEN);
        untilProbes();
        service.answer(200, "").answer(200, "");
        outcome(read(client));
        outcome(read(client));
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @Test
    void deadlinesThatPassBeforeTheRequestLeavesAreNotHeldAgainstTheService() {
        Transport queue = new Transport() {
            @Override
            public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
                return Mono.never();
            }

            @Override
            public void close() {}
        };
        Pipeline client = client(ONE_ATTEMPT, queue, clock);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            read(client).subscribe(value -> {}, failures::add);
        }
        clock.advanceTimeBy(DEADLINE);
        assertThat(failures).hasSize(8).allMatch(KosmaTimeoutException.class::isInstance);
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @Test
    void aRequestThatComesTooLateToLeaveIsATimeout() {
        service.fail(new CancellationException("too late"), false);
        assertThat(outcome(read(client(ONE_ATTEMPT))))
                .isInstanceOfSatisfying(
                        KosmaTimeoutException.class,
                        late -> assertThat(late.requestMayHaveBeenSent()).isFalse());
    }

    @Test
    void anAttemptFromBeforeItOpenedIsNoProbe() {
        Pipeline client = client(ONE_ATTEMPT);
        List<Sinks.One<String>> answers =
                IntStream.range(0, 6).mapToObj(i -> Sinks.<String>one()).toList();
        for (Sinks.One<String> answer : answers) {
            service.answerLater(answer.asMono());
            read(client).subscribe(value -> {}, failure -> {});
        }
        IntStream.range(0, 4).forEach(i -> answers.get(i).tryEmitError(new IOException("reset")));
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.OPEN);
        untilProbes();
        service.answer(200, "");
        outcome(read(client));
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.HALF_OPEN);

        answers.get(4).tryEmitError(new IOException("reset"));
        answers.get(5).tryEmitError(new IOException("reset"));

        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.HALF_OPEN);
        service.answer(200, "");
        outcome(read(client));
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @ParameterizedTest
    @CsvSource({
        "500, '', true",
        "503, TECHNICAL, true",
        "504, TECHNICAL.SOMETHING.NEW, true",
        "502, whatever, true",
        "500, BANK, false",
        "503, BANK.SOMETHING.NEW, false",
        "503, MAINTENANCE, false",
        "500, CONSENT.EXPIRED, false",
        "500, USER.ACCESS_DENIED, false",
        "500, NOT_SUPPORTED, false",
        "400, TECHNICAL, false",
        "429, TECHNICAL, false",
        "400, badRequest, false",
        "401, unauthorized, false",
        "404, notFound, false",
        "302, '', false",
        "200, '', false"
    })
    void onlyWhatIsTheServicesOwnOpensIt(int status, String code, boolean opens) {
        Pipeline client = client(ONE_ATTEMPT);
        for (int i = 0; i < 4; i++) {
            service.answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}");
            outcome(read(client));
        }
        assertThat(stateOf(client)).isEqualTo(opens ? CircuitBreaker.OPEN : CircuitBreaker.CLOSED);
    }

    @Test
    void whatBrokeOnThisSideSaysNothingOfTheService() {
        Pipeline client = client(ONE_ATTEMPT);
        client.close();
        for (int i = 0; i < 20; i++) {
            assertThat(outcome(read(client))).isInstanceOf(KosmaUsageException.class);
        }
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }

    @Test
    void aBreakerThatOpensBetweenTwoAttemptsEndsTheCallWithItsLastFailure() {
        Pipeline client = client(ResiliencePolicy.STANDARD
                .withRetry(new RetryPolicy(9, Duration.ofMillis(1), Duration.ofMillis(1)))
                .withCircuitBreaker(BREAKER));
        service.answer(503, BUSY).answer(503, BUSY).answer(503, BUSY).answer(504, BUSY);

        assertThat(outcome(read(client))).isInstanceOfSatisfying(KosmaServiceException.class, failure -> {
            assertThat(failure.status()).isEqualTo(504);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            KosmaCallRejectedException.class,
                            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.CIRCUIT_OPEN));
        });
    }

    @ParameterizedTest
    @EnumSource(ReplayPolicy.class)
    void whatNeverLeftIsTriedAgainUnlessItPays(ReplayPolicy replay) {
        ConnectException refused = new ConnectException("refused");
        service.fail(refused, false).fail(refused, false).answer(200, "");
        Object outcome = outcome(client(ResiliencePolicy.STANDARD).execute(operation(Api.XS2A, replay)));
        if (replay == ReplayPolicy.PAYS) {
            assertThat(outcome).isInstanceOf(KosmaTransportException.class);
            assertThat(service.requests).hasSize(1);
        } else {
            assertThat(outcome).isEqualTo("fine");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATES", "ROTATES"})
    void whatMayHaveLeftInALaterAttemptIsNotTriedAgain(ReplayPolicy replay) {
        service.fail(new ConnectException("refused"), false).fail(new IOException("reset"), true);
        assertThat(outcome(client(ResiliencePolicy.STANDARD).execute(operation(Api.XS2A, replay))))
                .isInstanceOfSatisfying(
                        KosmaTransportException.class,
                        failure -> assertThat(failure.requestMayHaveBeenSent()).isTrue());
        assertThat(service.requests).hasSize(2);
    }

    @Test
    void aServiceThatAnswersNothingGetsNoMoreThanTheBudgetOnTop() {
        Pipeline client = client(ResiliencePolicy.STANDARD
                .withRetryBudget(new RetryBudget(5, 10))
                .withoutCircuitBreaker());
        for (int i = 0; i < 105; i++) {
            service.answer(503, BUSY);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(outcome(read(client)))
                    .isInstanceOfSatisfying(
                            KosmaServiceException.class,
                            failure -> assertThat(failure.status()).isEqualTo(503));
        }
        assertThat(service.requests).hasSize(105);
        assertThat(client.state().retriesLeft()).isZero();
    }

    @Test
    void theLimitRefusesWhatIsTooMuchAtOnceAndNothingAfterwards() {
        Pipeline client = client(ResiliencePolicy.STANDARD.withMaxConcurrentCalls(2));
        service.never().never().answer(200, "");
        Disposable first = read(client).subscribe();
        read(client).subscribe(value -> {}, failure -> {});
        assertThat(client.state().callsUnderWay()).isEqualTo(2);

        assertRejected(outcomeAtOnce(read(client)), Reason.TOO_MANY_CALLS);
        assertThat(service.requests).hasSize(2);

        first.dispose();
        assertThat(outcomeAtOnce(read(client))).isEqualTo("fine");
        clock.advanceTimeBy(DEADLINE);
        assertThat(client.state().callsUnderWay()).isZero();
    }

    private static Object outcomeAtOnce(Mono<String> call) {
        List<Object> outcome = new ArrayList<>();
        call.subscribe(outcome::add, outcome::add);
        assertThat(outcome).hasSize(1);
        return outcome.get(0);
    }

    @Test
    void aCallThatWaitsForItsNextAttemptIsUnderWay() {
        Pipeline client = client(ResiliencePolicy.STANDARD.withMaxConcurrentCalls(1));
        service.answer(503, BUSY, "Retry-After", "5").answer(200, "").answer(200, "");
        List<String> results = new ArrayList<>();
        read(client).subscribe(results::add);
        assertRejected(outcomeAtOnce(read(client)), Reason.TOO_MANY_CALLS);
        clock.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(results).containsExactly("fine");
        assertThat(outcomeAtOnce(read(client))).isEqualTo("fine");
    }

    @Test
    void whoeverHearsOfTheEndOfACallMayMakeTheNext() {
        Pipeline client = client(ResiliencePolicy.STANDARD.withMaxConcurrentCalls(1));
        service.answer(200, "").answer(404, "{}").answer(200, "");
        assertThat(outcomeAtOnce(read(client)
                        .flatMap(first -> read(client))
                        .onErrorResume(KosmaException.class, notFound -> read(client))))
                .isEqualTo("fine");
    }

    @Test
    void aCallCancelledWhileItWaitsForItsNextAttemptSendsNothingMore() {
        Pipeline client = client(ResiliencePolicy.STANDARD);
        service.answer(503, BUSY, "Retry-After", "5").answer(200, "");
        Disposable call = read(client).subscribe();
        call.dispose();
        clock.advanceTimeBy(DEADLINE);
        assertThat(service.requests).hasSize(1);
        assertThat(client.state().callsUnderWay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "late"})
    void aRequestThatStillWaitsWhenItsCallIsGivenUpNeverLeaves(String end) {
        List<Transport.Request> waiting = new ArrayList<>();
        Pipeline client = client(
                ResiliencePolicy.STANDARD,
                new Transport() {
                    @Override
                    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
                        waiting.add(request);
                        return Mono.never();
                    }

                    @Override
                    public void close() {}
                },
                clock);
        List<Throwable> failures = new ArrayList<>();
        Disposable call = client.execute(operation(Api.XS2A, ReplayPolicy.PAYS)).subscribe(v -> {}, failures::add);
        if (end.equals("cancelled")) {
            call.dispose();
        } else {
            clock.advanceTimeBy(DEADLINE);
            assertThat(failures)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            KosmaTimeoutException.class,
                            late -> assertThat(late.requestMayHaveBeenSent()).isFalse());
        }
        assertThat(waiting.get(0).departure().leave(Mono.empty())).isFalse();
    }

    @Test
    void aViewHasItsOwnDeadlineAndSharesTheRest() {
        Pipeline client = client(ONE_ATTEMPT.withMaxConcurrentCalls(2));
        Pipeline view = client.withDeadline(Duration.ofSeconds(2));
        service.never().never();
        List<Throwable> failures = new ArrayList<>();
        read(client).subscribe(value -> {}, failures::add);
        read(view).subscribe(value -> {}, failures::add);
        assertThat(view.state()).isEqualTo(client.state());
        assertThat(view.state().callsUnderWay()).isEqualTo(2);
        assertRejected(outcomeAtOnce(read(view)), Reason.TOO_MANY_CALLS);

        clock.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        KosmaTimeoutException.class,
                        late -> assertThat(late.deadline()).isEqualTo(Duration.ofSeconds(2)));
        assertThat(view.deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(client.deadline()).isEqualTo(DEADLINE);

        view.close();
        service.answer(200, "");
        assertThat(outcomeAtOnce(read(client))).isEqualTo("fine");
        client.close();
        assertThat(outcomeAtOnce(read(view))).isInstanceOf(KosmaUsageException.class);
    }

    /** Answers the third attempt of every call, and counts the attempts of each. */
    private static final class ThirdTimeLucky implements Transport {

        private static final ResiliencePolicy POLICY = ResiliencePolicy.STANDARD
                .withRetry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)))
                .withoutCircuitBreaker();

        private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.defer(() -> {
                request.departure().leave(Mono.empty());
                int attempt = attempts.computeIfAbsent(request.call().correlationId(), id -> new AtomicInteger())
                        .incrementAndGet();
                return attempt < 3
                        ? Mono.error(new IOException("reset"))
                        : Mono.fromCallable(() -> reader.read(200, new DefaultHttpHeaders(), NOTHING));
            });
        }

        @Override
        public void close() {}
    }

    /** "The 1,000th call of a client still has its full retries": no retry of one call is taken from those of a later one. */
    @Test
    void the1000thCallOfAClientStillHasItsFullRetries() {
        ThirdTimeLucky transport = new ThirdTimeLucky();
        Pipeline client = client(ThirdTimeLucky.POLICY, transport, clock);
        for (int call = 1; call < 1_000; call++) {
            assertThat(outcome(read(client))).isEqualTo("fine");
        }
        Set<String> earlier = Set.copyOf(transport.attempts.keySet());
        assertThat(earlier).hasSize(999);

        assertThat(outcome(read(client))).isEqualTo("fine");

        transport.attempts.keySet().removeAll(earlier);
        assertThat(transport.attempts.values())
                .singleElement()
                .satisfies(attempts -> assertThat(attempts.get()).isEqualTo(3));
    }

    /** "64 threads do not share a counter": each of their calls has all of its attempts, and puts its retries back. */
    @Test
    void sixtyFourThreadsDoNotShareACounterOfAttempts() throws Exception {
        int threads = 64;
        int calls = 50;
        ThirdTimeLucky transport = new ThirdTimeLucky();
        Pipeline client = client(ThirdTimeLucky.POLICY, transport, Schedulers.parallel());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> work = () -> {
                for (int i = 0; i < calls; i++) {
                    assertThat(read(client).block()).isEqualTo("fine");
                }
                return null;
            };
            for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(transport.attempts).hasSize(threads * calls);
        assertThat(transport.attempts.values()).allMatch(count -> count.get() == 3);
        assertThat(client.state().retriesLeft()).isEqualTo(RetryBudget.STANDARD.retries());
        assertThat(client.state().callsUnderWay()).isZero();
    }

    @Test
    void withoutABreakerItsStateIsOff() {
        assertThat(client(ResiliencePolicy.OFF).state().circuitBreakers().values())
                .isNotEmpty()
                .containsOnly(CircuitBreaker.OFF);
    }

    @Test
    void oneProbeIsEnough() {
        Pipeline client = client(
                ResiliencePolicy.OFF.withCircuitBreaker(new CircuitBreakerPolicy(50, 1, 1, Duration.ofMillis(5), 1)));
        service.answer(500, "");
        outcome(read(client));
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.OPEN);
        clock.advanceTimeBy(Duration.ofMillis(6));
        service.answer(200, "");
        assertThat(outcome(read(client))).isEqualTo("fine");
        assertThat(stateOf(client)).isEqualTo(CircuitBreaker.CLOSED);
    }
}
