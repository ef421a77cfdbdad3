package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The consent cannot be used: expired, revoked, over its limit, or not for this account. The category says which. */
public final class KosmaConsentException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaConsentException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        super(status, error, call, retryAfter);
    }
}
