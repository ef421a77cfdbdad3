package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;

/**
 * How often, and how patiently, an attempt is repeated. An operation that changes nothing is repeated after a transport
 * failure or HTTP 429, 502, 503 or 504. One that creates something or uses up a token is repeated only when its request
 * certainly never left, as when the connection was refused. The start of a transfer is never repeated. The wait before
 * try <i>n</i> is random between zero and
 * {@code firstBackoff × 2ⁿ⁻²}, at most {@code maxBackoff} (full jitter), or what {@code Retry-After} asks; a call with a
 * consent waits half of that at least, as the service wants every repetition of it to back off. Everything happens within the deadline of the call: a wait that would pass it is not begun.
 *
 * @param maxAttempts attempts in all, the first one included; 1 means no retry
 * @param firstBackoff upper bound of the first wait
 * @param maxBackoff upper bound of every wait that the service did not ask for
 */
public record RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {

    /** Three attempts, waits of up to 200 ms and 400 ms. */
    public static final RetryPolicy STANDARD = new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(5));

    /** One attempt. */
    public static final RetryPolicy OFF = new RetryPolicy(1, Duration.ofMillis(200), Duration.ofSeconds(5));

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when there is less than one attempt, or a wait is not above zero
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new KosmaUsageException("A call needs at least 1 attempt, not " + maxAttempts);
        }
        if (!isPositive(firstBackoff) || !isPositive(maxBackoff)) {
            throw new KosmaUsageException("Backoffs must be above zero, not " + firstBackoff + " and " + maxBackoff);
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
