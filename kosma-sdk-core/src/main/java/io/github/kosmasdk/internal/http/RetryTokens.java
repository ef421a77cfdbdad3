package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.RetryBudget;
import java.util.concurrent.atomic.AtomicInteger;

/** The retry budget of a client: a bucket of tokens, a hundred for a retry. Safe for any number of threads, and never waits. */
final class RetryTokens {

    private static final int PER_RETRY = 100;

    private final int capacity;
    private final int perSuccess;
    private final AtomicInteger tokens;

    RetryTokens(RetryBudget budget) {
        this.capacity = budget.retries() * PER_RETRY;
        this.perSuccess = budget.percentPerSuccess();
        this.tokens = new AtomicInteger(capacity);
    }

    /** Takes the tokens of one retry; {@code false} when there are not enough. */
    boolean take() {
        return tokens.getAndUpdate(left -> left < PER_RETRY ? left : left - PER_RETRY) >= PER_RETRY;
    }

    /** A call has succeeded after so many retries. */
    void succeededAfter(int retries) {
        int back = retries == 0 ? perSuccess : retries * PER_RETRY;
        if (tokens.get() < capacity) {
            tokens.updateAndGet(left -> Math.min(capacity, left + back));
        }
    }

    int retriesLeft() {
        return tokens.get() / PER_RETRY;
    }
}
