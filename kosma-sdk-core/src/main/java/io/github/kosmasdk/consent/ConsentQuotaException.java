package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RetryAdvice;
import java.time.Duration;
import java.time.Instant;

/** All unattended calls of this kind that the bank allows in 24 hours have been made. Nothing was sent. */
public final class ConsentQuotaException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    private final Instant nextFree;
    private final Duration wait;

    ConsentQuotaException(String id, String call, Instant nextFree, Instant now) {
        super("Consent " + id + " has no unattended '" + call + "' call left; the next one is free at " + nextFree
                + ". While the consumer is present, attended calls are not counted");
        this.nextFree = nextFree;
        this.wait = Duration.between(now, nextFree);
    }

    /**
     * When the next call of this kind is free.
     *
     * @return the time
     */
    public Instant nextFree() {
        return nextFree;
    }

    @Override
    public RetryAdvice retryAdvice() {
        return RetryAdvice.after(wait);
    }
}
