package io.github.kosmasdk.error;

/** The bank or the service is in trouble (HTTP 5xx, 429, or a category of the bank, of maintenance or technical kind). */
public final class KosmaServiceException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaServiceException(ErrorAnswer answer, CallInfo call) {
        super(answer, call);
    }

    /** The trouble is not of the caller's making, so a later try can succeed. */
    @Override
    public RetryAdvice retryAdvice() {
        return mayBeTemporary()
                ? super.retryAdvice()
                : retryAfter().map(RetryAdvice::after).orElse(RetryAdvice.LATER);
    }
}
