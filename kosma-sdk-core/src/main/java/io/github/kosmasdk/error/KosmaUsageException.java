package io.github.kosmasdk.error;

import org.jspecify.annotations.Nullable;

/**
 * The SDK refused to do what was asked, before a byte was sent. The message says what is wrong and what to do instead.
 */
public non-sealed class KosmaUsageException extends KosmaException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message what is wrong and what to do
     */
    public KosmaUsageException(String message) {
        this(message, null);
    }

    /**
     * Creates it with a cause.
     *
     * @param message what is wrong and what to do
     * @param cause the failure underneath, {@code null} when there is none
     */
    public KosmaUsageException(String message, @Nullable Throwable cause) {
        super(message, cause, null);
    }

    @Override
    public RetryAdvice retryAdvice() {
        return RetryAdvice.NEVER;
    }
}
