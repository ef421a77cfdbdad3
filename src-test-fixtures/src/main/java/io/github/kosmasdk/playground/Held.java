package io.github.kosmasdk.playground;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a request from being answered. The stopping HTTP server interrupts its threads while it may still accept connections, so
 * only the latch ends the wait: otherwise a client that loses its connection and tries again would be accepted and forgotten.
 */
final class Held {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private Held() {}

    static void until(CountDownLatch released) {
        until(released, FOR_EVER);
    }

    static void until(CountDownLatch released, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    released.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException stopping) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
