package io.github.kosmasdk.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.DocExample;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentAnswer;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaFlowException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.internal.json.Bodies;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class InsightsClientTest {

    private static final String API = "https://api.example";
    private static final ReportScope SCOPE = ReportScope.of("cust-4711");
    private static final AccountReference ACCOUNT = new AccountReference("cust-4711", "acc-1");

    private final StubTransport service = new StubTransport();
    private final KosmaClient kosma = StubClient.over(service, Schedulers.parallel());

    private static String fixture(String name) {
        return KosmaFixtures.text(name).replace("https://api.openbanking.playground.klarna.com", API);
    }

    private static Session session(String name) {
        return WireJson.convert(WireJson.tree(fixture(name)).path("data"), Session.class);
    }

    private String sent(int request) {
        Transport.Request sent = service.requests.get(request);
        return sent.method() + " " + sent.uri();
    }

    private JsonNode body(int request) {
        return WireJson.tree(new String(service.requests.get(request).body(), StandardCharsets.UTF_8));
    }

    @Test
    void aRefreshFlowIsStartedAndRead() {
        service.answer(201, fixture("insights-refresh-start.response"))
                .answer(200, fixture("insights-refresh.response"));
        FlowStatus<InsightsRefreshResult> started = kosma.insights()
                .startRefresh(
                        session("session-start-insights.response"),
                        RefreshRequest.builder().lastDays(90).build());
        InsightsRefreshResult result = kosma.flows().read(started.flow()).resultOrThrow();
        assertThat(result.insightsConsumerId()).contains("cust-4711");
        assertThat(result.insightsAccountIds()).hasSize(1);
        assertThat(sent(0)).startsWith("PUT ").endsWith("/flows/insights-refresh");
        assertThat(FlowStatus.fromJson(started.toJson(), InsightsFlows.REFRESH)).isEqualTo(started);
    }

    @Test
    void aSessionWithoutTheScopeIsToldSo() {
        assertThatThrownBy(() -> kosma.insights()
                        .startRefresh(
                                session("session-start.response"),
                                RefreshRequest.builder().build()))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("insights_refresh")
                .hasMessageContaining("ConsentScope");
        assertThat(service.requests).isEmpty();
    }

    private static final ConsentRefreshRequest STORED = ConsentRefreshRequest.builder(RefreshAccounts.ALL)
            .insightsConsumerId("cust-4711")
            .lastDays(30)
            .dataRetention(Duration.ofDays(1))
            .build();

    @Test
    void aStoredConsentIsUsedAndAwaited() {
        service.answer(201, fixture("insights-consent-refresh-processing.response"))
                .answer(200, fixture("insights-consent-refresh-processing.response"))
                .answer(200, fixture("insights-consent-refresh-finished.response"));
        ConsentRefresh started = kosma.insights().refreshStored(STORED);
        assertThat(started.isTerminal()).isFalse();
        assertThatThrownBy(started::accountsOrThrow).isInstanceOf(KosmaUsageException.class);
        ConsentRefresh ended = kosma.insights().awaitRefresh(started, Duration.ofMinutes(1));
        assertThat(ended.accountsOrThrow()).isNotEmpty();
        assertThat(sent(0)).isEqualTo("PUT " + API + "/insights/v1/consents/insights-refresh");
        assertThat(body(0)).isEqualTo(WireJson.tree(fixture("insights-consent-refresh-stored.request")));
        assertThat(sent(2)).startsWith("GET " + API + "/insights/v1/consents/insights-refresh/");
        assertThat(kosma.insights().awaitRefresh(ended, Duration.ofMinutes(1))).isSameAs(ended);
    }

    @Test
    void aRefreshThatFailsSaysWhy() {
        service.answer(201, fixture("insights-consent-refresh-exception.response"));
        ConsentRefresh failed = kosma.insights().attendedRefreshStored(STORED, new Psu("Browser/1", "203.0.113.17"));
        assertThat(body(0).path("psu").path("ip_address").asString()).isEqualTo("203.0.113.17");
        assertThat(failed.isTerminal()).isTrue();
        assertThatThrownBy(failed::accountsOrThrow)
                .isInstanceOfSatisfying(
                        KosmaFlowException.class,
                        failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.CONSENT_EXPIRED));
    }

    @Test
    void anAnswerWithoutALinkIsTheResult() {
        service.answer(200, "{\"data\":{\"insights_consumer_id\":\"cust-4711\"}}");
        ConsentRefresh refresh = kosma.insights().refreshStored(STORED);
        assertThat(refresh.isTerminal()).isTrue();
        assertThat(refresh.accountsOrThrow()).isEmpty();
        assertThat(kosma.insights().readRefresh(refresh)).isEqualTo(refresh);
        assertThat(service.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROCESSING", "QUEUED"})
    void aRefreshThatIsNotFinishedIsNoSuccessWithoutALinkEither(String state) {
        service.answer(200, "{\"data\":{\"insights_consumer_id\":\"cust-4711\",\"state\":\"" + state + "\"}}");
        ConsentRefresh refresh = kosma.insights().refreshStored(STORED);
        assertThat(kosma.insights().awaitRefresh(refresh, Duration.ofMinutes(1)))
                .isSameAs(refresh);
        assertThatThrownBy(refresh::accountsOrThrow)
                .isInstanceOf(KosmaFlowException.class)
                .hasMessageContaining(state)
                .hasMessageContaining("no link");
    }

    @Test
    void aRefreshIsNotLookedForElsewhere() {
        ConsentRefresh refresh = new ConsentRefresh(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ApiLink("https://evil.example/insights/v1/consents/insights-refresh/r1")),
                Optional.of(OpenEnum.of(ConsentRefresh.State.PROCESSING)),
                List.of(),
                Optional.empty());
        assertThatThrownBy(() -> kosma.insights().readRefresh(refresh)).isInstanceOf(KosmaLinkRefusedException.class);
        assertThat(service.requests).isEmpty();
    }

    @Test
    void aStoredConsentNeedsItsConsumer() {
        ConsentRefreshRequest nobody =
                ConsentRefreshRequest.builder(RefreshAccounts.ALL).build();
        assertThatThrownBy(() -> kosma.insights().refreshStored(nobody))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("insightsConsumerId");
    }

    private static final ConsentAccess ACCESS =
            new ConsentAccess("c5k9v3m7r1t5hs0do6ube2pgfn4jaqil", new ConsentToken("ct1"), Map.of());

    @Test
    void aConsentOfYourOwnBringsItsNextToken() {
        service.answer(201, fixture("insights-consent-refresh.response"));
        ConsentAnswer<ConsentRefresh> answer = kosma.consents().insightsRefresh(ACCESS, STORED);
        assertThat(answer.next().consentToken())
                .isEqualTo(new ConsentToken("eyJhbGciOiJIUzI1NiJ9.eyJuZXh0Ijo0fQ.c2lnbmF0dXJl"));
        assertThat(answer.result().refreshId()).isPresent();
        assertThat(body(0).path("consent_id").asString()).isEqualTo(ACCESS.consentId());
        assertThat(body(0).path("consent_token").asString()).isEqualTo("ct1");
        assertThat(body(0).path("accounts").path("all").asBoolean()).isTrue();
        assertThat(body(0).path("refresh_days").asInt()).isEqualTo(30);
    }

    @Test
    void aConsentWhoseAnswerHasNoTokenKeepsTheOneItHas() {
        service.answer(201, fixture("insights-consent-refresh-processing.response"));
        assertThat(kosma.consents().insightsRefresh(ACCESS, STORED).next().consentToken())
                .isEqualTo(ACCESS.consentToken());
    }

    @Test
    void categoriesAreAskedForOnce() {
        service.answer(200, fixture("insights-categories.response"));
        CategoryTree categories = kosma.insights().categories();
        assertThat(categories.byName("Health Insurance")).isPresent();
        assertThat(kosma.insights().categories()).isSameAs(categories);
        assertThat(kosma.withDeadline(Duration.ofSeconds(5)).insights().categories())
                .isSameAs(categories);
        assertThat(service.requests).hasSize(1);
        assertThat(service.requests.get(0).body()).isNull();

        service.answer(200, "{\"data\":[]}");
        assertThat(kosma.insights().latestCategories().all()).isEmpty();
        assertThat(kosma.insights().categories().all()).isEmpty();
    }

    @Test
    void reportsAreRead() {
        service.answer(200, fixture("insights-account-info.response"))
                .answer(200, fixture("insights-balances.response"))
                .answer(200, fixture("insights-recurring.response"))
                .answer(200, fixture("insights-group-by-category.response"))
                .answer(200, fixture("insights-expense-category.response"));
        ReportsClient reports = kosma.insights().reports();
        assertThat(reports.accountInfo(SCOPE)).hasSize(1);
        assertThat(reports.balances(SCOPE, BalanceAvailability.NONE)).hasSize(1);
        assertThat(reports.recurringTransactions(SCOPE, DataAvailability.PARTIAL)
                        .get(0)
                        .intervals())
                .hasSize(1);
        CategorySumsRequest sums = CategorySumsRequest.builder(SCOPE).build();
        assertThat(reports.groupByCategory(sums).get(0).categories().get(0).splits())
                .hasSize(3);
        assertThat(reports.expenseCategory(sums).get(0).categories()).hasSize(1);
        assertThat(IntStream.range(0, 5).mapToObj(this::sent).map(line -> line.substring(line.lastIndexOf("reports/"))))
                .containsExactly(
                        "reports/account-info/create",
                        "reports/balances/create",
                        "reports/recurring-transactions/create",
                        "reports/groupy-by-category/create",
                        "reports/expense-category/create");
        assertThat(body(1).path("required_data_availability").asString()).isEqualTo("NONE");
        assertThat(body(2).path("required_data_availability").asString()).isEqualTo("PARTIAL");
    }

    @Test
    void aReportAboutNowHasNoDays() {
        assertThatThrownBy(() -> kosma.insights().reports().accountInfo(SCOPE.lastDays(3)))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("about now");
        assertThatThrownBy(() -> kosma.insights()
                        .reports()
                        .expenseCategory(CategorySumsRequest.builder(SCOPE)
                                .filter(TransactionFilter.builder().minAmount(1).build())
                                .build()))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("minAmount");
        assertThat(service.requests).isEmpty();
    }

    @Test
    void aReportWithoutEnoughDataIsRefused() {
        service.answer(400, fixture("error-insights-availability.response"));
        assertThatThrownBy(() -> kosma.insights().reports().balances(SCOPE))
                .isInstanceOf(KosmaInvalidRequestException.class);
    }

    /** Answers as a consumer with many transactions, and counts the pages. */
    private static final class ManyTransactions implements Transport {

        private static final int ALL = 100_000;
        private int pages;

        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.fromCallable(() -> {
                request.departure().leave(Mono.empty());
                pages++;
                JsonNode body = WireJson.tree(new String(request.body(), StandardCharsets.UTF_8));
                assertThat(body.path("combine_accounts").asString()).isEqualTo("ALL");
                int from = body.path("offset").asInt();
                String transactions = IntStream.range(
                                from, Math.min(ALL, from + body.path("size").asInt()))
                        .mapToObj(
                                i -> "{\"insights_transaction_id\":\"tx-" + i
                                        + "\",\"amount\":{\"amount\":1,\"currency\":\"EUR\"},\"type\":\"DEBIT\",\"categories\":[]}")
                        .collect(Collectors.joining(","));
                return reader.read(
                        200,
                        new DefaultHttpHeaders().set("content-type", "application/json"),
                        Bodies.of("{\"data\":{\"reports\":[{\"type\":\"CATEGORIZATION\",\"transactions\":["
                                + transactions + "]}]}}"));
            });
        }

        @Override
        public void close() {}
    }

    static Stream<Arguments> faces() {
        CategorizationRequest request =
                CategorizationRequest.builder(SCOPE).size(1000).build();
        Function<KosmaClient, Iterator<CategorizedTransaction>> stream =
                client -> client.insights().reports().transactions(request).iterator();
        Function<KosmaClient, Iterator<CategorizedTransaction>> flux = client -> client.reactive()
                .insights()
                .reports()
                .transactions(request)
                .toIterable(1)
                .iterator();
        return Stream.of(Arguments.of(Named.of("stream", stream)), Arguments.of(Named.of("flux", flux)));
    }

    @ParameterizedTest
    @MethodSource("faces")
    void ofAHundredThousandTransactionsOnePageIsHeldAtATime(
            Function<KosmaClient, Iterator<CategorizedTransaction>> face) {
        ManyTransactions many = new ManyTransactions();
        Iterator<CategorizedTransaction> transactions = face.apply(StubClient.over(many, Schedulers.parallel()));
        WeakReference<CategorizedTransaction> ofPageTwo = null;
        int count = 0;
        while (transactions.hasNext()) {
            CategorizedTransaction transaction = transactions.next();
            assertThat(transaction.insightsTransactionId()).contains("tx-" + count);
            count++;
            assertThat(many.pages).isLessThanOrEqualTo((count + 1) / 1000 + 1); // one transaction ahead
            if (count == 1001) {
                ofPageTwo = new WeakReference<>(transaction);
            }
            if (count == 4000) {
                assertThat(isCollected(ofPageTwo))
                        .as("page 2 is held while page 4 is read")
                        .isTrue();
            }
        }
        assertThat(count).isEqualTo(ManyTransactions.ALL);
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void theStorageIsListedPageByPage() {
        service.answer(200, fixture("insights-account-list.response"))
                .answer(200, "{\"data\":{\"accounts\":[{\"insights_account_id\":\"acc-3\"}],\"pagination\":{}}}")
                .answer(200, "{\"data\":{\"accounts\":[],\"pagination\":{}}}")
                .answer(200, fixture("insights-transactions-list.response"))
                .answer(200, "{\"data\":{\"transactions\":[]}}");
        StorageClient storage = kosma.insights().storage();
        assertThat(storage.accounts("cust-4711")).hasSize(3);
        assertThat(body(0).path("pagination").path("size").asInt()).isEqualTo(1000);
        assertThat(body(1).path("pagination").path("offset").asInt()).isEqualTo(2);
        assertThat(body(2).path("pagination").path("offset").asInt()).isEqualTo(3);
        assertThat(storage.transactions(StoredTransactionsQuery.of(SCOPE).pageSize(2)))
                .hasSize(2);
        assertThat(body(4).path("pagination").path("offset").asInt()).isEqualTo(4);
    }

    private static String rows(int count, String row) {
        return "[" + String.join(",", Collections.nCopies(count, row)) + "]";
    }

    private static String listed(int count, String pagination) {
        return "{\"data\":{\"transactions\":" + rows(count, ROW) + ",\"pagination\":" + pagination + "}}";
    }

    private static String reported(int... counts) {
        return "{\"data\":{\"reports\":["
                + IntStream.of(counts)
                        .mapToObj(count -> "{\"transactions\":" + rows(count, ROW) + "}")
                        .collect(Collectors.joining(","))
                + "]}}";
    }

    private static final String ROW =
            "{\"amount\":{\"amount\":1,\"currency\":\"EUR\"},\"type\":\"DEBIT\",\"categories\":[]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; {}; 2 3; 4", // nothing is said: until a page is empty
                "{\"total\":3}; {\"total\":3}; 2; 2",
                "{\"total\":9,\"next\":{\"offset\":2}}; {\"total\":9}; 2 3; 4",
                "{\"next\":{\"size\":5,\"offset\":0}}; {}; 2 3; 4" // a next page that does not move
            })
    void aStorageThatGivesLessThanWasAskedForIsListedInFull(String first, String second, String offsets, int requests) {
        service.answer(200, listed(2, first)).answer(200, listed(1, second));
        service.answer(200, listed(1, "{}")).answer(200, listed(0, "{}"));
        assertThat(kosma.insights()
                        .storage()
                        .transactions(StoredTransactionsQuery.of(SCOPE).pageSize(5)))
                .hasSize(requests == 2 ? 3 : 4);
        assertThat(service.requests).hasSize(requests);
        assertThat(IntStream.rangeClosed(1, offsets.split(" ").length)
                        .mapToObj(i -> body(i).path("pagination").path("offset").asString()))
                .containsExactly(offsets.split(" "));
    }

    @Test
    void aReportThatGivesLessThanWasAskedForIsReadInFull() {
        service.answer(200, reported(2)).answer(200, reported(1)).answer(200, reported());
        assertThat(kosma.insights()
                        .reports()
                        .transactions(
                                CategorizationRequest.builder(SCOPE).size(5).build()))
                .hasSize(3);
        assertThat(body(1).path("offset").asInt()).isEqualTo(2);
        assertThat(body(2).path("offset").asInt()).isEqualTo(3);
    }

    @Test
    void accountsThatComeApartAreReadInFull() {
        service.answer(200, reported(2, 1)).answer(200, reported(1, 0)).answer(200, reported(0, 0));
        assertThat(kosma.insights()
                        .reports()
                        .transactions(
                                CategorizationRequest.builder(SCOPE).size(2).build()))
                .hasSize(4);
        assertThat(body(1).path("offset").asInt()).isEqualTo(2);
        assertThat(body(2).path("offset").asInt()).isEqualTo(3);
    }

    @Test
    void theStorageIsChanged() {
        StorageClient storage = kosma.insights().storage();
        service.answer(200, fixture("insights-account-create.response"));
        assertThat(storage.createAccount(NewAccount.builder().build())).isEqualTo(ACCOUNT);
        for (int i = 0; i < 10; i++) {
            service.answer(200, "{}");
        }
        List<NewTransaction> one =
                List.of(NewTransaction.builder().insightsTransactionId("tx-1").build());
        storage.createTransactions(ACCOUNT, one, Duration.ofDays(90));
        storage.updateTransactions(ACCOUNT, one);
        storage.replaceTransactions(ACCOUNT, one);
        storage.deleteTransactions(ACCOUNT, "tx-1");
        storage.setTransactionLabels(ACCOUNT, Set.of("tx-1"), Map.of("k", "v"));
        storage.deleteTransactionLabels(ACCOUNT, Set.of("tx-1"), "k");
        storage.deleteAllTransactionLabels(ACCOUNT, "tx-1");
        storage.setAccountLabels(ACCOUNT, Map.of("user-group", "private"));
        storage.deleteAccounts("cust-4711", "acc-1");
        storage.deleteConsumer("cust-4711");
        assertThat(IntStream.range(0, 11)
                        .mapToObj(this::sent)
                        .map(line -> line.substring(line.lastIndexOf("storage/") + "storage/".length())))
                .containsExactly(
                        "accounts/create",
                        "transactions/create",
                        "transactions/update",
                        "transactions/replace",
                        "transactions/delete",
                        "transactions/labels/upsert",
                        "transactions/labels/delete",
                        "transactions/labels/deleteall",
                        "accounts/labels/upsert",
                        "accounts/delete",
                        "consumers/delete");
        assertThat(body(1).path("data_retention_minutes").asInt()).isEqualTo(129_600);
        assertThat(body(8)).isEqualTo(WireJson.tree(fixture("insights-account-labels-upsert.request")));
        assertThat(body(10)).isEqualTo(WireJson.tree("{\"insights_consumer_id\":\"cust-4711\"}"));
    }

    @Test
    void whatIsChangedIsNamed() {
        StorageClient storage = kosma.insights().storage();
        List<NewTransaction> nameless = List.of(NewTransaction.builder().build());
        assertThatThrownBy(() -> storage.updateTransactions(ACCOUNT, nameless))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("insightsTransactionId");
        assertThatThrownBy(() -> storage.replaceTransactions(ACCOUNT, nameless))
                .isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> storage.deleteAccounts("cust-4711")).isInstanceOf(KosmaUsageException.class);
        assertThat(service.requests).isEmpty();
    }

    /** Compiled here, and shown in docs/insights.md. */
    static void example(KosmaClient kosma, String insightsConsumerId, PrintStream out) {
        // insights:begin
        ReportScope scope = ReportScope.of(insightsConsumerId).lastDays(180);

        CategorySumsRequest spending = CategorySumsRequest.builder(scope)
                .filter(TransactionFilter.builder()
                        .transactionType(TransactionFilter.Direction.DEBIT)
                        .states(TransactionFilter.State.PROCESSED)
                        .build())
                .onlyMainCategory()
                .combineAccounts(CombineAccounts.ALL)
                .requiredDataAvailability(DataAvailability.PARTIAL)
                .build();
        for (CategorySumsReport report : kosma.insights().reports().groupByCategory(spending)) {
            report.categories()
                    .forEach(category -> out.println(category.name().orElse("?") + " "
                            + category.sum().map(Amount::toString).orElse("?")));
        }

        CategorizationRequest newestFirst = CategorizationRequest.builder(scope)
                .order(OrderBy.descending(OrderBy.Field.DATE))
                .requiredDataAvailability(DataAvailability.PARTIAL)
                .build();
        try (Stream<CategorizedTransaction> transactions =
                kosma.insights().reports().transactions(newestFirst)) {
            transactions
                    .limit(10)
                    .forEach(transaction -> out.println(transaction.categories() + " " + transaction.amount()));
        }
        // insights:end
    }

    @Test
    void theExampleOfTheDocumentation() throws IOException {
        service.answer(200, fixture("insights-group-by-category.response"))
                .answer(200, fixture("insights-categorization.response"))
                .answer(200, "{\"data\":{\"reports\":[]}}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        example(kosma, "cust-4711", new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Insurances -8.70 EUR", "[Health Insurance, Insurances] 42.10 EUR");
        DocExample.isShown("insights/InsightsClientTest.java", "insights", "insights.md");
    }

    @Test
    void automaticRefreshesAreScheduledAndListed() {
        service.answer(200, "{}").answer(200, fixture("insights-autorefresh-list.response"));
        kosma.insights()
                .scheduleRefresh(AutoRefreshRequest.builder("cust-4711")
                        .every(RefreshInterval.DAILY)
                        .build());
        assertThat(kosma.insights().autoRefreshes("cust-4711")).hasSize(1);
        assertThat(body(0).path("refresh_interval").asString()).isEqualTo("DAILY");
        assertThat(body(1)).isEqualTo(WireJson.tree("{\"insights_consumer_id\":\"cust-4711\"}"));
    }
}
