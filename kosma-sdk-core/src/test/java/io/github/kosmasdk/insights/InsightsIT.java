package io.github.kosmasdk.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.TestClock;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.account.TransactionType;
import io.github.kosmasdk.bank.Bank;
import io.github.kosmasdk.bank.BankQuery;
import io.github.kosmasdk.bank.BankSearch;
import io.github.kosmasdk.bank.Country;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuotaException;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.insights.derived.Affordability;
import io.github.kosmasdk.insights.derived.CashStream;
import io.github.kosmasdk.insights.derived.Caveat;
import io.github.kosmasdk.insights.derived.History;
import io.github.kosmasdk.insights.derived.Income;
import io.github.kosmasdk.insights.derived.RecurringOutflows;
import io.github.kosmasdk.insights.derived.Rhythm;
import io.github.kosmasdk.kyc.BankRecord;
import io.github.kosmasdk.kyc.ClaimedOwner;
import io.github.kosmasdk.kyc.ControlProof;
import io.github.kosmasdk.kyc.OwnershipCheck;
import io.github.kosmasdk.kyc.OwnershipResult;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a consumer's data: fetched, reported, refreshed without a login, changed, and gone. Every exchange is checked. */
class InsightsIT {

    private static final String CONSUMER = "cust-4711";
    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T08:00:00Z"));
    private KosmaPlayground playground;
    private KosmaClient kosma;

    @BeforeEach
    void start() {
        playground = KosmaPlayground.builder().clock(clock).formKeys(2).start();
        kosma = KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .drift(DriftPolicy.FAIL)
                .polling(new PollingPolicy(Duration.ofMillis(5), Duration.ofMillis(20)))
                .build();
    }

    @AfterEach
    void stop() {
        KosmaContract.strict().assertValid(playground.exchanges());
        kosma.close();
        playground.close();
    }

    private SessionRequest request() {
        return SessionRequest.builder(PSU)
                .selectedBank(TestConsumer.DEMO_BANK)
                .consentScope(ConsentScope.builder()
                        .accounts()
                        .insightsRefresh(ConsentScope.InsightsRefresh.everything())
                        .lifetimeDays(90)
                        .build())
                .build();
    }

    private FlowStatus.Finished<InsightsRefreshResult> refreshed(Session session, StoreConsent storeConsent) {
        FlowStatus<InsightsRefreshResult> started = kosma.insights()
                .startRefresh(
                        session,
                        RefreshRequest.builder()
                                .insightsConsumerId(CONSUMER)
                                .lastDays(730)
                                .accounts(RefreshAccounts.ALL)
                                .dataRetention(Duration.ofDays(90))
                                .storeConsent(storeConsent)
                                .build());
        new TestConsumer(kosma, "acin-demo-data").logIn(started.flow());
        FlowStatus<InsightsRefreshResult> ended = kosma.flows().await(started.flow(), SOON);
        assertThat(ended.resultOrThrow().insightsConsumerId()).contains(CONSUMER);
        return (FlowStatus.Finished<InsightsRefreshResult>) ended;
    }

    private FlowStatus.Finished<InsightsRefreshResult> refreshed() {
        return refreshed(kosma.sessions().start(request()), StoreConsent.NO);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void reportsAgreeWithEachOther() {
        refreshed();
        ReportsClient reports = kosma.insights().reports();
        ReportScope year = ReportScope.of(CONSUMER).lastDays(365);
        CategorizationRequest newestFirst = CategorizationRequest.builder(year)
                .order(OrderBy.descending(OrderBy.Field.DATE))
                .size(50)
                .requiredDataAvailability(DataAvailability.PARTIAL)
                .build();
        List<CategorizedTransaction> streamed =
                reports.transactions(newestFirst).toList();
        List<CategorizedTransaction> atOnce = reports
                .categorization(CategorizationRequest.builder(year)
                        .order(OrderBy.descending(OrderBy.Field.DATE))
                        .combineAccounts(CombineAccounts.ALL)
                        .requiredDataAvailability(DataAvailability.PARTIAL)
                        .build())
                .stream()
                .flatMap(report -> report.transactions().stream())
                .toList();
        assertThat(streamed).isNotEmpty().isEqualTo(atOnce);

        CategorySumsRequest byMainCategory = CategorySumsRequest.builder(year)
                .filter(TransactionFilter.builder()
                        .transactionType(TransactionFilter.Direction.DEBIT)
                        .build())
                .onlyMainCategory()
                .splitByMonth()
                .combineAccounts(CombineAccounts.ALL)
                .requiredDataAvailability(DataAvailability.PARTIAL)
                .build();
        List<CategorySum> sums = reports.groupByCategory(byMainCategory).get(0).categories();
        long spent = streamed.stream()
                .filter(transaction -> transaction.type().is(TransactionType.DEBIT))
                .filter(transaction -> !transaction.categories().isEmpty())
                .mapToLong(transaction -> transaction.amount().minorUnits())
                .sum();
        assertThat(sums.stream()
                        .mapToLong(sum -> sum.sum().orElseThrow().minorUnits())
                        .sum())
                .isEqualTo(spent);
        assertThat(sums)
                .allSatisfy(sum -> assertThat(sum.splits().stream()
                                .mapToLong(split -> split.sum().orElseThrow().minorUnits())
                                .sum())
                        .isEqualTo(sum.sum().orElseThrow().minorUnits()));
        assertThat(reports.expenseCategory(CategorySumsRequest.builder(year)
                        .onlyMainCategory()
                        .requiredDataAvailability(DataAvailability.PARTIAL)
                        .build()))
                .isNotEmpty();

        assertThat(reports.balances(ReportScope.of(CONSUMER), BalanceAvailability.NONE))
                .isNotEmpty();
        assertThat(reports.balanceOverTime(year))
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report.balances()).isNotEmpty());
        assertThat(reports.recurringTransactions(year, DataAvailability.PARTIAL))
                .isNotEmpty();
    }

    @Test
    void categoriesOfTransactionsAreInTheTree() {
        refreshed();
        CategoryTree tree = kosma.insights().categories();
        assertThat(tree.all()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(tree.byName("health insurance")
                        .map(category -> tree.paths(category).size()))
                .contains(2);
        assertThat(kosma.insights()
                        .storage()
                        .transactions(StoredTransactionsQuery.of(
                                        ReportScope.of(CONSUMER).lastDays(60))
                                .pageSize(40)))
                .isNotEmpty()
                .allSatisfy(transaction -> assertThat(transaction.categories())
                        .isNotEmpty()
                        .allSatisfy(
                                category -> assertThat(tree.byId(category.id()).map(Category::name))
                                        .contains(category.name())));
    }

    @Test
    void signalsAreDerived() {
        refreshed();
        ReportsClient reports = kosma.insights().reports();
        LocalDate from = today().minusDays(365);
        ReportScope days = ReportScope.of(CONSUMER).between(from, today());
        History.Builder builder = History.builder("EUR", from, today())
                .transactions(reports.transactions(CategorizationRequest.builder(days)
                        .requiredDataAvailability(DataAvailability.PARTIAL)
                        .build()))
                .balances(reports.balanceOverTime(days))
                .ownAccounts(reports.accountInfo(ReportScope.of(CONSUMER)));
        History history = builder.build();

        Income income = Income.of(history);
        assertThat(income.streams())
                .filteredOn(stream -> stream.category().filter("Salary"::equals).isPresent())
                .singleElement()
                .satisfies(salary -> {
                    assertThat(salary.rhythm()).contains(Rhythm.MONTHLY);
                    assertThat(salary.goesOn()).isTrue();
                    assertThat(salary.stabilityPercent()).isGreaterThan(80);
                });
        assertThat(RecurringOutflows.of(history).streams())
                .filteredOn(RecurringOutflows::isFixed)
                .flatExtracting(stream -> stream.category().stream().toList())
                .contains("Rent");
        Affordability affordability = Affordability.of(history);
        assertThat(affordability.months()).hasSizeBetween(11, 12);
        assertThat(affordability.averages().orElseThrow().income().minorUnits()).isPositive();
        assertThat(affordability.months())
                .as("transfers between own accounts are not spent")
                .allSatisfy(
                        month -> assertThat(month.otherOutflows().minorUnits()).isLessThan(400_000));
        assertThat(affordability.lowestBalance()).isPresent();
        assertThat(affordability.caveats()).noneMatch(Caveat::isSerious);
        assertThat(income.streams())
                .extracting(CashStream::total)
                .allMatch(total -> total.currency().equals("EUR"));
    }

    @Test
    void anOwnerIsCheckedByAReport() {
        FlowStatus.Finished<InsightsRefreshResult> login = refreshed();
        AccountInfoReport account =
                kosma.insights().reports().accountInfo(ReportScope.of(CONSUMER)).get(0);
        ClaimedOwner claimed = ClaimedOwner.of(
                account.holderName().orElseThrow(), account.iban().orElseThrow());
        OwnershipResult result =
                OwnershipCheck.check(claimed, BankRecord.of(account), ControlProof.of(login, clock.instant()));
        assertThat(result.verdict()).isEqualTo(io.github.kosmasdk.kyc.Verdict.MATCH);
    }

    @Test
    void aStoredConsentRefreshesWithoutALogin() {
        refreshed(kosma.sessions().start(request()), StoreConsent.REQUIRED);
        clock.advance(Duration.ofDays(2));
        ConsentRefresh started = kosma.insights()
                .refreshStored(ConsentRefreshRequest.builder(RefreshAccounts.ALL)
                        .insightsConsumerId(CONSUMER)
                        .lastDays(30)
                        .build());
        assertThat(kosma.insights().awaitRefresh(started, SOON).accountsOrThrow())
                .isNotEmpty();
        assertThat(kosma.insights().reports().accountInfo(ReportScope.of(CONSUMER)))
                .allSatisfy(report ->
                        assertThat(report.refreshedAt().orElseThrow()).isAfter(Instant.parse("2026-11-25T00:00:00Z")));

        kosma.insights()
                .scheduleRefresh(AutoRefreshRequest.builder(CONSUMER)
                        .every(RefreshInterval.DAILY)
                        .build());
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        assertThat(kosma.insights().autoRefreshes(CONSUMER)).isNotEmpty().allSatisfy(refresh -> {
            assertThat(refresh.lastRefreshState().orElseThrow().is(AutoRefresh.State.SUCCESS))
                    .isTrue();
            assertThat(refresh.consentAuthorizationRequired()).isFalse();
        });
    }

    @Test
    void aConsentOfTheVaultRefreshesAndKeepsItsToken() {
        Session session = kosma.sessions().start(request());
        refreshed(session, StoreConsent.NO);
        ConsentVault vault = ConsentVault.builder(kosma, new InMemoryConsentStore())
                .tokenProtection(
                        TokenProtection.none(TokenProtection.PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR))
                .clock(clock)
                .build();
        String id = vault.store(session, ConsentOrigin.of(request()));
        ConsentRefreshRequest refresh = ConsentRefreshRequest.builder(RefreshAccounts.ALL)
                .insightsConsumerId(CONSUMER)
                .lastDays(7)
                .build();
        for (int i = 0; i < ConsentVault.DEFAULT_UNATTENDED_LIMIT; i++) {
            ConsentRefresh started = vault.unattended(id).insightsRefresh(refresh);
            assertThat(kosma.insights().awaitRefresh(started, SOON).accountsOrThrow())
                    .isNotEmpty();
        }
        assertThatThrownBy(() -> vault.unattended(id).insightsRefresh(refresh))
                .isInstanceOf(ConsentQuotaException.class);
        assertThat(vault.attended(id, PSU).insightsRefresh(refresh).insightsConsumerId())
                .contains(CONSUMER);
        assertThat(vault.unattended(id).accounts().accounts())
                .as("the token is the latest")
                .isNotEmpty();
        assertThat(vault.inspect(id).orElseThrow().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(playground.consents().totals().supersededSent()).isZero();
    }

    @Test
    void whatYouStoreIsReportedUntilItsTimeIsOver() {
        StorageClient storage = kosma.insights().storage();
        AccountReference account = storage.createAccount(NewAccount.builder()
                .insightsConsumerId("own")
                .insightsAccountId("acc-1")
                .iban("DE02120300000000202051")
                .currency("EUR")
                .dataRetention(Duration.ofDays(1))
                .build());
        assertThat(account).isEqualTo(new AccountReference("own", "acc-1"));
        storage.createTransactions(
                account,
                List.of(
                        NewTransaction.builder()
                                .insightsTransactionId("tx-1")
                                .bookingDate(today().minusDays(3))
                                .amount(TransactionType.CREDIT, new Amount(280_000, "EUR"))
                                .reference("Gehalt November")
                                .counterParty(CounterParty.named("Example Works AG"))
                                .build(),
                        NewTransaction.builder()
                                .insightsTransactionId("tx-2")
                                .bookingDate(today().minusDays(2))
                                .amount(TransactionType.DEBIT, new Amount(5_990, "EUR"))
                                .reference("Bestellung 7781")
                                .build()),
                Duration.ofDays(1));
        storage.setTransactionLabels(account, Set.of("tx-2"), Map.of("checked", "yes"));
        String gifts = kosma.insights()
                .categories()
                .byName("Gifts Received")
                .orElseThrow()
                .id();
        storage.updateTransactions(
                account,
                List.of(NewTransaction.builder()
                        .insightsTransactionId("tx-1")
                        .categoryIds(gifts)
                        .build()));

        Map<String, CategorizedTransaction> stored = storage.transactions(
                        StoredTransactionsQuery.of(ReportScope.of("own")))
                .collect(Collectors.toMap(
                        transaction -> transaction.insightsTransactionId().orElseThrow(), transaction -> transaction));
        assertThat(stored.get("tx-1").mainCategory().map(CategoryName::id)).contains(gifts);
        assertThat(stored.get("tx-2").labels()).containsEntry("checked", "yes");

        storage.deleteAllTransactionLabels(account, "tx-2");
        storage.setAccountLabels(account, Map.of("user-group", "private", "k", "v"));
        storage.deleteAccountLabels(account, "k");
        assertThat(storage.accounts("own"))
                .singleElement()
                .satisfies(listed -> assertThat(listed.labels()).isEqualTo(Map.of("user-group", "private")));
        storage.replaceTransactions(
                account,
                List.of(NewTransaction.builder()
                        .insightsTransactionId("tx-2")
                        .amount(TransactionType.DEBIT, new Amount(1, "EUR"))
                        .build()));
        storage.deleteTransactions(account, "tx-1");
        assertThat(storage.transactions(StoredTransactionsQuery.of(ReportScope.of("own"))))
                .singleElement()
                .satisfies(left -> assertThat(left.amount()).isEqualTo(new Amount(1, "EUR")));

        clock.advance(Duration.ofDays(2));
        assertThatThrownBy(() -> kosma.insights().reports().accountInfo(ReportScope.of("own")))
                .isInstanceOf(KosmaInvalidRequestException.class);
    }

    private AccountReference storedAccount(String id, String... transactionIds) {
        StorageClient storage = kosma.insights().storage();
        AccountReference account = storage.createAccount(NewAccount.builder()
                .insightsConsumerId("own")
                .insightsAccountId(id)
                .build());
        storage.createTransactions(
                account,
                Stream.of(transactionIds)
                        .map(transactionId -> NewTransaction.builder()
                                .insightsTransactionId(transactionId)
                                .amount(TransactionType.DEBIT, new Amount(1, "EUR"))
                                .build())
                        .toList());
        return account;
    }

    private void loseTheAnswerTo(String delete) {
        playground
                .faults()
                .onXs2a("POST", "/insights/v1/storage/" + delete)
                .afterHandling()
                .dropConnection();
    }

    @Test
    void whatIsDeletedThoughTheAnswerIsLostIsDeleted() {
        StorageClient storage = kosma.insights().storage();
        AccountReference account = storedAccount("acc-1", "tx-1", "tx-2", "tx-3");
        storedAccount("acc-2", "tx-1");
        storedAccount("acc-3", "tx-1");

        loseTheAnswerTo("transactions/delete");
        storage.deleteTransactions(account, "tx-1");
        loseTheAnswerTo("transactions/delete");
        storage.deleteTransactions(account, "tx-2", "tx-3");
        assertThat(storage.transactions(
                        StoredTransactionsQuery.of(ReportScope.of("own").accounts("acc-1"))))
                .isEmpty();
        loseTheAnswerTo("accounts/delete");
        storage.deleteAccounts("own", "acc-1", "acc-2");
        assertThat(storage.accounts("own"))
                .extracting(StoredAccount::insightsAccountId)
                .containsExactly(Optional.of("acc-3"));
        loseTheAnswerTo("consumers/delete");
        storage.deleteConsumer("own");
        assertThatThrownBy(() -> storage.deleteConsumer("own"))
                .as("nothing was sent again")
                .isInstanceOf(KosmaInvalidRequestException.class);
    }

    @Test
    void whatIsNotDeletedAtFirstIsDeletedWithoutWhatIsGone() {
        StorageClient storage = kosma.insights().storage();
        AccountReference account = storedAccount("acc-1", "tx-1", "tx-2");
        playground
                .faults()
                .onXs2a("POST", "/insights/v1/storage/transactions/delete")
                .dropConnection();
        storage.deleteTransactions(account, "tx-1", "gone");
        assertThat(storage.transactions(StoredTransactionsQuery.of(ReportScope.of("own"))))
                .extracting(CategorizedTransaction::insightsTransactionId)
                .containsExactly(Optional.of("tx-2"));
    }

    @Test
    void aConsumerIsForgotten() {
        refreshed();
        kosma.insights().storage().deleteConsumer(CONSUMER);
        assertThatThrownBy(() -> kosma.insights().reports().accountInfo(ReportScope.of(CONSUMER)))
                .isInstanceOf(KosmaInvalidRequestException.class);
    }

    @Test
    void theBankDirectoryIsAsked() {
        List<Country> countries = kosma.banks().countries();
        assertThat(countries).extracting(Country::countryCode).contains("DE", "GB", "SE");
        List<Bank> banks = kosma.banks().banks(BankQuery.of("DE").pageSize(7)).toList();
        assertThat(banks).hasSizeGreaterThan(7).doesNotHaveDuplicates();
        assertThat(kosma.banks().banks(BankQuery.of("DE").transferring(TransferMethod.SCT_INSTANT)))
                .allSatisfy(bank ->
                        assertThat(bank.transferMethods()).anyMatch(method -> method.is(TransferMethod.SCT_INSTANT)));
        try (Stream<Bank> found = kosma.banks().search(BankSearch.bankCode("88888888"))) {
            assertThat(found).anySatisfy(bank -> assertThat(bank.choice()).contains(TestConsumer.DEMO_BANK));
        }
        assertThatThrownBy(() -> kosma.banks().banks(BankQuery.of("XX")).count())
                .isInstanceOf(KosmaNotFoundException.class)
                .hasMessageContaining("COUNTRY_NOT_FOUND");
    }
}
