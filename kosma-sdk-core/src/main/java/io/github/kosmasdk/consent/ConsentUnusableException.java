package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;

/** The consent has come to its end, so nothing was sent. The state says how. */
public final class ConsentUnusableException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    private final ConsentState state;

    ConsentUnusableException(String id, ConsentState state) {
        super("Consent " + id + " cannot be used any more: it is " + state
                + (state == ConsentState.REVOKED ? "" : ". Refresh it: the consumer has to log in again"));
        this.state = state;
    }

    /**
     * How it ended.
     *
     * @return a state that is not usable
     */
    public ConsentState state() {
        return state;
    }
}
