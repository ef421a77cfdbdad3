package io.github.kosmasdk.benchmark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

/**
 * How long it takes from nothing to the first answer, and what the starter adds to the start of an application. Each
 * measurement has a JVM of its own; they take turns, and a ratio or a difference is taken within a round.
 */
public final class ColdStart {

    private static final int ROUNDS = 11;
    private static final String RAW = Variant.RAW.label();
    private static final String SDK = Variant.SDK.label();
    private static final String APPLICATION = "application";
    private static final String APPLICATION_WITH_STARTER = "application_with_starter";

    private ColdStart() {}

    /**
     * What it took.
     *
     * @param millis the time
     * @param cpuMillis of that, how long the thread that starts had a processor
     * @param classes how many the JVM had loaded then
     */
    private record Start(double millis, double cpuMillis, double classes) {

        static Start parsed(String line) {
            String[] parts = line.split(" ");
            return new Start(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f %.1f %.0f", millis, cpuMillis, classes);
        }
    }

    /**
     * Measures and prints.
     *
     * @param args in a JVM that is measured, what to start and with which arguments; otherwise how many rounds, left out
     *     {@value #ROUNDS}
     * @throws Exception when something does not start
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            System.out.println(started(args[0], args[1]));
            System.exit(0);
        }
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        try (CannedServer server = CannedServer.start()) {
            for (int round = 0; round < rounds; round++) {
                for (String what : List.of(RAW, SDK, APPLICATION, APPLICATION_WITH_STARTER)) {
                    starts.computeIfAbsent(what, any -> new ArrayList<>()).add(inOwnJvm(what, server));
                }
            }
        }
        print(starts);
    }

    private static Start inOwnJvm(String what, CannedServer server) {
        Process process = OwnJvm.start(
                List.of(server.asArgument()),
                ColdStart.class,
                what,
                "--spring.autoconfigure.exclude=" + (what.equals(APPLICATION) ? starter() : ""));
        List<String> lines = OwnJvm.output(process);
        return Start.parsed(lines.get(lines.size() - 1));
    }

    /** What there would not be without the starter. */
    private static String starter() {
        return StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, ColdStart.class.getClassLoader())
                                .spliterator(),
                        false)
                .filter(name -> name.startsWith("io.github.kosmasdk."))
                .collect(Collectors.joining(","));
    }

    /** What is measured: from here to the first answer, or until the application has started. */
    private static Start started(String what, String argument) throws Exception {
        long begin = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (what.startsWith(APPLICATION)) {
            application(argument);
        } else {
            firstAnswer(Variant.valueOf(what.toUpperCase(Locale.ROOT)));
        }
        return new Start(
                (System.nanoTime() - begin) / 1e6,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static void firstAnswer(Variant variant) throws Exception {
        variant.calling(CannedServer.answering(Case.SMALL.path())).flow();
    }

    private static void application(String argument) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.run("--kosma.token=benchmark", argument);
    }

    /** An application that brings nothing of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private static void print(Map<String, List<Start>> starts) {
        System.out.printf("%-28s %10s %10s %10s %10s%n", "", "ms", "least", "ms of CPU", "classes");
        starts.forEach((what, all) -> System.out.printf(
                Locale.ROOT,
                "%-28s %10.0f %10.0f %10.0f %10.0f%n",
                what,
                Table.median(all, Start::millis),
                all.stream().mapToDouble(Start::millis).min().orElseThrow(),
                Table.median(all, Start::cpuMillis),
                Table.median(all, Start::classes)));
        List<Start> raw = starts.getOrDefault(RAW, List.of());
        List<Start> sdk = starts.getOrDefault(SDK, List.of());
        List<Start> without = starts.getOrDefault(APPLICATION, List.of());
        List<Start> with = starts.getOrDefault(APPLICATION_WITH_STARTER, List.of());
        System.out.printf(
                Locale.ROOT,
                "Medians of %d rounds. First answer of the SDK against raw: %.2f; added by the starter: %.0f ms, of CPU %.0f ms%n",
                raw.size(),
                Table.paired(sdk, raw, Start::millis, (own, other) -> own / other),
                Table.paired(with, without, Start::millis, (own, other) -> own - other),
                Table.paired(with, without, Start::cpuMillis, (own, other) -> own - other));
    }
}
