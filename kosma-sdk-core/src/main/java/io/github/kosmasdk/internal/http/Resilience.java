package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/**
 * What stands between a call and its attempts, built once per client and shared by all its calls. From the outside in:
 * the limit of calls, the retries, the breaker of the API, one attempt. The limit stands outside of the retries, since a
 * call that waits for its next attempt is still under way; the breaker inside, so that it sees every attempt and one that
 * opens ends the retries of all calls. The deadline of the call bounds all of them: an attempt gets what is left of it,
 * and a wait that would pass it is not begun.
 */
final class Resilience {

    private final ResiliencePolicy policy;
    private final Bulkhead bulkhead;
    private final Retries retries;
    private final Map<Api, Breaker> breakers = new EnumMap<>(Api.class);

    Resilience(ResiliencePolicy policy, Timing timing) {
        this.policy = policy;
        this.bulkhead = Bulkhead.of(
                "kosma-sdk",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(policy.maxConcurrentCalls())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.retries = new Retries(policy.retry(), policy.retryBudget(), timing);
        policy.circuitBreaker().ifPresent(breaker -> {
            for (Api api : Api.values()) {
                breakers.put(api, new Breaker(api, breaker, timing));
            }
        });
    }

    /** Runs a call, whose attempt can be subscribed to as often as need be. */
    <R> Mono<R> around(Operation<R> operation, Call call, Mono<R> attempt) {
        return Mono.defer(() -> {
            if (!bulkhead.tryAcquirePermission()) {
                return Mono.error(tooMany(call.info()));
            }
            return Ended.tell(
                    retries.around(operation.replay(), call, guarded(operation.api(), call, attempt)),
                    new UnderWay(call));
        });
    }

    ClientState state(ClientState.Connections connections) {
        Map<String, ClientState.CircuitBreaker> states = new TreeMap<>();
        for (Api api : Api.values()) {
            Breaker breaker = breakers.get(api);
            states.put(api.tag(), breaker == null ? ClientState.CircuitBreaker.OFF : breaker.state());
        }
        int free = bulkhead.getMetrics().getAvailableConcurrentCalls();
        return new ClientState(states, retries.left(), policy.maxConcurrentCalls() - free, connections);
    }

    private <R> Mono<R> guarded(Api api, Call call, Mono<R> attempt) {
        Breaker breaker = breakers.get(api);
        return breaker == null ? attempt : breaker.around(call, attempt);
    }

    private KosmaCallRejectedException tooMany(CallInfo call) {
        return new KosmaCallRejectedException(
                "nothing was sent: " + policy.maxConcurrentCalls()
                        + " calls are under way, as many as the client makes at a time; make fewer at once, or set"
                        + " ResiliencePolicy.maxConcurrentCalls (kosma.resilience.max-concurrent-calls)",
                call,
                KosmaCallRejectedException.Reason.TOO_MANY_CALLS,
                null);
    }

    /** A call that is under way, until its caller hears of its end and may call again. */
    private final class UnderWay implements Ended.Listener {

        private final Call call;

        UnderWay(Call call) {
            this.call = call;
        }

        @Override
        public void succeeded() {
            retries.succeeded(call);
            bulkhead.onComplete();
        }

        @Override
        public void failed(Throwable failure) {
            bulkhead.onComplete();
        }

        @Override
        public void cancelled() {
            call.departure().callOff();
            bulkhead.onComplete();
        }
    }
}
