package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service did not accept the token (HTTP 401 or 403). Tokens live 180 days; make a new one in the portal. */
public final class KosmaAuthenticationException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaAuthenticationException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        super(
                status,
                error,
                call,
                retryAfter,
                ". Check the token: it is made in the portal of this environment and expires after 180 days");
    }
}
