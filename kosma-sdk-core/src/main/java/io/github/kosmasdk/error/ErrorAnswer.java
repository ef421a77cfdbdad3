package io.github.kosmasdk.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An error answer as it came.
 *
 * @param status the HTTP status
 * @param error what the service said
 * @param retryAfter the {@code Retry-After} of the answer, empty when it had none
 * @param rotatedTokens the tokens that it brought for the next call with a consent
 */
public record ErrorAnswer(int status, ServiceError error, Optional<Duration> retryAfter, RotatedTokens rotatedTokens) {

    /** Checks the parts. */
    public ErrorAnswer {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(retryAfter, "retryAfter");
        Objects.requireNonNull(rotatedTokens, "rotatedTokens");
    }
}
