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
        super(call + ": " + message, cause, call);
        this.requestMayHaveBeenSent = requestMayHaveBeenSent;
        this.retryHelpful = retryHelpful;
    }

    /**
     * Whether the service may have received the request, and so may have acted on it.
     *
     * @return {@code false} only when no byte of the request can have left
     */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }

    @Override
    public RetryAdvice retryAdvice() {
        return retryHelpful ? RetryAdvice.LATER : RetryAdvice.NEVER;
    }
}
