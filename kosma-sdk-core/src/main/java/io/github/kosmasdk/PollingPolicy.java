package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;

/**
 * How a flow or a decoupled login is waited for: the first look after {@code first}, then ever later with random
 * spread, up to {@code max} between two looks.
 *
 * @param first the wait before the first look
 * @param max the longest wait between two looks
 */
public record PollingPolicy(Duration first, Duration max) {

    /** First after 1 s, then up to 5 s apart. */
    public static final PollingPolicy STANDARD = new PollingPolicy(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when the first wait is less than 1 ms or longer than the longest
     */
    public PollingPolicy {
        if (first.compareTo(Duration.ofMillis(1)) < 0 || max.compareTo(first) < 0) {
            throw new KosmaUsageException(
                    "Polling needs a first wait of at least 1 ms and a longest one not below it, not " + first + " and "
                            + max);
        }
    }
}
