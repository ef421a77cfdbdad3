package io.github.kosmasdk.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.AccountType;
import io.github.kosmasdk.account.BankReferences;
import io.github.kosmasdk.account.BankTransactionCode;
import io.github.kosmasdk.account.TransactionMethod;
import io.github.kosmasdk.account.TransactionState;
import io.github.kosmasdk.account.TransactionType;
import io.github.kosmasdk.account.TransferType;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.json.WireJson;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What requests look like on the wire, what they refuse to be, and that nothing of an answer is lost. */
class InsightsWireTest {

    private static final ReportScope SCOPE = ReportScope.of("cust-4711");

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        "insights-refresh-start.request",
                        RefreshRequest.builder()
                                .insightsConsumerId("cust-4711")
                                .lastDays(90)
                                .accounts(RefreshAccounts.ALL)
                                .dataRetention(Duration.ofDays(1))
                                .storeConsent(StoreConsent.OPTIONAL)
                                .build()),
                Arguments.of(
                        "insights-autorefresh-schedule.request",
                        AutoRefreshRequest.builder("cust-4711")
                                .every(Duration.ofHours(12))
                                .dataRetention(Duration.ofDays(2))
                                .build()),
                Arguments.of(
                        "insights-categorization-all.request",
                        CategorizationRequest.builder(SCOPE.accounts("acc-1")
                                        .between(LocalDate.parse("2023-02-07"), LocalDate.parse("2023-05-08")))
                                .filter(TransactionFilter.builder()
                                        .minAmount(1)
                                        .maxAmount(100_000)
                                        .transactionType(TransactionFilter.Direction.DEBIT_AND_ZERO)
                                        .states(TransactionFilter.State.PROCESSED)
                                        .insightsTransactionIds("tx-1")
                                        .categoryIds("7a7e8a81-9447-533d-88a3-494d2ec14f09")
                                        .brandIds("b-1")
                                        .labels(new Label("k", "v"))
                                        .excludedLabels(new Label("checked", ""))
                                        .build())
                                .order(
                                        OrderBy.ascending(OrderBy.Field.AMOUNT_WITH_TYPE),
                                        OrderBy.descending(OrderBy.Field.BRAND))
                                .size(10)
                                .offset(20)
                                .onlyMainCategory()
                                .requiredDataAvailability(DataAvailability.COMPLETE)
                                .combineAccounts(CombineAccounts.NONE)
                                .build()),
                Arguments.of(
                        "insights-group-by-category.request",
                        CategorySumsRequest.builder(SCOPE.lastDays(60))
                                .filter(TransactionFilter.builder()
                                        .states(TransactionFilter.State.PROCESSED)
                                        .excludedCategories("62ca48cb-949d-593c-9e5d-657b2c36cafc")
                                        .minAmount(1)
                                        .maxAmount(100_000)
                                        .categoryIds("7a7e8a81-9447-533d-88a3-494d2ec14f09")
                                        .labels(new Label("k", "v"))
                                        .transactionType(TransactionFilter.Direction.DEBIT)
                                        .build())
                                .onlyMainCategory()
                                .splitByMonthFrom(25)
                                .order(OrderBy.ascending(OrderBy.Field.CATEGORY))
                                .requiredDataAvailability(DataAvailability.NONE)
                                .combineAccounts(CombineAccounts.ALL)
                                .build()),
                Arguments.of(
                        "insights-account-create.request",
                        NewAccount.builder()
                                .insightsConsumerId("cust-4711")
                                .dataRetention(Duration.ofDays(1))
                                .insightsAccountId("acc-1")
                                .iban("DE02120300000000202051")
                                .accountNumber("202051", "12030000")
                                .alias("Girokonto")
                                .bic("BYLADEM1001")
                                .holderName("Erika Mustermann")
                                .accountType(AccountType.DEFAULT)
                                .transferType(TransferType.FULL)
                                .currency("EUR")
                                .holderCountry("DE")
                                .labels(Map.of("user-group", "private"))
                                .build()),
                Arguments.of(
                        "insights-transactions-create.request",
                        new ReactiveStorageClient.TransactionsBody(
                                new AccountReference("cust-4711", "acc-1"),
                                OptionalInt.of(1440),
                                List.of(
                                        NewTransaction.builder()
                                                .insightsTransactionId("tx-1")
                                                .bookingDate(LocalDate.parse("2023-05-02"))
                                                .reference("Bestellung 7781")
                                                .counterParty(CounterParty.named("Shop GmbH"))
                                                .amount(TransactionType.DEBIT, new Amount(5990, "EUR"))
                                                .labels(Map.of("k", "v"))
                                                .build(),
                                        NewTransaction.builder()
                                                .amount(TransactionType.CREDIT, new Amount(280_000, "EUR"))
                                                .method(TransactionMethod.TRANSFER)
                                                .state(TransactionState.PROCESSED)
                                                .valueDate(LocalDate.parse("2023-05-03"))
                                                .bankReferences(new BankReferences(
                                                        Optional.of("Gehalt"),
                                                        Optional.empty(),
                                                        Optional.of("SAL-1"),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty()))
                                                .bankTransactionCode(new BankTransactionCode(
                                                        Optional.of("PMNT"), Optional.of("RCDT"), Optional.empty()))
                                                .categoryIds("7a7e8a81-9447-533d-88a3-494d2ec14f09")
                                                .categoryTagIds("t-1")
                                                .build()))),
                Arguments.of(
                        "insights-transactions-list.request",
                        ReactiveStorageClient.TransactionListBody.of(
                                StoredTransactionsQuery.of(
                                                SCOPE.accounts("acc-1").lastDays(30))
                                        .filter(TransactionFilter.builder()
                                                .minAmount(100)
                                                .maxAmount(100_000)
                                                .transactionType(TransactionFilter.Direction.DEBIT)
                                                .states(
                                                        TransactionFilter.State.PROCESSED,
                                                        TransactionFilter.State.UNKNOWN)
                                                .categoryIds("7a7e8a81-9447-533d-88a3-494d2ec14f09")
                                                .brandIds("b-1")
                                                .build())
                                        .order(
                                                OrderBy.ascending(OrderBy.Field.AMOUNT),
                                                OrderBy.descending(OrderBy.Field.DATE)),
                                new StoragePage.Asked(2, 0))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsWrittenWithEveryMember(String fixture, Object request) {
        JsonNode expected = WireJson.tree(KosmaFixtures.text(fixture));
        expected.path("order").values().forEach(order -> {
            if (!order.has("order")) {
                ((ObjectNode) order).put("order", "ASC"); // what is meant without it
            }
        });
        assertThat(withoutEmpty(written(request))).isEqualTo(withoutEmpty(expected));
        assertThat(WireJson.text(request)).doesNotContain("[]");
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("insights-account-info.response", AccountInfoReport.class),
                Arguments.of("insights-balances.response", BalancesReport.class),
                Arguments.of("insights-balance-over-time.response", BalanceOverTimeReport.class),
                Arguments.of("insights-categorization.response", CategorizationReport.class),
                Arguments.of("insights-recurring.response", RecurringTransactionsReport.class),
                Arguments.of("insights-group-by-category.response", CategorySumsReport.class),
                Arguments.of("insights-expense-category.response", CategorySumsReport.class));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void nothingOfAReportIsLost(String fixture, Class<?> type) {
        JsonNode reports =
                WireJson.tree(KosmaFixtures.text(fixture)).path("data").path("reports");
        assertThat(reports).isNotEmpty().allSatisfy(report -> {
            JsonNode read = written(WireJson.convert(report, type));
            ((ObjectNode) report).remove("type");
            assertThat(withoutEmpty(read)).isEqualTo(withoutEmpty(report));
        });
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("insights-account-list.response", "accounts", StoredAccount.class),
                Arguments.of("insights-transactions-list.response", "transactions", CategorizedTransaction.class),
                Arguments.of("insights-autorefresh-list.response", "status", AutoRefresh.class));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void nothingOfAListIsLost(String fixture, String member, Class<?> type) {
        JsonNode items = WireJson.tree(KosmaFixtures.text(fixture).replace(".100000Z", ".100Z")) // the same instant
                .path("data")
                .path(member);
        assertThat(items)
                .isNotEmpty()
                .allSatisfy(item -> assertThat(withoutEmpty(written(WireJson.convert(item, type))))
                        .isEqualTo(withoutEmpty(item)));
    }

    @ParameterizedTest
    @MethodSource("tolerantReports")
    void whatNobodyKnowsYetDoesNotBreakReading(String fixture, Class<?> type) {
        JsonNode reports =
                WireJson.tree(KosmaFixtures.text(fixture)).path("data").path("reports");
        assertThat(reports)
                .isNotEmpty()
                .allSatisfy(report -> assertThat(WireJson.convert(report, type)).isNotNull());
    }

    static Stream<Arguments> tolerantReports() {
        return Stream.of(
                Arguments.of("tolerant-insights-categorization.response", CategorizationReport.class),
                Arguments.of("tolerant-insights-recurring.response", RecurringTransactionsReport.class),
                Arguments.of("tolerant-insights-group-by-category.response", CategorySumsReport.class));
    }

    @Test
    void idsOfARecurringGroupAreReadUnderBothNames() {
        assertThat(WireJson.read("{\"insights_transaction_ids\":[\"t1\"]}", RecurringGroup.class)
                        .transactionIds())
                .containsExactly("t1");
    }

    @Test
    void anAutomaticRefreshTellsWhyItFailed() {
        AutoRefresh refresh = WireJson.convert(
                WireJson.tree(KosmaFixtures.text("insights-autorefresh-list.response"))
                        .path("data")
                        .path("status")
                        .path(0),
                AutoRefresh.class);
        assertThat(refresh.errorCategory()).contains(ErrorCategory.CONSENT_EXPIRED);
        assertThat(refresh.consentAuthorizationRequired()).isTrue();
    }

    static Stream<Arguments> mistakes() {
        LocalDate day = LocalDate.parse("2026-05-01");
        return Stream.of(
                mistake("needs the consumer's id", () -> ReportScope.of(" ")),
                mistake(
                        "not both",
                        () -> new ReportScope(
                                "c",
                                List.of("a"),
                                List.of("b"),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty())),
                mistake("0 or more", () -> SCOPE.lastDays(-1)),
                mistake("end before they begin", () -> SCOPE.between(day, day.minusDays(1))),
                mistake(
                        "have no sign",
                        () -> TransactionFilter.builder().minAmount(-1).build()),
                mistake(
                        "have no sign",
                        () -> TransactionFilter.builder()
                                .minAmount(2)
                                .maxAmount(1)
                                .build()),
                mistake(
                        "at least 1 transaction",
                        () -> CategorizationRequest.builder(SCOPE).size(0).build()),
                mistake(
                        "excludedCategories",
                        () -> CategorizationRequest.builder(SCOPE)
                                .filter(TransactionFilter.builder()
                                        .excludedCategories("c")
                                        .build())
                                .build()),
                mistake(
                        "brandIds",
                        () -> CategorySumsRequest.builder(SCOPE)
                                .filter(TransactionFilter.builder()
                                        .brandIds("b")
                                        .build())
                                .build()),
                mistake(
                        "from 1 to 31",
                        () -> CategorySumsRequest.builder(SCOPE)
                                .splitByMonthFrom(32)
                                .build()),
                mistake(
                        "labels",
                        () -> StoredTransactionsQuery.of(SCOPE)
                                .filter(TransactionFilter.builder()
                                        .labels(new Label("k", "v"))
                                        .build())),
                mistake("excludes none", () -> StoredTransactionsQuery.of(SCOPE.withoutAccounts("a"))),
                mistake("1 to 1,000", () -> StoredTransactionsQuery.of(SCOPE).pageSize(1001)),
                mistake("one list", () -> new RefreshAccounts(Optional.empty(), List.of(), List.of(), List.of())),
                mistake(
                        "ids of Insights",
                        () -> RefreshRequest.builder()
                                .accounts(RefreshAccounts.insightsAccountIds("a"))
                                .build()),
                mistake(
                        "consumer's id",
                        () -> ConsentRefreshRequest.builder(RefreshAccounts.insightsAccountIds("a"))
                                .build()),
                mistake("at least a minute", () -> RefreshRequest.builder().dataRetention(Duration.ofSeconds(59))),
                mistake(
                        "has no sign",
                        () -> NewTransaction.builder()
                                .amount(TransactionType.DEBIT, new Amount(-1, "EUR"))
                                .build()));
    }

    private static Arguments mistake(String says, ThrowingCallable mistake) {
        return Arguments.of(says, mistake);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatTheServiceWouldRefuseIsRefusedBefore(String says, ThrowingCallable mistake) {
        assertThatThrownBy(mistake).isInstanceOf(KosmaUsageException.class).hasMessageContaining(says);
    }

    private static JsonNode written(Object value) {
        return WireJson.tree(WireJson.text(value));
    }

    /** An empty list says as much as none. */
    private static JsonNode withoutEmpty(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            List<String> empty = object.propertyNames().stream()
                    .filter(name -> withoutEmpty(object.path(name)).isContainer()
                            && object.path(name).isEmpty())
                    .toList();
            object.remove(empty);
        } else {
            tree.values().forEach(InsightsWireTest::withoutEmpty);
        }
        return tree;
    }
}
