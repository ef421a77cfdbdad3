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

    /** Never more than was given, should somebody put the clock back. */
    Duration left() {
        long nanos = endNanos - clock.now(TimeUnit.NANOSECONDS);
        return Duration.ofNanos(Math.min(Math.max(0, nanos), within.toNanos()));
    }

    boolean comesBefore(Duration wait) {
        return left().compareTo(wait) <= 0;
    }
}
