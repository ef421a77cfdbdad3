package io.github.kosmasdk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.internal.http.FaultyWire.Fault;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Payments over a wire on which anything can happen: no transfer is ever started twice, and what the SDK says of a
 * payment is true. {@code -Dkosma.schedules=100000} runs that many, {@code -Dkosma.seed=4711} runs one of them alone.
 */
class FaultSchedulesTest {

    private static final int SCHEDULES = Integer.getInteger("kosma.schedules", 2_000);
    private static final int MANY = 10_000;

    /** How often each outcome came up, first and last, and each fault. */
    private final Map<String, Integer> tally = new TreeMap<>();

    private static KosmaPlayground bank(boolean abortedTransfersMove) {
        KosmaPlayground.Builder bank = KosmaPlayground.builder().inProcess().formKeys(1);
        return (abortedTransfersMove ? bank.abortedTransfersMove() : bank).start();
    }

    @Test
    void noTransferIsStartedTwiceAndEveryOutcomeIsTrue() throws Exception {
        Long alone = Long.getLong("kosma.seed");
        long start = System.nanoTime();
        if (alone != null) {
            run(new AtomicLong(alone), alone + 1);
        } else {
            runAll();
            everythingHappened();
        }
        if (alone != null || SCHEDULES >= MANY) {
            System.out.printf(
                    "%,d schedules in %d s: %s%n",
                    alone != null ? 1 : SCHEDULES, (System.nanoTime() - start) / 1_000_000_000, tally);
        }
    }

    private void runAll() throws Exception {
        AtomicLong next = new AtomicLong();
        int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                work.add(() -> {
                    run(next, SCHEDULES);
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Every second schedule is at a bank where a transfer that was aborted after the login moves anyway. */
    private void run(AtomicLong next, long end) {
        try (KosmaPlayground strict = bank(false);
                KosmaPlayground sloppy = bank(true)) {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                count(FaultSchedule.run(seed % 2 == 0 ? strict : sloppy, seed));
            }
        }
    }

    private synchronized void count(FaultSchedule.Report report) {
        tally.merge("first " + report.first().getClass().getSimpleName(), 1, Integer::sum);
        tally.merge("last " + report.last().getClass().getSimpleName(), 1, Integer::sum);
        report.wire().happened().forEach((fault, times) -> tally.merge("fault " + fault, times, Integer::sum));
    }

    /** A harness in which something never comes up shows nothing of it. */
    private void everythingHappened() {
        assertThat(tally)
                .containsKeys("first Initiated", "first Denied", "first OutcomeUnknown")
                .containsKeys("last Initiated", "last Denied", "last Aborted")
                .doesNotContainKey("last OutcomeUnknown");
        for (Fault fault : Fault.values()) {
            assertThat(tally).containsKey("fault " + fault);
        }
    }
}
