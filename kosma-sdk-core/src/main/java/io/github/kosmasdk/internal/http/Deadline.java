package io.github.kosmasdk.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/** When a call must be over. */
public final class Deadline {

    private final Duration within;
    private final Scheduler clock;
    private final long endNanos;

    /**
     * Starts the time.
     *
     * @param within the time that is given
     * @param clock what it is measured by
     */
    public Deadline(Duration within, Scheduler clock) {
        this.within = within;
        this.clock = clock;
        this.endNanos = clock.now(TimeUnit.NANOSECONDS) + within.toNanos();
    }

    /** The time that was given. */
    Duration within() {
        return within;
    }

    /** The time that is left, never more than was given, should somebody put the clock back. */
    long leftNanos() {
        long nanos = endNanos - clock.now(TimeUnit.NANOSECONDS);
        return Math.min(Math.max(0, nanos), within.toNanos());
    }

    boolean isOver() {
        return leftNanos() == 0;
    }

    boolean comesBefore(Duration wait) {
        return leftNanos() <= wait.toNanos();
    }
}
