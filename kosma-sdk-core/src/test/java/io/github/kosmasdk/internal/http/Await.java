package io.github.kosmasdk.internal.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {}

    static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true within " + LIMIT);
            }
            Thread.sleep(5);
        }
    }
}
