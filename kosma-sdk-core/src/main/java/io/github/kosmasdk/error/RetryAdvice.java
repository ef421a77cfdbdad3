package io.github.kosmasdk.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether trying the same thing again can help, and when.
 *
 * @param helpful {@code true} when another try can succeed without changing anything
 * @param after how long to wait at least before the next try, empty when nothing is known about that
 */
public record RetryAdvice(boolean helpful, Optional<Duration> after) {

    /** Trying again cannot help: something has to change first. */
    public static final RetryAdvice NEVER = new RetryAdvice(false, Optional.empty());

    /** Trying again can help; back off as for any busy service. */
    public static final RetryAdvice LATER = new RetryAdvice(true, Optional.empty());

    /** Checks the parts. */
    public RetryAdvice {
        Objects.requireNonNull(after, "after");
    }

    /**
     * Trying again can help, but not before the given time has passed.
     *
     * @param wait how long to wait at least
     * @return the advice
     */
    public static RetryAdvice after(Duration wait) {
        return new RetryAdvice(true, Optional.of(wait));
    }
}
