package io.github.kosmasdk.benchmark;

import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one call came to in one round.
 *
 * @param micros the time
 * @param bytes what all threads of the client's JVM allocated on the heap meanwhile
 */
record Cost(double micros, double bytes) {

    private static final String BYTES = "gc.alloc.rate.norm";

    static Cost of(RunResult result, int calls) {
        Result<?> bytes = Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES);
        return new Cost(result.getPrimaryResult().getScore() / calls, bytes.getScore() / calls);
    }
}
