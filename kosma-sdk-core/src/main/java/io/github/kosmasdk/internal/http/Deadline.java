package io.github.kosmasdk.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/** When a call must be over. */
final class Deadline {

    private final Scheduler clock;
    private final long endNanos;

    Deadline(Duration within, Scheduler clock) {
        this.clock = clock;
        this.endNanos = clock.now(TimeUnit.NANOSECONDS) + within.toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - clock.now(TimeUnit.NANOSECONDS)));
    }

    boolean comesBefore(Duration wait) {
        return left().compareTo(wait) <= 0;
    }
}
