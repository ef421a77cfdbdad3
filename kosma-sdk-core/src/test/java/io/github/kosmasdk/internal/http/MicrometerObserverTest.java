package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.internal.Caller;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.observation.KosmaCorrelation;
import io.github.kosmasdk.observation.KosmaObservation;
import io.github.kosmasdk.observation.KosmaObservationContext;
import io.github.kosmasdk.observation.KosmaObservationConvention;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.netty.handler.codec.http.HttpMethod;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class MicrometerObserverTest {

    private static final KosmaEnvironment ENVIRONMENT =
            new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example"));
    private static final String OK = "{\"data\":{\"name\":\"fine\"}}";
    private static final ResiliencePolicy RESILIENCE = ResiliencePolicy.STANDARD
            .withRetry(new RetryPolicy(12, Duration.ofMillis(1), Duration.ofMillis(1)))
            .withCircuitBreaker(new CircuitBreakerPolicy(100, 20, 20, Duration.ofHours(1), 1));

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final Queue<KosmaObservationContext> ended = new ConcurrentLinkedQueue<>();
    private final StubTransport transport = new StubTransport();

    MicrometerObserverTest() {
        registry.observationConfig().observationHandler(new Ear());
    }

    /** Keeps what has ended, in this order. */
    private final class Ear implements ObservationHandler<KosmaObservationContext> {
        @Override
        public void onStop(KosmaObservationContext context) {
            ended.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof KosmaObservationContext;
        }
    }

    record Named(String name) {}

    private static Operation<Named> read(String link) {
        return Operation.xs2a(
                "test.read",
                ReplayPolicy.SAFE,
                HttpMethod.GET,
                new ApiLink(link),
                null,
                WireJson.dataReader(Named.class));
    }

    private Pipeline pipeline(CallObserver observer) {
        return new Pipeline(
                new Pipeline.Settings(
                        ENVIRONMENT,
                        () -> "secret-token",
                        Duration.ofSeconds(30),
                        RESILIENCE,
                        PollingPolicy.STANDARD,
                        "test/1"),
                transport,
                new Timing(Schedulers.parallel(), () -> 0),
                observer);
    }

    private Mono<Named> call() {
        return pipeline(new MicrometerObserver(registry)).execute(read("https://api.example/xs2a/v1/test"));
    }

    private static Map<String, String> tags(KosmaObservationContext context) {
        return context.getLowCardinalityKeyValues().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    @Test
    void aCallIsTheParentOfItsAttempts() {
        transport.fail(new ConnectException("refused"), false).answer(503, "{}").answer(200, OK);
        assertThat(Blocking.await(call())).isEqualTo(new Named("fine"));

        assertThat(ended)
                .extracting(Observation.Context::getName)
                .containsExactly(
                        "kosma.client.attempts",
                        "kosma.client.attempts",
                        "kosma.client.attempts",
                        "kosma.client.calls");
        List<KosmaObservationContext> all = List.copyOf(ended);
        assertThat(tags(all.get(0)))
                .containsOnly(
                        Map.entry("operation", "test.read"),
                        Map.entry("api", "xs2a"),
                        Map.entry("attempt", "1"),
                        Map.entry("outcome", "transport"),
                        Map.entry("error.category", "none"));
        assertThat(tags(all.get(1)))
                .containsEntry("attempt", "2")
                .containsEntry("outcome", "service")
                .containsEntry("error.category", "UNKNOWN");
        assertThat(tags(all.get(2))).containsEntry("attempt", "3").containsEntry("outcome", "success");
        assertThat(tags(all.get(3)))
                .containsOnly(
                        Map.entry("operation", "test.read"),
                        Map.entry("api", "xs2a"),
                        Map.entry("outcome", "success"),
                        Map.entry("error.category", "none"));
        assertThat(all.subList(0, 3)).allSatisfy(attempt -> {
            assertThat(attempt.getParentObservation()).isNotNull();
            assertThat(attempt.getParentObservation().getContextView()).isSameAs(all.get(3));
            assertThat(attempt.getContextualName()).isEqualTo("test.read attempt");
        });
        assertThat(all)
                .extracting(context -> context.getHighCardinalityKeyValues().stream()
                        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue)))
                .containsOnly(Map.of(
                        KosmaCorrelation.ID, transport.requests.get(0).headers().get("Klarna-Correlation-Id")));
        assertThat(all.get(3).getContextualName()).isEqualTo("test.read");
    }

    @Test
    void whatTheServiceSaidStaysInside() {
        transport.answer(400, "{\"error\":{\"code\":\"USER.ACCESS_DENIED.OF_ERIKA\",\"message\":\"Erika is out\"}}");
        KosmaException failure = (KosmaException) catchThrowable(() -> Blocking.await(call()));

        KosmaObservationContext call = List.copyOf(ended).get(1);
        assertThat(tags(call)).containsEntry("error.category", "USER.ACCESS_DENIED");
        assertThat(call.failure()).containsSame(failure);
        assertThat(call.getError()).isNotNull();
        assertThat(call.getError())
                .hasMessageContaining("USER_ACCESS_DENIED")
                .hasMessageNotContainingAny("ERIKA", "Erika")
                .hasNoCause();
        assertThat(call.toString()).doesNotContain("ERIKA").doesNotContain("Erika");
    }

    @Test
    void aCallThatIsRefusedHasNoAttempt() {
        Pipeline pipeline = pipeline(new MicrometerObserver(registry));
        assertThatThrownBy(() -> Blocking.await(pipeline.execute(read("https://evil.example/xs2a/v1/test"))))
                .isInstanceOf(KosmaLinkRefusedException.class);
        assertThat(ended).singleElement().satisfies(call -> {
            assertThat(call.getName()).isEqualTo("kosma.client.calls");
            assertThat(tags(call)).containsEntry("outcome", "refused");
        });
    }

    @Test
    void anOpenBreakerShowsInTheOutcome() {
        Pipeline pipeline = pipeline(new MicrometerObserver(registry));
        for (int i = 0; i < 20; i++) {
            transport.answer(500, "{}");
        }
        for (int i = 0; i < 21; i++) {
            catchThrowable(() -> Blocking.await(pipeline.execute(read("https://api.example/xs2a/v1/test"))));
        }
        assertThat(ended).last().satisfies(call -> assertThat(tags(call)).containsEntry("outcome", "circuit_open"));
    }

    @Test
    void aCallThatIsCancelledEnds() {
        transport.never();
        call().subscribe().dispose();
        assertThat(ended).hasSize(2).allSatisfy(context -> {
            assertThat(tags(context)).containsEntry("outcome", "cancelled");
            assertThat(context.getError()).isNull();
        });
    }

    @Test
    void lateAttemptsShareATag() {
        for (int i = 0; i < 11; i++) {
            transport.answer(503, "{}");
        }
        transport.answer(200, OK);
        Blocking.await(call());
        assertThat(ended.stream()
                        .filter(context -> context.attempt().isPresent())
                        .map(MicrometerObserverTest::tags))
                .extracting(tags -> tags.get("attempt"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10+", "10+", "10+");
    }

    @Test
    void theParentOfACallIsThatOfItsCaller() {
        assertThat(Caller.OBSERVATION).isEqualTo(ObservationThreadLocalAccessor.KEY);

        transport.answer(200, OK);
        Observation ofThread = Observation.start("of a thread", registry);
        ofThread.scoped(() -> Blocking.await(call().subscribeOn(Schedulers.boundedElastic())));
        assertThat(parentOfLast()).isSameAs(ofThread.getContext());

        transport.answer(200, OK);
        Observation ofChain = Observation.start("of a chain", registry);
        call().contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, ofChain))
                .subscribeOn(Schedulers.boundedElastic())
                .block();
        assertThat(parentOfLast()).isSameAs(ofChain.getContext());

        transport.answer(200, OK);
        Blocking.await(call());
        assertThat(ended)
                .last()
                .satisfies(call -> assertThat(call.getParentObservation()).isNull());
        assertThat(registry.getCurrentObservation()).isNull();
    }

    private Object parentOfLast() {
        KosmaObservationContext last = List.copyOf(ended).get(ended.size() - 1);
        assertThat(last.getParentObservation()).isNotNull();
        return last.getParentObservation().getContextView();
    }

    @Test
    void aConventionOfTheUserReplacesTheStandardOne() {
        registry.observationConfig().observationConvention(new KosmaObservationConvention(KosmaObservation.CALL) {
            @Override
            public String getContextualName(KosmaObservationContext context) {
                return "bank " + context.call().operation();
            }
        });
        transport.answer(200, OK);
        Blocking.await(call());
        assertThat(ended)
                .last()
                .satisfies(call -> assertThat(call.getContextualName()).isEqualTo("bank test.read"));
    }

    @Test
    void aHandlerThatFailsChangesNothing() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                throw new IllegalStateException("start");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        transport.answer(200, OK);
        assertThat(Blocking.await(call())).isEqualTo(new Named("fine"));

        ObservationRegistry other = ObservationRegistry.create();
        other.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                throw new IllegalStateException("stop");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        transport.answer(200, OK);
        assertThat(Blocking.await(
                        pipeline(new MicrometerObserver(other)).execute(read("https://api.example/xs2a/v1/test"))))
                .isEqualTo(new Named("fine"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void aHandlerThatLacksAClassChangesNothing(int status) {
        for (String where : List.of("start", "error", "stop")) {
            ObservationRegistry other = ObservationRegistry.create();
            other.observationConfig().observationHandler(new Lacking(where));
            Pipeline pipeline = pipeline(new MicrometerObserver(other));
            transport.answer(status, OK);
            List<Object> outcome = new ArrayList<>();
            pipeline.execute(read("https://api.example/xs2a/v1/test")).subscribe(outcome::add, outcome::add);
            assertThat(outcome)
                    .singleElement()
                    .isInstanceOf(status == 200 ? Named.class : KosmaNotFoundException.class);
            assertThat(pipeline.state().callsUnderWay()).isZero();
        }
    }

    /** As one whose library is not there as a whole. */
    private record Lacking(String where) implements ObservationHandler<Observation.Context> {

        @Override
        public void onStart(Observation.Context context) {
            at("start");
        }

        @Override
        public void onError(Observation.Context context) {
            at("error");
        }

        @Override
        public void onStop(Observation.Context context) {
            at("stop");
        }

        private void at(String place) {
            if (where.equals(place)) {
                throw new NoClassDefFoundError(place);
            }
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @Test
    void aRegistryThatNobodyListensToChangesNotEvenTheChain() {
        Mono<String> run = Mono.just("as it is");
        MicrometerObserver observer = new MicrometerObserver(ObservationRegistry.create());
        assertThat(observer.call(CorrelationIds.newCall("test.read"), Api.XS2A, run))
                .isSameAs(run);
        assertThat(observer.attempt(CorrelationIds.newCall("test.read"), Api.XS2A, 1, run))
                .isSameAs(run);
        MicrometerObserver noop = new MicrometerObserver(ObservationRegistry.NOOP);
        assertThat(noop.call(CorrelationIds.newCall("test.read"), Api.XS2A, run))
                .isSameAs(run);
    }

    @Test
    void whatIsSwitchedOffIsNotObserved() {
        registry.observationConfig().observationPredicate((name, context) -> !name.equals("kosma.client.calls"));
        transport.answer(200, OK);
        Observation ofThread = Observation.start("of a thread", registry);
        ofThread.scoped(() -> Blocking.await(call()));
        assertThat(ended)
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getName()).isEqualTo("kosma.client.attempts"));
        assertThat(parentOfLast()).isSameAs(ofThread.getContext());
    }
}
