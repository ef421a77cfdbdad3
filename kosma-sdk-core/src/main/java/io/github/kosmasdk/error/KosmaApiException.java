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

    /** How long to wait at least before a call with a consent that failed is repeated. */
    public static final Duration EARLIEST_CONSENT_RETRY = Duration.ofMinutes(30);

    /** How long to wait ideally before a call with a consent that failed is repeated. */
    public static final Duration RECOMMENDED_CONSENT_RETRY = Duration.ofDays(1);

    private static final long serialVersionUID = 1L;

    private static final String REDIRECT =
            ". This client follows no redirect, as the token would go along. If the API has"
                    + " moved, set the base URLs to where it lives now (kosma.base-url, kosma.auth-base-url)";

    private final int status;
    private final ServiceError error;
    private final @Nullable Duration retryAfter;
    /** Left behind when the exception is serialised. */
    private final transient @Nullable RotatedTokens rotatedTokens;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaApiException(ErrorAnswer answer, CallInfo call) {
        this(answer, call, answer.status() < 400 ? REDIRECT : "");
    }

    KosmaApiException(ErrorAnswer answer, CallInfo call, String hint) {
        super(call + ": HTTP " + answer.status() + " " + answer.error() + hint, null, call);
        this.status = answer.status();
        this.error = answer.error();
        this.retryAfter = answer.retryAfter().orElse(null);
        this.rotatedTokens = answer.rotatedTokens();
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

    /**
     * The tokens for the next call with a consent, where the answer brought any. They are secrets, and the only ones
     * that are good from now on: keep them before anything else.
     *
     * @return the tokens, {@link RotatedTokens#NONE} for every other call
     */
    public RotatedTokens rotatedTokens() {
        return rotatedTokens == null ? RotatedTokens.NONE : rotatedTokens;
    }

    /**
     * Whether this may be trouble of the bank that passes, as any error answer to a call with a consent may be, as long as
     * it brings the next token. Ignore the first such error, and repeat the call with that token at the earliest after
     * {@link #EARLIEST_CONSENT_RETRY}, better after {@link #RECOMMENDED_CONSENT_RETRY}; a second error is final. Never of
     * an error about the limit of a consent, or about what is not supported.
     *
     * @return {@code true} when it may
     */
    public boolean mayBeTemporary() {
        return rotatedTokens().consentToken().isPresent()
                && !category().isA(ErrorCategory.CONSENT_LIMIT_EXCEEDED)
                && !category().isA(ErrorCategory.NOT_SUPPORTED);
    }

    @Override
    public RetryAdvice retryAdvice() {
        if (mayBeTemporary()) {
            return RetryAdvice.after(EARLIEST_CONSENT_RETRY);
        }
        if (status < 500 && status != 429) {
            return RetryAdvice.NEVER;
        }
        return retryAfter == null ? RetryAdvice.LATER : RetryAdvice.after(retryAfter);
    }
}
