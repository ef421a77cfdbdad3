package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RetryAdvice;

/**
 * Another call with the same consent is under way, here or on another node, and did not end in time; or the store was so slow
 * that no time was left for the call. Nothing was sent.
 */
public final class ConsentBusyException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    ConsentBusyException(String message) {
        super(message);
    }

    @Override
    public RetryAdvice retryAdvice() {
        return RetryAdvice.LATER;
    }
}
