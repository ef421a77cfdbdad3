package io.github.kosmasdk.error;

/**
 * A flow came to its end without a result, and the caller asked for the result. The error says why.
 */
public final class KosmaFlowException extends KosmaException {

    private static final long serialVersionUID = 1L;

    private final String state;
    private final ServiceError error;

    /**
     * Creates it.
     *
     * @param message what happened
     * @param state the state of the flow on the wire, such as {@code EXCEPTION} or {@code ABORTED}
     * @param error why, {@link ServiceError#UNKNOWN} when the service did not say
     */
    public KosmaFlowException(String message, String state, ServiceError error) {
        super(message, null, null);
        this.state = state;
        this.error = error;
    }

    /**
     * The state of the flow on the wire.
     *
     * @return the state, such as {@code EXCEPTION} or {@code ABORTED}
     */
    public String state() {
        return state;
    }

    /**
     * Why the flow failed.
     *
     * @return the error, {@link ServiceError#UNKNOWN} when the service did not say
     */
    public ServiceError error() {
        return error;
    }

    /**
     * The category of the error.
     *
     * @return the category, {@link ErrorCategory#UNKNOWN} when the service did not say
     */
    public ErrorCategory category() {
        return error.category();
    }

    /** Another flow can succeed when the bank or the service was in trouble; this flow has ended for good. */
    @Override
    public RetryAdvice retryAdvice() {
        return category().isTroubleOfOthers() ? RetryAdvice.LATER : RetryAdvice.NEVER;
    }
}
