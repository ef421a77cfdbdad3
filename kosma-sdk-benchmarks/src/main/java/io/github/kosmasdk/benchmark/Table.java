package io.github.kosmasdk.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;

/** The medians over the rounds. A ratio, and what is more, is taken within each round, to the first variant of the case. */
final class Table {

    private final Map<String, Map<String, List<Cost>>> costs = new LinkedHashMap<>();

    void add(Measured measured, RunResult result) {
        costs.computeIfAbsent(measured.what(), what -> new LinkedHashMap<>())
                .computeIfAbsent(measured.variant(), variant -> new ArrayList<>())
                .add(Cost.of(result, measured.calls()));
    }

    void print(PrintStream out) {
        costs.forEach((what, variants) -> {
            out.printf("%n%-28s %12s %8s %8s %12s %8s%n", what, "µs/call", "more", "ratio", "bytes/call", "ratio");
            List<Cost> baseline = variants.values().iterator().next();
            variants.forEach((variant, own) -> out.printf(
                    Locale.ROOT,
                    "  %-26s %12.1f %8.1f %8.2f %12.0f %8.3f%n",
                    variant,
                    median(own, Cost::micros),
                    paired(own, baseline, Cost::micros, (cost, base) -> cost - base),
                    paired(own, baseline, Cost::micros, (cost, base) -> cost / base),
                    median(own, Cost::bytes),
                    paired(own, baseline, Cost::bytes, (cost, base) -> cost / base)));
        });
    }

    static <T> double median(List<T> measured, ToDoubleFunction<T> part) {
        return median(measured.stream().mapToDouble(part).toArray());
    }

    /** The median of what comparing gives in each round. */
    static <T> double paired(
            List<T> measured, List<T> baseline, ToDoubleFunction<T> part, DoubleBinaryOperator compared) {
        double[] all = new double[measured.size()];
        Arrays.setAll(
                all,
                round -> compared.applyAsDouble(
                        part.applyAsDouble(measured.get(round)), part.applyAsDouble(baseline.get(round))));
        return median(all);
    }

    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
