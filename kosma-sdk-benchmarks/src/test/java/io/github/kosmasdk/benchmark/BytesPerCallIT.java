package io.github.kosmasdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The bytes that a call allocates, against the same call by hand, must not grow by more than 3 % over the figures of {@code
 * bytes-per-call.properties}, and stay below what other clients need. All is measured in one JVM whose compiler leaves every object
 * on the heap: which ones the other compiler would keep off it depends on how busy the machine is. So the ratios are the same in
 * every run, if not quite those of the table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BytesPerCallIT {

    private static final Path FIGURES = Path.of("bytes-per-call.properties");
    private static final boolean WRITE = Boolean.getBoolean("kosma.bytes.write");
    private static final double TOLERATED = 1.03;
    private static final String JDK = "jdk" + Runtime.version().feature() + ".";

    private static final List<String> CASES = List.of(
            "small", "error", "page_50", "page_200", "page_5000", "unknown_rich", "consent_call", "encrypted_form");
    private static final List<String> BY_HAND = List.of("raw", "bare", "bareCrypto");
    private static final String OBSERVED_BY_HAND = "raw_observed";
    private static final List<String> SDK =
            List.of("sdk", "sdk_observed", "sdk_reactive", "sdk_reactive_observed", "vaultInMemory", "sdkSubmit");
    private static final List<String> OTHERS =
            List.of("rest_client_netty", "web_client", "generated_jdk", "generated_web_client");

    private final Map<String, Map<String, Double>> bytes = new TreeMap<>();

    @BeforeAll
    void measure() {
        try (CannedServer server = CannedServer.start()) {
            List<String> options = List.of("-XX:TieredStopAtLevel=1", "-Djmh.ignoreLock=true", server.asArgument());
            for (String line : OwnJvm.output(OwnJvm.start(options, Measuring.class))) {
                String[] parts = line.split(" ");
                bytes.computeIfAbsent(parts[0], what -> new TreeMap<>()).put(parts[1], Double.valueOf(parts[2]));
            }
        }
    }

    @Test
    void noCallAllocatesMoreThanItDid() throws IOException {
        Map<String, Double> ratios = ratios();
        if (WRITE) {
            write(ratios);
        }
        Properties figures = figures();
        assumeTrue(
                figures.stringPropertyNames().stream().anyMatch(name -> name.startsWith(JDK)),
                FIGURES + " has no figures for this JDK, " + Runtime.version());
        List<String> trouble = new ArrayList<>();
        ratios.forEach((name, ratio) -> {
            double figure = Double.parseDouble(figures.getProperty(name, "0"));
            String line = String.format(Locale.ROOT, "%s is %.3f, the figure is %.3f", name, ratio, figure);
            System.out.println(line);
            if (ratio > figure * TOLERATED) {
                trouble.add(line);
            }
        });
        assertThat(trouble)
                .as(
                        "Bytes per call against the same call by hand, more than 3 %% above the figures in %s."
                                + " Where that has to be, write them anew with -Dkosma.bytes.write=true",
                        FIGURES)
                .isEmpty();
        assertThat(figures.stringPropertyNames().stream().filter(name -> name.startsWith(JDK)))
                .as("every figure of %s is still measured", FIGURES)
                .containsExactlyInAnyOrderElementsOf(ratios.keySet());
    }

    @Test
    void theSdkAllocatesLessThanTheOtherClients() {
        bytes.forEach((what, variants) -> {
            double least = least(variants, OTHERS);
            variants.forEach((variant, own) -> {
                if (SDK.contains(variant)) {
                    assertThat(own)
                            .as("%s of %s, of %s", what, variant, variants)
                            .isLessThan(least);
                }
            });
        });
    }

    private static double least(Map<String, Double> variants, List<String> which) {
        return variants.entrySet().stream()
                .filter(entry -> which.contains(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElse(Double.MAX_VALUE);
    }

    private Map<String, Double> ratios() {
        Map<String, Double> ratios = new TreeMap<>();
        bytes.forEach((what, variants) -> {
            variants.forEach((variant, own) -> {
                if (SDK.contains(variant)) {
                    double byHand = least(variants, variant.endsWith("observed") ? List.of(OBSERVED_BY_HAND) : BY_HAND);
                    ratios.put(JDK + what + "." + variant, own / byHand);
                }
            });
        });
        return ratios;
    }

    private static Properties figures() throws IOException {
        Properties figures = new Properties();
        try (Reader in = Files.newBufferedReader(FIGURES)) {
            figures.load(in);
        }
        return figures;
    }

    /** Those of other JDKs stay. */
    private static void write(Map<String, Double> ratios) throws IOException {
        Map<String, String> all = new TreeMap<>();
        Properties before = figures();
        before.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(JDK))
                .forEach(name -> all.put(name, before.getProperty(name)));
        ratios.forEach((name, ratio) -> all.put(name, String.format(Locale.ROOT, "%.3f", ratio)));
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Bytes that a call allocates, against the same call by hand, by JDK, case and variant: what BytesPerCallIT holds.");
        all.forEach((name, ratio) -> lines.add(name + "=" + ratio));
        Files.write(FIGURES, lines);
    }

    /** What runs in the other JVM. */
    static final class Measuring {

        private static final int WARM_UP = 1;

        private Measuring() {}

        public static void main(String[] arguments) throws RunnerException {
            List<String> names = new ArrayList<>(CASES);
            List.of(BY_HAND, List.of(OBSERVED_BY_HAND), SDK, OTHERS).forEach(names::addAll);
            for (Measured measured : Measured.all(names)) {
                System.out.printf(
                        Locale.ROOT, "%s %s %.1f%n", measured.what(), measured.variant(), bytesPerCall(measured));
            }
            System.exit(0); // some of the clients have threads that stay
        }

        private static double bytesPerCall(Measured measured) throws RunnerException {
            return Cost.of(
                            new Runner(Benchmarks.options(measured)
                                            .forks(0)
                                            .warmupIterations(WARM_UP)
                                            .measurementIterations(2)
                                            .build())
                                    .runSingle(),
                            measured.calls())
                    .bytes();
        }
    }
}
