package io.github.kosmasdk.kyc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.kyc.NamesTable.Row;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table, and what all of them come to. The system property {@code kosma.names.print} prints that. */
class NamesTableTest {

    private static final List<Row> ROWS = NamesTable.rows();

    static List<Row> rows() {
        return ROWS;
    }

    /** A row that is known to fail has to fail as it says: one that comes right is a reason to clear the column. */
    @ParameterizedTest
    @MethodSource("rows")
    void everyRow(Row row) {
        assertThat(row.found()).as("%s", row).isEqualTo(row.known().orElse(row.expected()));
    }

    @Test
    void theTableIsLargeEnoughToMean() {
        assertThat(ROWS).hasSizeGreaterThanOrEqualTo(300);
        assertThat(ROWS.stream().map(Row::language).distinct()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(ROWS).extracting(row -> row.claimed() + "\t" + row.bank()).doesNotHaveDuplicates();
    }

    @Test
    void noStrangerIsTakenForTheOwner() {
        assertThat(ROWS).filteredOn(row -> row.found() == Verdict.MATCH).allMatch(NamesTableTest::isNoStranger);
        assertThat(recall(Verdict.MATCH, ROWS)).isGreaterThan(95);
        assertThat(recall(Verdict.NO_MATCH, ROWS)).isGreaterThan(90);
    }

    private static boolean isNoStranger(Row row) {
        return row.expected() == Verdict.MATCH;
    }

    @Test
    void printsWhatTheTableComesTo() {
        String report = report();
        if (Boolean.getBoolean("kosma.names.print")) {
            System.out.println(report);
        }
        assertThat(report).contains("precision", "recall", "MATCH");
    }

    private static String report() {
        StringBuilder report =
                new StringBuilder(ROWS.size() + " pairs\n\nverdict        expected  given  right  precision  recall\n");
        for (Verdict verdict : Verdict.values()) {
            report.append(String.format(
                    Locale.ROOT,
                    "%-14s %8d %6d %6d %9d%% %6d%%%n",
                    verdict,
                    count(ROWS, row -> row.expected() == verdict),
                    count(ROWS, row -> row.found() == verdict),
                    count(ROWS, row -> isRight(row) && row.expected() == verdict),
                    precision(verdict, ROWS),
                    recall(verdict, ROWS)));
        }
        report.append("\nlanguage  pairs  right  precision of MATCH  recall of MATCH\n");
        ROWS.stream()
                .collect(Collectors.groupingBy(Row::language, TreeMap::new, Collectors.toList()))
                .forEach((language, rows) -> report.append(String.format(
                        Locale.ROOT,
                        "%-8s %6d %6d %18d%% %15d%%%n",
                        language,
                        rows.size(),
                        count(rows, NamesTableTest::isRight),
                        precision(Verdict.MATCH, rows),
                        recall(Verdict.MATCH, rows))));
        report.append("\nmisses\n");
        ROWS.stream()
                .filter(row -> !isRight(row))
                .forEach(row -> report.append(String.format(
                        "%s: %s | %s: expected %s (%s), given %s%n",
                        row.language(), row.claimed(), row.bank(), row.expected(), row.why(), row.found())));
        return report.toString();
    }

    private static boolean isRight(Row row) {
        return row.found() == row.expected();
    }

    /** Of those that were given the verdict, how many in a hundred had to be; rounded down, 100 when there are none. */
    private static long precision(Verdict verdict, List<Row> rows) {
        return percent(
                count(rows, row -> row.found() == verdict && isRight(row)), count(rows, row -> row.found() == verdict));
    }

    /** Of those that had to be given the verdict, how many in a hundred were; rounded down, 100 when there are none. */
    private static long recall(Verdict verdict, List<Row> rows) {
        return percent(
                count(rows, row -> row.expected() == verdict && isRight(row)),
                count(rows, row -> row.expected() == verdict));
    }

    private static long percent(long part, long all) {
        return all == 0 ? 100 : 100 * part / all;
    }

    private static long count(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).count();
    }
}
