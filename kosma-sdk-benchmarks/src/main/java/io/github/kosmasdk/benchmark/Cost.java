package io.github.kosmasdk.benchmark;

import java.util.Objects;
import java.util.function.Function;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one call came to in one round: the least of its iterations, as whatever disturbs only adds. In the last one the client is
 * let go of, too.
 *
 * @param micros the time
 * @param bytes what all threads of the client's JVM allocated on the heap meanwhile
 */
record Cost(double micros, double bytes) {

    private static final String BYTES = "gc.alloc.rate.norm";

    static Cost of(RunResult result, int calls) {
        return new Cost(
                least(result, IterationResult::getPrimaryResult) / calls,
                least(result, iteration -> iteration.getSecondaryResults().get(BYTES)) / calls);
    }

    private static double least(RunResult result, Function<IterationResult, Result<?>> part) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(part)
                .mapToDouble(of -> Objects.requireNonNull(of, BYTES).getScore())
                .min()
                .orElseThrow();
    }
}
