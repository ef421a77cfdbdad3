package io.github.kosmasdk.error;

/** The consent cannot be used: expired, revoked, over its limit, or not for this account. The category says which. */
public final class KosmaConsentException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaConsentException(ErrorAnswer answer, CallInfo call) {
        super(answer, call);
    }
}
