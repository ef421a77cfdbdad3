package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was asked does not fit the present state (HTTP 409), such as a second flow while one is running in the session. */
public final class KosmaConflictException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaConflictException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        super(status, error, call, retryAfter);
    }
}
