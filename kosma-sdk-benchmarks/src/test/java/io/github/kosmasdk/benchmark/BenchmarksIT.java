package io.github.kosmasdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;

/** Every benchmark runs; how fast is not asked here. */
class BenchmarksIT {

    private static final CannedServer SERVER = CannedServer.start();

    @BeforeAll
    static void announce() {
        SERVER.announced();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static List<Measured> everything() {
        return Measured.all(List.of());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void everyVariantRunsAndIsMeasured(Measured measured) throws Exception {
        RunResult result = new Runner(Benchmarks.options(measured)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementBatchSize(2)
                        .build())
                .runSingle();
        Cost cost = Cost.of(result, 2);
        assertThat(cost.micros()).isPositive();
        assertThat(cost.bytes()).isPositive();
    }
}
