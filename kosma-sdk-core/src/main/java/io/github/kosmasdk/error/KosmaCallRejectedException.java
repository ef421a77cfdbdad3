package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client refused a call to spare the service or itself: the API has failed too often a moment ago, or too many
 * calls are under way. Nothing was sent, whatever the call is.
 */
public final class KosmaCallRejectedException extends KosmaException {

    private static final long serialVersionUID = 1L;

    /** Why a call is refused. */
    public enum Reason {
        /** The circuit breaker of the API is open: too many of the latest attempts failed. */
        CIRCUIT_OPEN,
        /** As many calls are under way as the client may make at a time. */
        TOO_MANY_CALLS
    }

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    /**
     * Creates it.
     *
     * @param message what is wrong and what to do
     * @param call the call that was refused
     * @param reason why
     * @param retryAfter when another try makes sense, {@code null} when nobody knows
     */
    public KosmaCallRejectedException(String message, CallInfo call, Reason reason, @Nullable Duration retryAfter) {
        super(call + ": " + message, null, call);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /**
     * Why the call was refused.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** Trying again helps: after the time for which an open breaker refuses calls, or when other calls have ended. */
    @Override
    public RetryAdvice retryAdvice() {
        return retryAfter == null ? RetryAdvice.LATER : RetryAdvice.after(retryAfter);
    }
}
