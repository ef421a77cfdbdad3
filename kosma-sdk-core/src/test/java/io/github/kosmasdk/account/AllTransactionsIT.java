package io.github.kosmasdk.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/** 10,000 transactions over pages of 100, in both faces. */
class AllTransactionsIT {

    private static final int ALL = 10_000;
    private static final int PAGE = 100;

    private static KosmaPlayground playground;
    private static KosmaClient kosma;

    @BeforeAll
    static void start() {
        playground = KosmaPlayground.builder().transactionsPerAccount(ALL).start();
        kosma = KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .polling(new PollingPolicy(Duration.ofMillis(20), Duration.ofMillis(50)))
                .build();
    }

    @AfterAll
    static void stop() {
        kosma.close();
        playground.close();
    }

    static java.util.List<Arguments> faces() {
        Function<TransactionsResult, Iterator<Transaction>> stream =
                first -> kosma.accounts().allTransactions(first).iterator();
        Function<TransactionsResult, Iterator<Transaction>> flux = first ->
                kosma.reactive().accounts().allTransactions(first).toIterable(1).iterator();
        return java.util.List.of(Arguments.of(Named.of("stream", stream)), Arguments.of(Named.of("flux", flux)));
    }

    @ParameterizedTest
    @MethodSource("faces")
    void holdOnePageAtATime(Function<TransactionsResult, Iterator<Transaction>> face) {
        Iterator<Transaction> transactions = face.apply(firstPage());
        long before = pagesAsked();
        Set<String> ids = new HashSet<>();
        WeakReference<Transaction> ofAnEarlierPage = null;
        int count = 0;
        while (transactions.hasNext()) {
            Transaction transaction = transactions.next();
            count++;
            transaction.transactionId().ifPresent(ids::add);
            // one transaction may be ready beside the one in hand: what has been asked for is never more than the page
            // after that one
            assertThat(pagesAsked() - before)
                    .as("pages asked for when transaction %d is read", count)
                    .isLessThanOrEqualTo((count + 1) / PAGE + 1);
            if (count == PAGE + 1) {
                ofAnEarlierPage = new WeakReference<>(transaction);
            }
            if (count == 4 * PAGE) {
                assertThat(isCollected(ofAnEarlierPage))
                        .as("page 2 is held while page 4 is read")
                        .isTrue();
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(ALL);
        assertThat(ids).hasSizeGreaterThan(ALL - PAGE);
    }

    @Test
    void waitForWhoeverTakesTheirTime() {
        TransactionsResult first = firstPage();
        long before = pagesAsked();
        StepVerifier.create(kosma.reactive().accounts().allTransactions(first), 1)
                .expectNextCount(1)
                .thenRequest(PAGE)
                .expectNextCount(PAGE)
                .then(() -> assertThat(pagesAsked() - before).isOne())
                .thenRequest(2 * PAGE)
                .expectNextCount(2 * PAGE)
                .then(() -> assertThat(pagesAsked() - before).isEqualTo(3))
                .thenCancel()
                .verify(Duration.ofMinutes(1));
    }

    private static TransactionsResult firstPage() {
        Session session = kosma.sessions()
                .start(SessionRequest.builder(new Psu("Browser/1", "203.0.113.17"))
                        .selectedBank(TestConsumer.DEMO_BANK)
                        .build());
        FlowStatus<TransactionsResult> started = kosma.accounts()
                .startTransactions(
                        session,
                        TransactionsRequest.builder()
                                .account(AccountTarget.iban("DE43000000005686751168"))
                                .lastDays(120)
                                .pageSize(PAGE)
                                .build());
        new TestConsumer(kosma, "embedded").logIn(started.flow());
        return kosma.flows().await(started.flow(), Duration.ofSeconds(20)).resultOrThrow();
    }

    private static long pagesAsked() {
        return playground.exchanges().stream()
                .map(Exchange::url)
                .filter(url -> url.getPath().endsWith("/list"))
                .count();
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }
}
