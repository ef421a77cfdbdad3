package io.github.kosmasdk.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks, prints a table and keeps the raw results in a file. Each round runs every variant once, in a JVM of its
 * own, one after the other; a ratio is taken within a round. The number of calls is fixed and not the time, so that a busy
 * machine changes the times only and not the bytes.
 */
public final class Benchmarks {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 6;
    private static final int ITERATIONS = 3;
    private static final int CALLS_WITH_A_CONSENT = 200;
    private static final Path RESULTS = Path.of("kosma-benchmarks.json");

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args how many rounds, left out {@value #ROUNDS}; then the names of the cases and variants to run, left out all
     * @throws RunnerException when one fails
     * @throws IOException when the results cannot be written
     */
    public static void main(String[] args) throws RunnerException, IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        List<String> only = List.of(args).subList(Math.min(1, args.length), args.length);
        List<RunResult> all = new ArrayList<>();
        Table table = new Table();
        try (CannedServer server = CannedServer.start().announced()) {
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                for (Measured measured : Measured.all(only)) {
                    for (RunResult result : new Runner(forked(measured, server).build()).run()) {
                        all.add(result);
                        table.add(measured, result);
                    }
                }
            }
            table.print(System.out);
            if (only.isEmpty()) {
                System.out.printf(
                        "%nSQL statements per call of the vault over PostgreSQL: %.2f%n",
                        ConsentCallBenchmark.statementsPerCall(CALLS_WITH_A_CONSENT));
            }
        }
        try (PrintStream file = new PrintStream(Files.newOutputStream(RESULTS), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(all);
        }
        System.out.println("Raw results: " + RESULTS.toAbsolutePath());
    }

    private static ChainedOptionsBuilder forked(Measured measured, CannedServer server) {
        return options(measured)
                .forks(1)
                .warmupIterations(WARM_UP)
                .measurementIterations(ITERATIONS)
                .jvmArgsAppend(server.asArgument());
    }

    /** How something is measured, as one operation of so many calls. */
    static ChainedOptionsBuilder options(Measured measured) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(measured.pattern())
                .mode(Mode.SingleShotTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .warmupBatchSize(measured.calls())
                .measurementBatchSize(measured.calls())
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        measured.parameters().forEach(options::param);
        return options;
    }
}
