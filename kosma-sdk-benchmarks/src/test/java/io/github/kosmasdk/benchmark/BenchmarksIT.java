package io.github.kosmasdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;

/** Every benchmark runs; how fast is not asked here. */
class BenchmarksIT {

    @Test
    void everyVariantRunsAndIsMeasured() throws Exception {
        Collection<RunResult> results = new Runner(Benchmarks.options(".*", 5)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .build())
                .run();
        assertThat(results)
                .extracting(result -> result.getPrimaryResult().getLabel())
                .contains("bare", "vaultInMemory", "vaultOnPostgres");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore())
                    .isPositive();
        });
    }
}
