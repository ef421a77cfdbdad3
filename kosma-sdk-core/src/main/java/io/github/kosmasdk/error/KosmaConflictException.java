package io.github.kosmasdk.error;

/** What was asked does not fit the present state (HTTP 409), such as a second flow while one is running in the session. */
public final class KosmaConflictException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaConflictException(ErrorAnswer answer, CallInfo call) {
        super(answer, call);
    }
}
