package io.github.kosmasdk.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints a table. Each round runs every variant once, in a JVM of its own; a ratio is taken within
 * a round, to the variant {@value #BASELINE} of the same class, and the table shows the medians over the rounds. The number
 * of calls is fixed and not the time, so that a busy machine changes the times only and not the bytes.
 */
public final class Benchmarks {

    private static final String BASELINE = "bare";
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final int ROUNDS = 5;
    private static final int ITERATIONS = 5;
    private static final int CALLS = 200;

    /** What one call of a variant came to in one round. */
    private record Cost(double micros, double bytes) {}

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args a pattern for the names of the benchmarks, left out all; how many rounds, left out {@value #ROUNDS}
     * @throws RunnerException when one fails
     */
    public static void main(String[] args) throws RunnerException {
        String pattern = args.length > 0 ? args[0] : ".*";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        Options options =
                options(pattern, CALLS).forks(1).warmupIterations(ITERATIONS).build();
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Round " + round + " of " + rounds);
            for (RunResult result : new Runner(options).run()) {
                costs.computeIfAbsent(result.getParams().getBenchmark(), name -> new ArrayList<>())
                        .add(cost(result));
            }
        }
        print(costs);
        System.out.printf(
                Locale.ROOT,
                "%nSQL statements per call of the vault over PostgreSQL: %.2f%n",
                ConsentCallBenchmark.statementsPerCall(CALLS));
    }

    /** How each variant is measured, as one operation of so many calls. */
    static ChainedOptionsBuilder options(String pattern, int calls) {
        return new OptionsBuilder()
                .include(pattern)
                .mode(Mode.SingleShotTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .warmupBatchSize(calls)
                .measurementBatchSize(calls)
                .measurementIterations(ITERATIONS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static Cost cost(RunResult result) {
        Result<?> bytes = Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES);
        return new Cost(result.getPrimaryResult().getScore() / CALLS, bytes.getScore() / CALLS);
    }

    private static void print(Map<String, List<Cost>> costs) {
        System.out.printf("%n%-40s %12s %8s %12s %8s%n", "", "µs/call", "ratio", "bytes/call", "ratio");
        costs.forEach((name, own) -> {
            String prefix = name.substring(0, name.lastIndexOf('.') + 1);
            List<Cost> baseline = Objects.requireNonNull(costs.get(prefix + BASELINE), "a class without a baseline");
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %12.1f %8.2f %12.0f %8.2f%n",
                    name.substring(prefix.lastIndexOf('.', prefix.length() - 2) + 1),
                    median(own, Cost::micros),
                    ratio(own, baseline, Cost::micros),
                    median(own, Cost::bytes),
                    ratio(own, baseline, Cost::bytes));
        });
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return median(costs.stream().mapToDouble(part).toArray());
    }

    private static double ratio(List<Cost> costs, List<Cost> baseline, ToDoubleFunction<Cost> part) {
        double[] ratios = new double[costs.size()];
        Arrays.setAll(ratios, round -> part.applyAsDouble(costs.get(round)) / part.applyAsDouble(baseline.get(round)));
        return median(ratios);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
