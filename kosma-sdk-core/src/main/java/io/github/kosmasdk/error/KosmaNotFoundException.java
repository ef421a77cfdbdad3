package io.github.kosmasdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is nothing under this id or link (HTTP 404): it never was, or it has ended. */
public final class KosmaNotFoundException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaNotFoundException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        super(status, error, call, retryAfter);
    }
}
