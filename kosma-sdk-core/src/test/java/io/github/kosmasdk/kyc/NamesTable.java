package io.github.kosmasdk.kyc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The table of names, names.tsv. */
final class NamesTable {

    private static final int COLUMNS = 6;

    private NamesTable() {}

    record Row(String language, String claimed, String bank, Verdict expected, String why, Optional<Verdict> known) {

        Verdict found() {
            return NameComparison.compare(claimed, bank).verdict();
        }
    }

    static List<Row> rows() {
        try (InputStream table = NamesTable.class.getResourceAsStream("names.tsv")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("language\t"))
                    .map(NamesTable::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("Not " + COLUMNS + " columns: " + line);
        }
        Optional<Verdict> known = cells[5].isEmpty() ? Optional.empty() : Optional.of(Verdict.valueOf(cells[5]));
        return new Row(cells[0], cells[1], cells[2], Verdict.valueOf(cells[3]), cells[4], known);
    }
}
