package io.github.kosmasdk.error;

/** The service found the request invalid (HTTP 400 or 422); {@link #fieldErrors()} say where. */
public final class KosmaInvalidRequestException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaInvalidRequestException(ErrorAnswer answer, CallInfo call) {
        super(answer, call);
    }
}
