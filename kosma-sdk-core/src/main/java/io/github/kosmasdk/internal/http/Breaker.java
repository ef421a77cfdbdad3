package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The circuit breaker of one API, on resilience4j. Every attempt that is let through gives its permission back exactly
 * once: with a success, with a failure, or unused. So a half-open breaker always gets its answers.
 */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.kosmasdk.resilience");

    private final Api api;
    private final CircuitBreakerPolicy policy;
    private final Scheduler clock;
    private final CircuitBreaker breaker;
    private final AtomicReference<State> told = new AtomicReference<>(State.CLOSED);
    private volatile long openUntilMillis;

    Breaker(Api api, CircuitBreakerPolicy policy, Timing timing) {
        this.api = api;
        this.policy = policy;
        this.clock = timing.clock();
        this.breaker = CircuitBreaker.of(
                api.name(),
                CircuitBreakerConfig.custom()
                        .clock(timing.asClock())
                        .failureRateThreshold(policy.failurePercent())
                        .slidingWindow(
                                policy.window(),
                                policy.minimumAttempts(),
                                SlidingWindowType.COUNT_BASED,
                                SlidingWindowSynchronizationStrategy.LOCK_FREE)
                        .waitDurationInOpenState(policy.openFor())
                        .permittedNumberOfCallsInHalfOpenState(policy.probes())
                        .ignoreException(Breaker::saysNothingOfTheService)
                        .recordException(Breaker::isFailureOfTheService)
                        .build());
    }

    /** Lets an attempt through and looks what becomes of it, or refuses it. */
    <R> Mono<R> around(Call call, Mono<R> attempt) {
        return Mono.defer(() -> {
            boolean permitted = breaker.tryAcquirePermission();
            tellOfChange(call.info());
            if (!permitted) {
                return Mono.error(rejected(call.info()));
            }
            Permission permission = new Permission(call.info(), breaker.getState() == State.CLOSED);
            return Ended.tell(attempt, permission);
        });
    }

    ClientState.CircuitBreaker state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> ClientState.CircuitBreaker.OPEN;
            case HALF_OPEN -> ClientState.CircuitBreaker.HALF_OPEN;
            case CLOSED, METRICS_ONLY, DISABLED -> ClientState.CircuitBreaker.CLOSED;
        };
    }

    /**
     * Looks by itself, after whatever may have changed the state: while somebody listens, resilience4j makes an event for each
     * attempt too.
     */
    private void tellOfChange(CallInfo call) {
        State before = told.get();
        State now = breaker.getState();
        if (now != before && told.compareAndSet(before, now)) {
            if (now == State.OPEN) {
                openUntilMillis =
                        clock.now(TimeUnit.MILLISECONDS) + policy.openFor().toMillis();
            }
            LogContext.quietly(() -> LogContext.with(call, () -> tell(now)));
        }
    }

    private void tell(State now) {
        switch (now) {
            case OPEN ->
                LOG.warn(
                        "Calls to the {} API are refused for {}: too many of the latest failed", api, policy.openFor());
            case CLOSED -> LOG.info("The {} API is called again", api);
            default -> LOG.debug("The {} API is probed", api);
        }
    }

    private KosmaCallRejectedException rejected(CallInfo call) {
        return new KosmaCallRejectedException(
                "nothing was sent: too many of the latest calls to the " + api
                        + " API failed, so it is left alone for a while",
                call,
                KosmaCallRejectedException.Reason.CIRCUIT_OPEN,
                untilProbes());
    }

    /** It opens one tick after its time, not at it. */
    private @Nullable Duration untilProbes() {
        long left = openUntilMillis - clock.now(TimeUnit.MILLISECONDS);
        return left < 0 ? null : Duration.ofMillis(left + 1);
    }

    /** What broke on our side, or is wrong with an answer that came, does not tell whether the service is up. */
    private static boolean saysNothingOfTheService(Throwable failure) {
        if (failure instanceof KosmaTransportException transport) {
            return !transport.retryAdvice().helpful() || TransportFailures.isOfOwnPool(transport);
        }
        if (failure instanceof KosmaTimeoutException timeout) {
            return !timeout.requestMayHaveBeenSent(); // the time was spent in our own queue
        }
        return !(failure instanceof KosmaApiException);
    }

    private static boolean isFailureOfTheService(Throwable failure) {
        return !(failure instanceof KosmaApiException api) || isItsOwn(api);
    }

    /** What the bank, the consumer or a consent did wrong is no fault of the service, whatever its status. */
    private static boolean isItsOwn(KosmaApiException failure) {
        return failure.status() >= 500
                && (failure.category() == ErrorCategory.UNKNOWN
                        || failure.category().isA(ErrorCategory.TECHNICAL));
    }

    /**
     * What one attempt owes the breaker. An attempt that began before the breaker opened is no probe: when it ends later,
     * it says nothing.
     */
    private final class Permission implements Ended.Listener {

        private final CallInfo call;
        private final boolean ofClosed;

        Permission(CallInfo call, boolean ofClosed) {
            this.call = call;
            this.ofClosed = ofClosed;
        }

        @Override
        public void succeeded() {
            if (counts()) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                tellOfChange(call);
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (counts()) {
                breaker.onError(0, TimeUnit.NANOSECONDS, failure);
                tellOfChange(call);
            }
        }

        @Override
        public void cancelled() {
            if (counts()) {
                breaker.releasePermission();
            }
        }

        private boolean counts() {
            return !ofClosed || breaker.getState() == State.CLOSED;
        }
    }
}
