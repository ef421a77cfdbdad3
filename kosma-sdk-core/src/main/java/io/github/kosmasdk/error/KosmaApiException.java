package io.github.kosmasdk.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service answered with an error. The subclasses are what a caller handles differently; everything else is this
 * class itself.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/error-handling.html">Error handling</a>
 */
public sealed class KosmaApiException extends KosmaException
        permits KosmaAuthenticationException,
                KosmaConflictException,
                KosmaConsentException,
                KosmaInvalidRequestException,
                KosmaNotFoundException,
                KosmaServiceException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final ServiceError error;
    private final @Nullable Duration retryAfter;

    /**
     * Creates it.
     *
     * @param status the HTTP status
     * @param error what the service said
     * @param call the call it answered
     * @param retryAfter the {@code Retry-After} of the answer, {@code null} when there was none
     */
    public KosmaApiException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter) {
        this(status, error, call, retryAfter, "");
    }

    KosmaApiException(int status, ServiceError error, CallInfo call, @Nullable Duration retryAfter, String hint) {
        super(call + ": HTTP " + status + " " + error + hint, null, call);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /**
     * The HTTP status.
     *
     * @return 300 or above
     */
    public int status() {
        return status;
    }

    /**
     * The code exactly as the service sent it: a dotted category or a request-level code such as {@code badRequest}.
     *
     * @return the code, empty when the answer named none
     */
    public String code() {
        return error.code();
    }

    /**
     * The category, by the longest known prefix of the code.
     *
     * @return the category, {@link ErrorCategory#UNKNOWN} for request-level codes
     */
    public ErrorCategory category() {
        return error.category();
    }

    /**
     * What is wrong with single members of the request.
     *
     * @return the errors, empty when nothing was said of them
     */
    public List<FieldError> fieldErrors() {
        return error.fieldErrors();
    }

    /**
     * What the service said, as one value.
     *
     * @return the error
     */
    public ServiceError error() {
        return error;
    }

    /**
     * The {@code Retry-After} of the answer.
     *
     * @return how long to wait, empty when the answer did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public RetryAdvice retryAdvice() {
        if (status < 500 && status != 429) {
            return RetryAdvice.NEVER;
        }
        return retryAfter == null ? RetryAdvice.LATER : RetryAdvice.after(retryAfter);
    }
}
