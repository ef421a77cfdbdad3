package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The consent has come to its end, or is suspended for a while, so nothing was sent. The state says which. */
public final class ConsentUnusableException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    private final ConsentState state;
    private final @Nullable Duration wait;

    ConsentUnusableException(String id, ConsentState state) {
        super("Consent " + id + " cannot be used any more: it is " + state
                + (state == ConsentState.REVOKED ? "" : ". Refresh it: the consumer has to log in again"));
        this.state = state;
        this.wait = null;
    }

    ConsentUnusableException(String id, Instant until, Instant now) {
        super("Consent " + id + " is suspended until " + until + ": the service refused the last call without a token"
                + " for another one, and one more is allowed then, better a day after");
        this.state = ConsentState.SUSPENDED;
        this.wait = Duration.between(now, until);
    }

    /**
     * Why it cannot be used.
     *
     * @return {@link ConsentState#SUSPENDED}, or a state that is not usable
     */
    public ConsentState state() {
        return state;
    }

    @Override
    public RetryAdvice retryAdvice() {
        return wait == null ? RetryAdvice.NEVER : RetryAdvice.after(wait);
    }
}
