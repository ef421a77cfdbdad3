package io.github.kosmasdk.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.TransactionType;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.BitSet;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A consumer with very many transactions, uploaded and read again over the wire. */
class InsightsPagesIT {

    private static final int ALL = 100_000;
    private static final int UPLOAD = 5_000;
    private static final int PAGE = 1_000;

    private static KosmaPlayground playground;
    private static KosmaClient kosma;

    @BeforeAll
    static void upload() {
        playground = KosmaPlayground.builder().formKeys(1).start();
        kosma = KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .build();
        StorageClient storage = kosma.insights().storage();
        AccountReference account = storage.createAccount(NewAccount.builder()
                .insightsConsumerId("many")
                .dataRetention(Duration.ofDays(1))
                .build());
        for (int from = 0; from < ALL; from += UPLOAD) {
            storage.createTransactions(
                    account,
                    IntStream.range(from, from + UPLOAD)
                            .mapToObj(i -> NewTransaction.builder()
                                    .insightsTransactionId("tx-" + i)
                                    .amount(TransactionType.DEBIT, new Amount(i, "EUR"))
                                    .build())
                            .toList(),
                    Duration.ofDays(1));
        }
    }

    @AfterAll
    static void stop() {
        kosma.close();
        playground.close();
    }

    static Stream<Arguments> lists() {
        ReportScope scope = ReportScope.of("many");
        CategorizationRequest request = CategorizationRequest.builder(scope)
                .size(PAGE)
                .requiredDataAvailability(DataAvailability.PARTIAL)
                .build();
        StoredTransactionsQuery query = StoredTransactionsQuery.of(scope).pageSize(PAGE);
        return Stream.of(
                list(
                        "report, stream",
                        PAGES_OF_REPORTS,
                        client -> client.insights()
                                .reports()
                                .transactions(request)
                                .iterator()),
                list(
                        "report, flux",
                        PAGES_OF_REPORTS,
                        client -> client.reactive()
                                .insights()
                                .reports()
                                .transactions(request)
                                .toIterable(1)
                                .iterator()),
                list(
                        "storage, stream",
                        "storage/transactions/list",
                        client ->
                                client.insights().storage().transactions(query).iterator()));
    }

    private static final String PAGES_OF_REPORTS = "reports/categorization/create";

    private static Arguments list(
            String name, String path, Function<KosmaClient, Iterator<CategorizedTransaction>> list) {
        return Arguments.of(Named.of(name, list), path);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void onePageOfAHundredThousandTransactionsIsHeldAtATime(
            Function<KosmaClient, Iterator<CategorizedTransaction>> list, String path) {
        long before = pagesAsked(path);
        Iterator<CategorizedTransaction> transactions = list.apply(kosma);
        BitSet seen = new BitSet(ALL);
        WeakReference<CategorizedTransaction> ofAnEarlierPage = new WeakReference<>(null);
        int count = 0;
        while (transactions.hasNext()) {
            CategorizedTransaction transaction = transactions.next();
            seen.set((int) transaction.amount().minorUnits());
            int page = count++ / PAGE + 1;
            if (count % PAGE == 1) {
                assertThat(pagesAsked(path) - before)
                        .as("pages asked for when page %d begins", page)
                        .isLessThanOrEqualTo(page);
                if (page % 50 == 4) {
                    assertThat(isCollected(ofAnEarlierPage))
                            .as("two pages before page %d are gone", page)
                            .isTrue();
                }
                if (page % 50 == 2) {
                    ofAnEarlierPage = new WeakReference<>(transaction);
                    assertThat(ofAnEarlierPage.get()).isNotNull();
                }
            }
        }
        assertThat(count).isEqualTo(ALL);
        assertThat(seen.cardinality()).isEqualTo(ALL);
        assertThat(pagesAsked(path) - before).isBetween((long) ALL / PAGE, ALL / PAGE + 1L);
    }

    private static long pagesAsked(String path) {
        return playground.exchanges().stream()
                .filter(exchange -> exchange.url().getPath().endsWith(path))
                .count();
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }
}
