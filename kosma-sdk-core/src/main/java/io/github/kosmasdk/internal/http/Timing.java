package io.github.kosmasdk.internal.http;

import java.util.concurrent.ThreadLocalRandom;
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
}
