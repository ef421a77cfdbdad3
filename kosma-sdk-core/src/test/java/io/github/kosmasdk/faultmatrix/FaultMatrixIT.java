package io.github.kosmasdk.faultmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.GeneratedDoc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fault for every kind of call, over real sockets, held against the table in the documentation. */
class FaultMatrixIT {

    /** What a caller may wait beyond the deadline. */
    private static final Duration LATE = Duration.ofMillis(50);
    /**
     * A busy machine is late for reasons of its own: a call that was late is made again, so often in all, and its best time
     * counts. Only its time: what must never be must not be in any of the runs.
     */
    private static final int RUNS = 20;

    /** One fault and one kind of call, as often as it took. */
    private record Runs(List<Cell> all) {

        Cell best() {
            return all.stream().min(Comparator.comparing(Cell::over)).orElseThrow();
        }

        Duration latest() {
            return all.stream().map(Cell::over).max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private static final String HEAD = """
            # The fault matrix

            Every fault, for one call of each replay policy, over real sockets: what the client does, what its caller sees, and what the
            bank's books say afterwards. The calls are those that can do the most harm: `SAFE` reads a session (`sessions.read`), `CREATES`
            starts one (`sessions.start`), `PAYS` starts a transfer (`flows.start.transfer`), and `ROTATES` reads the accounts of a consent
            through the vault (`consents.accounts`). [replay.md](replay.md) says which operation has which policy,
            [resilience.md](resilience.md) what is tried again and why.

            This page is written by `FaultMatrixIT`, which fails when it is not what happens. It also fails when a call that creates, pays or
            uses up a token reaches the bank twice; when a call that is reported as not sent left a trace in the books; when the vault takes
            a used-up token for a good one, or got a whole answer with the next token and lost it, unless it is one that the client has to
            refuse; and when the caller waits more than 50 ms beyond the deadline. A busy machine can be late by itself: a call that was
            late is made again, up to 20 times in all, and the best time is what counts. Nothing else is forgiven: all of its runs have to be
            right. The times are printed with the rest, and how late the latest call was of those that were made again, by

            ```
            mvn -pl kosma-sdk-core -am test -Dtest=FaultMatrixIT -Dsurefire.failIfNoSpecifiedTests=false -Dkosma.matrix.print=true
            ```

            - **attempts**: how often the client tried, three times at most; **reached**: how many whole requests came through to the
              server.
            - **sent?**: what the failure says of its request. `no` is a promise. After `maybe`, look before you do it again: `resolve` finds
              a payment. `yes`: there is an answer.
            - **again?**: what `retryAdvice()` says. It speaks of the service's condition only.
            - **deadline**: whether the caller hears before it, or at it.
            - **books**: what the bank made of it. A token that was issued in an answer which never came is gone: then the vault has the
              one before, and says `UNCERTAIN`.
            """;

    private static final String COLUMNS = """
            | fault | call | attempts | reached | the caller sees | sent? | again? | deadline | books |
            |---|---|---|---|---|---|---|---|---|
            """;

    @Test
    void nothingIsSentTwiceNoTokenIsLostAndNobodyWaitsBeyondTheDeadline() throws Exception {
        List<Fault> faults =
                FaultList.all().values().stream().flatMap(List::stream).toList();
        Map<Kind, List<Runs>> runs = run(faults);
        Map<Kind, List<Cell>> columns = new LinkedHashMap<>();
        runs.forEach((kind, column) ->
                columns.put(kind, column.stream().map(Runs::best).toList()));
        if (Boolean.getBoolean("kosma.matrix.print")) {
            print(columns);
            printLatest(runs);
        }
        assertThat(runs.values().stream().flatMap(List::stream).map(Runs::all).flatMap(List::stream))
                .allSatisfy(cell -> assertThat(cell.wrong()).as(cell.toString()).isEmpty());
        assertThat(columns.values().stream().flatMap(List::stream))
                .allSatisfy(cell -> assertThat(cell.over()).as(cell.toString()).isLessThanOrEqualTo(LATE));
        GeneratedDoc.holds("fault-matrix.md", page(columns));
    }

    /** The kinds of calls side by side, each with a bank of its own. */
    private static Map<Kind, List<Runs>> run(List<Fault> faults) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Kind.values().length);
        try (Attempts attempts = new Attempts()) {
            Map<Kind, Future<List<Runs>>> running = new LinkedHashMap<>();
            for (Kind kind : Kind.values()) {
                Callable<List<Runs>> column = () -> column(attempts, faults, kind);
                running.put(kind, threads.submit(column));
            }
            Map<Kind, List<Runs>> columns = new LinkedHashMap<>();
            for (Kind kind : Kind.values()) {
                columns.put(kind, running.get(kind).get());
            }
            return columns;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Runs> column(Attempts attempts, List<Fault> faults, Kind kind) throws IOException {
        List<Runs> column = new ArrayList<>();
        try (Bank bank = new Bank()) {
            for (Fault fault : faults) {
                Runs runs = new Runs(new ArrayList<>());
                do {
                    runs.all().add(Cell.of(bank, attempts, fault, kind));
                } while (runs.best().over().compareTo(LATE) > 0 && runs.all().size() < RUNS);
                column.add(runs);
            }
        }
        return column;
    }

    private static void print(Map<Kind, List<Cell>> columns) {
        StringBuilder table = new StringBuilder(String.format(
                "%n%-55s %-8s %8s %5s %7s %9s %8s  %s%n",
                "fault", "call", "attempts", "conns", "reached", "took", "over by", "the caller sees; the books show"));
        int rows = columns.get(Kind.SAFE).size();
        for (int row = 0; row < rows; row++) {
            for (Kind kind : Kind.values()) {
                Cell cell = columns.get(kind).get(row);
                table.append(String.format(
                        "%-55s %-8s %8d %5d %7d %6d ms %5d ms  %s%n",
                        cell.fault().name(),
                        kind,
                        cell.attempts(),
                        cell.connections(),
                        cell.reached(),
                        cell.took().toMillis(),
                        cell.over().toMillis(),
                        cell.outcome() + "; " + cell.books()
                                + (cell.wrong().isEmpty() ? "" : " WRONG " + cell.wrong())));
            }
        }
        System.out.println(table);
    }

    private static void printLatest(Map<Kind, List<Runs>> columns) {
        List<Runs> calls = columns.values().stream().flatMap(List::stream).toList();
        System.out.printf(
                "over the deadline by %d ms at most; %d of %d calls were made again, the latest was over by %d ms%n",
                latest(calls.stream().map(Runs::best).map(Cell::over)),
                calls.stream().filter(runs -> runs.all().size() > 1).count(),
                calls.size(),
                latest(calls.stream().map(Runs::latest)));
    }

    private static long latest(Stream<Duration> overs) {
        return overs.max(Comparator.naturalOrder()).orElseThrow().toMillis();
    }

    private static String page(Map<Kind, List<Cell>> columns) {
        StringBuilder page = new StringBuilder(HEAD);
        int row = 0;
        for (Map.Entry<String, List<Fault>> group : FaultList.all().entrySet()) {
            page.append("\n## " + group.getKey() + "\n\n" + COLUMNS);
            for (int i = 0; i < group.getValue().size(); i++, row++) {
                for (Kind kind : Kind.values()) {
                    page.append(line(columns.get(kind).get(row)));
                }
            }
        }
        return page.toString();
    }

    private static String line(Cell cell) {
        return Stream.of(
                        cell.kind() == Kind.SAFE ? cell.fault().name() : "",
                        "`" + cell.kind() + "`",
                        cell.attempts(),
                        cell.reached(),
                        cell.outcome().seen(),
                        cell.outcome().sent(),
                        cell.outcome().advice(),
                        cell.took().compareTo(cell.fault().deadline()) < 0 ? "before" : "at",
                        cell.books())
                .map(Object::toString)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
