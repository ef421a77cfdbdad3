package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client does when things go wrong. Take one of the named policies, and change of it what you have a reason to.
 *
 * @param retry how often, and how patiently, an attempt is repeated
 * @param retryBudget how many retries all calls have together
 * @param circuitBreaker when an API that is down is not called any more, empty for never
 * @param maxConcurrentCalls how many calls may be under way at a time, those that wait for a connection or for their next
 *     attempt included; further ones are refused at once with a {@link KosmaCallRejectedException}
 */
public record ResiliencePolicy(
        RetryPolicy retry,
        RetryBudget retryBudget,
        Optional<CircuitBreakerPolicy> circuitBreaker,
        int maxConcurrentCalls) {

    /**
     * Three attempts, after up to 200 ms and 400 ms; 200 retries for all calls together, of which ten successes earn one;
     * a breaker that opens when half of the latest 100 attempts failed, after 20 at least, and refuses calls for 15 s
     * before 5 probes; 256 calls at a time, about five for each connection of {@link ConnectionPool#STANDARD}, so that
     * whoever waits for a connection still has time for the call.
     */
    public static final ResiliencePolicy STANDARD = new ResiliencePolicy(
            RetryPolicy.STANDARD, RetryBudget.STANDARD, Optional.of(CircuitBreakerPolicy.STANDARD), 256);

    /**
     * Spares the service: two attempts, the second after up to 500 ms; 20 retries for all calls together, of which twenty
     * successes earn one; a breaker that opens when 30 percent of the latest 50 attempts failed, after 10 at least, and
     * refuses calls for 60 s before 2 probes; 64 calls at a time.
     */
    public static final ResiliencePolicy CONSERVATIVE = new ResiliencePolicy(
            new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(10)),
            new RetryBudget(20, 5),
            Optional.of(new CircuitBreakerPolicy(30, 50, 10, Duration.ofSeconds(60), 2)),
            64);

    /** One attempt, no breaker, no limit of calls: for whoever has all of that around the client already. */
    public static final ResiliencePolicy OFF =
            new ResiliencePolicy(RetryPolicy.OFF, RetryBudget.STANDARD, Optional.empty(), Integer.MAX_VALUE);

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when there is room for less than one call
     */
    public ResiliencePolicy {
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(retryBudget, "retryBudget");
        Objects.requireNonNull(circuitBreaker, "circuitBreaker");
        if (maxConcurrentCalls < 1) {
            throw new KosmaUsageException("A client makes at least 1 call at a time, not " + maxConcurrentCalls);
        }
    }

    /**
     * The same with other retries.
     *
     * @param retry how often, and how patiently, an attempt is repeated
     * @return the changed policy
     */
    public ResiliencePolicy withRetry(RetryPolicy retry) {
        return new ResiliencePolicy(retry, retryBudget, circuitBreaker, maxConcurrentCalls);
    }

    /**
     * The same with another budget.
     *
     * @param retryBudget how many retries all calls have together
     * @return the changed policy
     */
    public ResiliencePolicy withRetryBudget(RetryBudget retryBudget) {
        return new ResiliencePolicy(retry, retryBudget, circuitBreaker, maxConcurrentCalls);
    }

    /**
     * The same with another breaker.
     *
     * @param circuitBreaker when an API that is down is not called any more
     * @return the changed policy
     */
    public ResiliencePolicy withCircuitBreaker(CircuitBreakerPolicy circuitBreaker) {
        return new ResiliencePolicy(retry, retryBudget, Optional.of(circuitBreaker), maxConcurrentCalls);
    }

    /**
     * The same without a breaker.
     *
     * @return the changed policy
     */
    public ResiliencePolicy withoutCircuitBreaker() {
        return new ResiliencePolicy(retry, retryBudget, Optional.empty(), maxConcurrentCalls);
    }

    /**
     * The same with another limit of calls.
     *
     * @param maxConcurrentCalls how many calls may be under way at a time
     * @return the changed policy
     */
    public ResiliencePolicy withMaxConcurrentCalls(int maxConcurrentCalls) {
        return new ResiliencePolicy(retry, retryBudget, circuitBreaker, maxConcurrentCalls);
    }
}
