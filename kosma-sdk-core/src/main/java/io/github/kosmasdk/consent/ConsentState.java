package io.github.kosmasdk.consent;

/** What the vault knows of a consent. */
public enum ConsentState {
    /** It can be used. */
    ACTIVE(true),
    /**
     * It can be used, but the answer to the last call was lost, so its token may have been used up. The next call tells:
     * it succeeds, or the consent has come to its end.
     */
    UNCERTAIN(true),
    /**
     * The service refused a call and gave no token for another one. That may be trouble of the bank that passes, so the
     * token is kept for one more call, at the earliest after 30 minutes, better after a day. A second refusal is final.
     */
    SUSPENDED(true),
    /** The service says that its lifetime is over. */
    EXPIRED(false),
    /** The service says that it was revoked at the bank. */
    REVOKED_AT_BANK(false),
    /** The service refused its token for good. */
    DEAD(false),
    /** It was revoked in the vault, and its token destroyed. */
    REVOKED(false);

    private final boolean usable;

    ConsentState(boolean usable) {
        this.usable = usable;
    }

    /**
     * Whether a call with it can succeed, now or later. Where not, the consumer has to log in again.
     *
     * @return {@code true} when it can
     */
    public boolean usable() {
        return usable;
    }
}
