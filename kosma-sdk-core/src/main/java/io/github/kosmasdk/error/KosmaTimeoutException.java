package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadline passed before the call, with all its attempts and waits, or the awaited state came to an end. The
 * service may have received the request; for a call that creates something, look before you send it again.
 */
public final class KosmaTimeoutException extends KosmaException {

    private static final long serialVersionUID = 1L;

    private final Duration deadline;

    /**
     * Creates it.
     *
     * @param message what was waited for
     * @param cause the last failure before the deadline, {@code null} when there was none
     * @param call the call during which it happened
     * @param deadline the time that was given
     */
    public KosmaTimeoutException(String message, @Nullable Throwable cause, CallInfo call, Duration deadline) {
        super(call + ": " + message, cause, call);
        this.deadline = deadline;
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
