package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadline passed before the call, with all its attempts and waits, or the awaited state came to an end. For a
 * call that creates something, look before you send it again, unless {@link #requestMayHaveBeenSent()} says no.
 */
public final class KosmaTimeoutException extends KosmaException {

    private static final long serialVersionUID = 1L;

    private final Duration deadline;
    private final boolean requestMayHaveBeenSent;

    /**
     * Creates it for a request that may have been sent.
     *
     * @param message what was waited for
     * @param cause the last failure before the deadline, {@code null} when there was none
     * @param call the call during which it happened
     * @param deadline the time that was given
     */
    public KosmaTimeoutException(String message, @Nullable Throwable cause, CallInfo call, Duration deadline) {
        this(message, cause, call, deadline, true);
    }

    /**
     * Creates it.
     *
     * @param message what was waited for
     * @param cause the last failure before the deadline, {@code null} when there was none
     * @param call the call during which it happened
     * @param deadline the time that was given
     * @param requestMayHaveBeenSent {@code false} only when no byte of the request can have reached the service
     */
    public KosmaTimeoutException(
            String message,
            @Nullable Throwable cause,
            CallInfo call,
            Duration deadline,
            boolean requestMayHaveBeenSent) {
        super(call + ": " + message, cause, call);
        this.deadline = deadline;
        this.requestMayHaveBeenSent = requestMayHaveBeenSent;
    }

    /**
     * Whether the service may have received the request, and so may have acted on it.
     *
     * @return {@code false} only when no byte of the request can have left, as in a wait for a connection
     */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }

    /**
     * The time that was given.
     *
     * @return the duration from the start of the call
     */
    public Duration deadline() {
        return deadline;
    }

    @Override
    public RetryAdvice retryAdvice() {
        return RetryAdvice.LATER;
    }
}
