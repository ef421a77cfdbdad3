package io.github.kosmasdk.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A variant of a case: a line of the table, and how JMH finds it.
 *
 * @param what the case
 * @param variant the way of doing it; the first one of a case is what the others are compared with
 * @param pattern matches the one benchmark
 * @param parameters its parameters
 * @param calls how many calls are measured at a time
 */
record Measured(String what, String variant, String pattern, Map<String, String> parameters, int calls) {

    private static final int CALLS = 200;
    private static final int CALLS_WITHOUT_SOCKETS = 20_000;

    /**
     * Those with the given names.
     *
     * @param only names of cases or variants; where no case is named all of them are meant, and where no variant is, too
     * @return what is left of all
     */
    static List<Measured> all(List<String> only) {
        List<Measured> all = all();
        boolean anyCase = all.stream().noneMatch(measured -> only.contains(measured.what));
        boolean anyVariant = all.stream().noneMatch(measured -> only.contains(measured.variant));
        return all.stream()
                .filter(measured ->
                        (anyCase || only.contains(measured.what)) && (anyVariant || only.contains(measured.variant)))
                .toList();
    }

    private static List<Measured> all() {
        List<Measured> all = new ArrayList<>();
        for (Case what : Case.values()) {
            for (Variant variant : Variant.values()) {
                all.add(of(what, variant));
            }
        }
        for (String variant : List.of("bare", "vaultInMemory", "vaultOnPostgres")) {
            all.add(of("consent_call", ConsentCallBenchmark.class, variant));
        }
        for (String variant : List.of("bareCrypto", "sdkSubmit")) {
            all.add(of("encrypted_form", FormBenchmark.class, variant));
        }
        for (String variant : List.of("readAlone", "sdkBlocking", "sdkReactive")) {
            all.add(of("without_sockets", WithoutSocketsBenchmark.class, variant, CALLS_WITHOUT_SOCKETS));
        }
        return all;
    }

    static Measured of(Case what, Variant variant) {
        return new Measured(
                what.path(),
                variant.label(),
                pattern(CallBenchmark.class, "call"),
                Map.of("what", what.name(), "variant", variant.name()),
                what.calls());
    }

    private static Measured of(String what, Class<?> benchmark, String variant) {
        return of(what, benchmark, variant, CALLS);
    }

    private static Measured of(String what, Class<?> benchmark, String variant, int calls) {
        return new Measured(what, variant, pattern(benchmark, variant), Map.of(), calls);
    }

    private static String pattern(Class<?> benchmark, String method) {
        return "\\b" + benchmark.getSimpleName() + "\\." + method + "$";
    }
}
