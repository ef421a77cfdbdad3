package io.github.kosmasdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaReactiveClient;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.Page;
import io.github.kosmasdk.account.Pagination;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsResult;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * A page of 5,000 transactions, and all transactions of an account, however many, in a JVM of 32 MB. {@code
 * -Dkosma.stream=1000000} takes a million.
 */
class StreamIT {

    private static final int ON_A_PAGE = 200;
    private static final int TRANSACTIONS = Integer.getInteger("kosma.stream", 40_000);

    @Test
    void aStreamOfAnyLengthRunsInASmallHeap() {
        try (CannedServer server = CannedServer.start()) {
            List<String> options = List.of("-Xmx32m", "-XX:+ExitOnOutOfMemoryError", server.asArgument());
            List<String> output = OwnJvm.output(OwnJvm.start(options, Reading.class, String.valueOf(TRANSACTIONS)));
            output.forEach(System.out::println);
            assertThat(output)
                    .anyMatch(line -> line.startsWith("a page of 5000 transactions"))
                    .anyMatch(line -> line.startsWith("a stream of " + TRANSACTIONS + " transactions"));
        }
    }

    /** What runs in the small JVM. */
    static final class Reading {

        private Reading() {}

        public static void main(String[] arguments) {
            int pages = Integer.parseInt(arguments[0]) / ON_A_PAGE;
            try (KosmaReactiveClient kosma =
                    SdkCaller.builder(CannedServer.url(), false).buildReactive()) {
                page(kosma, Case.PAGE_50);
                tell("nothing but the client", 0);
                long before = used();
                Page<Transaction> page = page(kosma, Case.PAGE_5000);
                tell("a page of " + page.items().size() + " transactions", before);
                Reference.reachabilityFence(page);
                Long read = kosma.accounts()
                        .allTransactions(beginning(pages))
                        .count()
                        .block();
                tell("a stream of " + read + " transactions", before);
            }
            System.exit(0);
        }

        private static Page<Transaction> page(KosmaReactiveClient kosma, Case what) {
            ApiLink list = new ApiLink(CannedServer.answering(what.path()) + Caller.LIST);
            return Objects.requireNonNull(
                    kosma.accounts().nextPage(new NextPage(list, Caller.OFFSET)).block());
        }

        /** An empty first page, before so many others. */
        private static TransactionsResult beginning(int pages) {
            ApiLink list = new ApiLink(CannedServer.answering(CannedServer.STREAM + pages) + Caller.LIST);
            Pagination.Next next = new Pagination.Next(Optional.of("begin"));
            return new TransactionsResult(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(new Pagination(OptionalInt.empty(), Optional.of(list), Optional.of(next))));
        }

        /** What is left when garbage is gone. */
        private static long used() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }

        private static void tell(String what, long before) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f MB in use of %d%n",
                    what,
                    (used() - before) / 1048576.0,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }
}
