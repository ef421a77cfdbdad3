package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bank or the service is in trouble (HTTP 5xx, 429, or a category of the bank, of maintenance or technical kind). */
public final class KosmaServiceException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaServiceException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        super(status, error, call, retryAfter);
    }

    /** The trouble is not of the caller's making, so a later try can succeed. */
    @Override
    public RetryAdvice retryAdvice() {
        return retryAfter().map(RetryAdvice::after).orElse(RetryAdvice.LATER);
    }
}
