package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service found the request invalid (HTTP 400 or 422); {@link #fieldErrors()} say where. */
public final class KosmaInvalidRequestException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaInvalidRequestException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        super(status, error, call, retryAfter);
    }
}
