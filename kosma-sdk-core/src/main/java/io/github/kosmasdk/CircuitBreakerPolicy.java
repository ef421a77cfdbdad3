package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;

/**
 * When a client stops calling an API that is down, and how it finds out that it is up again. There is one breaker per
 * API. It counts attempts: a broken or refused connection, a deadline that passed, and a 5xx of the service's own are
 * failures. Whatever else the service answers is a success, also 4xx, 429 and every error of a bank, a consent or the
 * consumer; attempts that were cancelled do not count.
 *
 * @param failurePercent opens when at least this percentage of the latest attempts failed
 * @param window how many of the latest attempts are looked at
 * @param minimumAttempts opens only after this many attempts
 * @param openFor how long calls are refused before probes are let through
 * @param probes how many attempts are let through then; when fewer than {@code failurePercent} of them fail it closes,
 *     else it opens again
 */
public record CircuitBreakerPolicy(int failurePercent, int window, int minimumAttempts, Duration openFor, int probes) {

    /** Half of the latest 100 attempts, after 20 at least; refuses for 15 s, then 5 probes. */
    public static final CircuitBreakerPolicy STANDARD =
            new CircuitBreakerPolicy(50, 100, 20, Duration.ofSeconds(15), 5);

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when the percentage is not between 1 and 100, a number is less than 1, more attempts
     *     are needed than looked at, or the time is less than 1 ms
     */
    public CircuitBreakerPolicy {
        if (failurePercent < 1 || failurePercent > 100) {
            throw new KosmaUsageException(
                    "A circuit breaker opens at 1 to 100 percent of failures, not at " + failurePercent);
        }
        if (minimumAttempts < 1 || probes < 1 || window < minimumAttempts) {
            throw new KosmaUsageException("A circuit breaker needs at least 1 attempt and 1 probe, and a window of not"
                    + " less than the attempts it needs, not " + minimumAttempts + ", " + probes + " and " + window);
        }
        if (openFor.compareTo(Duration.ofMillis(1)) < 0) {
            throw new KosmaUsageException("A circuit breaker stays open for at least 1 ms, not " + openFor);
        }
    }
}
