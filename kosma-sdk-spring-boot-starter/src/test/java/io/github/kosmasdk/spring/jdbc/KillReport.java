package io.github.kosmasdk.spring.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a kill test counted, and what must not have happened. */
final class KillReport {

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    void put(String what, long count) {
        counts.put(what, count);
    }

    void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    long count(String what) {
        return counts.getOrDefault(what, 0L);
    }

    void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }

    static String table(Map<String, KillReport> reports) {
        Set<String> rows = new LinkedHashSet<>();
        reports.values().forEach(report -> rows.addAll(report.counts.keySet()));
        StringBuilder table = new StringBuilder(String.format("%n%-58s", "kill test"));
        reports.keySet().forEach(name -> table.append(String.format("%10s", name)));
        for (String row : rows) {
            table.append(String.format("%n%-58s", row));
            reports.values().forEach(report -> table.append(String.format("%10d", report.count(row))));
        }
        return table.toString();
    }
}
