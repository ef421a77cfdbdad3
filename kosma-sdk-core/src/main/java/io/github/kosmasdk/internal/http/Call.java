package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call on its way: what all its attempts share. */
final class Call {

    private final CallInfo info;
    private final Deadline deadline;
    private final Departure departure;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile @Nullable Throwable lastFailure;

    Call(CallInfo info, Deadline deadline) {
        this.info = info;
        this.deadline = deadline;
        this.departure = new Departure(deadline);
    }

    CallInfo info() {
        return info;
    }

    Deadline deadline() {
        return deadline;
    }

    Departure departure() {
        return departure;
    }

    /** Counts an attempt; the first is 1. */
    int nextAttempt() {
        return attempts.incrementAndGet();
    }

    /** How many attempts there were so far. */
    int attempts() {
        return attempts.get();
    }

    /** How the attempt before this one failed, {@code null} for the first. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    void failedFor(Throwable failure) {
        lastFailure = failure;
    }
}
