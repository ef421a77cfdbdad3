package io.github.kosmasdk.error;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer came: the connection could not be made or broke, or what came back is not what the contract says.
 * Never used for an error that the service reported itself.
 */
public final class KosmaTransportException extends KosmaException {

    private static final long serialVersionUID = 1L;

    private final boolean requestMayHaveBeenSent;
    private final boolean retryHelpful;
    /** Left behind when the exception is serialised. */
    private final transient @Nullable RotatedTokens rotatedTokens;

    /**
     * Creates it.
     *
     * @param message what happened
     * @param cause the failure underneath, {@code null} when there is none
     * @param call the call during which it happened
     * @param requestMayHaveBeenSent {@code false} only when no byte of the request can have reached the service
     * @param retryHelpful whether another try can help
     */
    public KosmaTransportException(
            String message,
            @Nullable Throwable cause,
            CallInfo call,
            boolean requestMayHaveBeenSent,
            boolean retryHelpful) {
        this(message, cause, call, requestMayHaveBeenSent, retryHelpful, RotatedTokens.NONE);
    }

    /**
     * Creates it for an answer that is not what the contract says, but brought tokens.
     *
     * @param message what happened
     * @param cause the failure underneath, {@code null} when there is none
     * @param call the call during which it happened
     * @param requestMayHaveBeenSent {@code false} only when no byte of the request can have reached the service
     * @param retryHelpful whether another try can help
     * @param rotatedTokens the tokens for the next call with the consent
     */
    public KosmaTransportException(
            String message,
            @Nullable Throwable cause,
            CallInfo call,
            boolean requestMayHaveBeenSent,
            boolean retryHelpful,
            RotatedTokens rotatedTokens) {
        super(call + ": " + message, cause, call);
        this.requestMayHaveBeenSent = requestMayHaveBeenSent;
        this.retryHelpful = retryHelpful;
        this.rotatedTokens = rotatedTokens;
    }

    /**
     * Whether the service may have received the request, and so may have acted on it.
     *
     * @return {@code false} only when no byte of the request can have left
     */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }

    /**
     * The tokens for the next call with a consent, where the answer could not be read but they could. They are secrets,
     * and the only ones that are good from now on: keep them before anything else.
     *
     * @return the tokens, {@link RotatedTokens#NONE} when none came
     */
    public RotatedTokens rotatedTokens() {
        return rotatedTokens == null ? RotatedTokens.NONE : rotatedTokens;
    }

    @Override
    public RetryAdvice retryAdvice() {
        return retryHelpful ? RetryAdvice.LATER : RetryAdvice.NEVER;
    }
}
