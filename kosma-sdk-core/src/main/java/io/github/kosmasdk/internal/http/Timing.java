package io.github.kosmasdk.internal.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The clock and the dice of a client. The scheduler tells the time and does the waiting, so a virtual one makes every
 * wait instant and exact.
 *
 * @param clock tells the time and waits
 * @param random numbers from 0 inclusive to 1 exclusive
 */
public record Timing(Scheduler clock, DoubleSupplier random) {

    /**
     * Real time, real dice.
     *
     * @return the timing
     */
    public static Timing real() {
        return new Timing(
                Schedulers.parallel(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /** The same time for what asks a Java clock. */
    Clock asClock() {
        return new SchedulerClock(clock, ZoneOffset.UTC);
    }

    private static final class SchedulerClock extends Clock {
        private final Scheduler scheduler;
        private final ZoneId zone;

        SchedulerClock(Scheduler scheduler, ZoneId zone) {
            this.scheduler = scheduler;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new SchedulerClock(scheduler, other);
        }
    }
}
