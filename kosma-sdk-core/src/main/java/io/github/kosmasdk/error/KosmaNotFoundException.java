package io.github.kosmasdk.error;

/** There is nothing under this id or link (HTTP 404): it never was, or it has ended. */
public final class KosmaNotFoundException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaNotFoundException(ErrorAnswer answer, CallInfo call) {
        super(answer, call);
    }
}
