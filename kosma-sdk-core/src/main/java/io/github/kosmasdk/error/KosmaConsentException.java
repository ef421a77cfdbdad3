package io.github.kosmasdk.error;

/**
 * The consent cannot be used: expired, revoked, over its limit, or not for this account. The category says which, {@link
 * #mayBeTemporary()} whether it can pass, and {@link #retryAdvice()} when to come back.
 */
public final class KosmaConsentException extends KosmaApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param answer what the service answered
     * @param call the call it answered
     */
    public KosmaConsentException(ErrorAnswer answer, CallInfo call) {
        super(answer, call);
    }

    /**
     * Whether its lifetime is over.
     *
     * @return {@code true} when the service says so
     */
    public boolean isExpired() {
        return category().isA(ErrorCategory.CONSENT_EXPIRED);
    }

    /**
     * Whether it was revoked at the bank.
     *
     * @return {@code true} when the service says so
     */
    public boolean isRevoked() {
        return category().isA(ErrorCategory.CONSENT_REVOKED);
    }

    /**
     * Whether it was used too often today. Its token stays good.
     *
     * @return {@code true} when the service says so
     */
    public boolean isLimitExceeded() {
        return category().isA(ErrorCategory.CONSENT_LIMIT_EXCEEDED);
    }

    /**
     * Whether it does not cover the account, or no longer. The consumer has to log in again and grant it.
     *
     * @return {@code true} when the service says so
     */
    public boolean isResourceNotGranted() {
        return category().isA(ErrorCategory.CONSENT_RESOURCE_NOT_GRANTED);
    }

    /**
     * Whether this may be trouble of the bank that passes: every error of a consent but that about its limit. Without a
     * next token all that can be tried is one more call with the token that was sent; the vault keeps it for that.
     *
     * @return {@code true} when it may
     */
    @Override
    public boolean mayBeTemporary() {
        return !isLimitExceeded();
    }

    /** After a limit was exceeded one day; after an error that may be temporary 30 minutes. */
    @Override
    public RetryAdvice retryAdvice() {
        return isLimitExceeded() ? RetryAdvice.after(RECOMMENDED_CONSENT_RETRY) : super.retryAdvice();
    }
}
