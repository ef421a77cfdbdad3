package io.github.kosmasdk.error;

/** The service did not accept the token (HTTP 401 or 403). Tokens live 180 days; make a new one in the portal. */
public final class KosmaAuthenticationException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaAuthenticationException(ErrorAnswer answer, CallInfo call) {
        super(
                answer,
                call,
                ". Check the token: it is made in the portal of this environment and expires after 180 days");
    }
}
