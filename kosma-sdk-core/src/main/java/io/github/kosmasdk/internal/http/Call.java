package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.internal.json.UnreadableResultException;
import io.github.kosmasdk.internal.json.WireJson;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One call on its way: what all its attempts share, and how they fail. */
final class Call implements TimeLimit.Failures {

    private final CallInfo info;
    private final Target target;
    private final Deadline deadline;
    private final Departure departure;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile @Nullable Throwable lastFailure;

    Call(CallInfo info, Target target, Deadline deadline) {
        this.info = info;
        this.target = target;
        this.deadline = deadline;
        this.departure = new Departure(deadline);
    }

    CallInfo info() {
        return info;
    }

    Target target() {
        return target;
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

    /** Gives the call up: from here on nothing of it leaves that has not left yet. */
    @Override
    public KosmaTimeoutException tooLate() {
        boolean calledOff = departure.callOff();
        return new KosmaTimeoutException(
                "no answer within " + deadline.within(), lastFailure, info, deadline.within(), !calledOff);
    }

    @Override
    public KosmaException of(Throwable failure) {
        if (failure instanceof KosmaException known) {
            return known;
        }
        if (failure instanceof CancellationException) { // it did not leave in time
            return tooLate();
        }
        if (failure instanceof JacksonException unreadable) {
            return new KosmaTransportException(
                    "the answer is not what the contract describes: " + WireJson.where(unreadable),
                    null,
                    info,
                    true,
                    false,
                    unreadable instanceof UnreadableResultException result ? result.tokens() : RotatedTokens.NONE);
        }
        return TransportFailures.of(failure, target.origin(), info, departure.hasLeft());
    }
}
