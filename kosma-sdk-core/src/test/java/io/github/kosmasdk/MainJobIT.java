package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.Page;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaConflictException;
import io.github.kosmasdk.error.KosmaFlowException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.AspspAccess;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionInfo;
import io.github.kosmasdk.session.SessionRequest;
import io.github.kosmasdk.session.SessionState;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job over real sockets: a session, the consumer's login, accounts, balances, transactions. */
@ExtendWith(KosmaPlaygroundExtension.class)
class MainJobIT {

    private static final Psu PSU = new Psu("Mozilla/5.0 (X11; Linux x86_64)", "203.0.113.17");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private KosmaPlayground playground;
    private KosmaClient kosma;

    @BeforeEach
    void connect(KosmaPlayground playground) {
        this.playground = playground;
        kosma = client(playground.token());
    }

    @AfterEach
    void everythingWasAsTheContractSays() {
        kosma.close();
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private KosmaClient client(String token) {
        return KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(token)
                .drift(DriftPolicy.FAIL)
                .polling(new PollingPolicy(Duration.ofMillis(20), Duration.ofMillis(50)))
                .build();
    }

    private Session start() {
        return kosma.sessions()
                .start(request().selectedBank(TestConsumer.DEMO_BANK).build());
    }

    private static SessionRequest.Builder request() {
        return SessionRequest.builder(PSU).redirectReturnUrl(URI.create("https://shop.example/return"));
    }

    private <R> R logIn(FlowStatus<R> started, String user) {
        AuthStep last = new TestConsumer(kosma, user).logIn(started.flow());
        assertThat(last).isInstanceOf(AuthStep.Finished.class);
        return kosma.flows().await(started.flow(), PATIENCE).resultOrThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redirect", "decoupled", "anybody"})
    void everyKindOfLoginLeadsToTheAccounts(String user) {
        Session session = start();

        AccountsResult result = logIn(kosma.accounts().startAccounts(session, AccountsRequest.ALL), user);

        assertThat(result.accounts()).hasSize(5);
        Account checking = result.accounts().get(0);
        assertThat(checking.iban()).contains("DE43000000005686751168");
        assertThat(checking.supports(AccountFlows.TRANSACTIONS)).contains(true);
        assertThat(result.accounts().get(4).supports(AccountFlows.TRANSACTIONS)).contains(false);
        SessionInfo info = kosma.sessions().read(session);
        assertThat(info.state().orElseThrow().is(SessionState.RUNNING)).isTrue();
        assertThat(info.bank().orElseThrow().bankCode()).contains("88888888");
        assertThat(info.previousFlows()).hasSize(1);
        kosma.sessions().close(session);
        kosma.sessions().close(session);
        assertThatThrownBy(() -> kosma.accounts().startAccounts(session, AccountsRequest.ALL))
                .isInstanceOf(io.github.kosmasdk.error.KosmaApiException.class);
    }

    @Test
    void theConsumerChoosesTheBankWhenNoneIsPreselected() {
        Session session = kosma.sessions().start(request().build());
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        TestConsumer consumer = new TestConsumer(kosma, "embedded");

        assertThat(consumer.logIn(started.flow())).isInstanceOf(AuthStep.Finished.class);

        assertThat(consumer.seen().get(0)).isInstanceOf(AuthStep.BankSelection.class);
        assertThat(kosma.flows().read(started.flow()).resultOrThrow().accounts())
                .isNotEmpty();
    }

    @Test
    void laterFlowsReuseTheLogin() {
        Session session = start();
        String id = logIn(kosma.accounts().startAccounts(session, AccountsRequest.ALL), "embedded")
                .accounts()
                .get(0)
                .id()
                .orElseThrow();

        AccountDetailsResult details =
                withoutLogin(kosma.accounts().startAccountDetails(session, AccountTarget.accountId(id)));
        BalancesResult balances =
                withoutLogin(kosma.accounts().startBalances(session, AccountTarget.iban("DE43000000005686751168")));
        TransactionsResult transactions = withoutLogin(kosma.accounts()
                .startTransactions(
                        session,
                        TransactionsRequest.builder()
                                .account(AccountTarget.accountId(id))
                                .build()));

        assertThat(details.account().id()).contains(id);
        assertThat(balances.available()).isPresent();
        assertThat(balances.available().orElseThrow().currency()).isEqualTo("EUR");
        assertThat(transactions.transactions()).isNotEmpty();
        assertThat(transactions.toDate()).isPresent();
        assertThat(transactions.transactions()).allSatisfy(transaction -> {
            assertThat(transaction.amount().minorUnits()).isPositive();
            assertThat(transaction.type().isKnown()).isTrue();
        });
    }

    private <R> R withoutLogin(FlowStatus<R> started) {
        return kosma.flows().await(started.flow(), PATIENCE).resultOrThrow();
    }

    @Test
    void theConsumerChoosesTheAccountWhenNoneWasNamed() {
        FlowStatus<BalancesResult> started = kosma.accounts().startBalances(start(), AccountTarget.CONSUMER_CHOOSES);
        BalancesResult result = logIn(started, "embedded");
        assertThat(result.account().orElseThrow().iban()).contains("DE43000000005686751168");
    }

    @Test
    void transactionsComeInPagesWithNothingLostOrTwice() {
        Session session = start();
        TransactionsRequest.Builder all = TransactionsRequest.builder()
                .account(AccountTarget.iban("DE43000000005686751168"))
                .between(LocalDate.now().minusDays(60), LocalDate.now());
        List<Transaction> expected = logIn(kosma.accounts().startTransactions(session, all.build()), "embedded")
                .transactions();

        TransactionsResult first = withoutLogin(
                kosma.accounts().startTransactions(session, all.pageSize(7).build()));

        assertThat(first.transactions()).hasSize(7);
        Page<Transaction> second = kosma.accounts().nextPage(first.page().next().orElseThrow());
        assertThat(second.items()).hasSize(7);
        assertThat(kosma.accounts().allTransactions(first).collect(Collectors.toList()))
                .isEqualTo(expected);
        assertThat(kosma.reactive()
                        .accounts()
                        .allTransactions(first)
                        .collectList()
                        .block())
                .isEqualTo(expected);
    }

    @Test
    void aStreamAsksForNoMorePagesThanItIsReadFor() {
        TransactionsResult first = logIn(
                kosma.accounts()
                        .startTransactions(
                                start(),
                                TransactionsRequest.builder()
                                        .account(AccountTarget.iban("DE43000000005686751168"))
                                        .lastDays(90)
                                        .pageSize(5)
                                        .build()),
                "embedded");

        assertThat(kosma.accounts().allTransactions(first).limit(12)).hasSize(12);

        assertThat(playground.exchanges())
                .filteredOn(exchange -> exchange.url().getPath().endsWith("/list"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, USER_ACCESS_DENIED_CREDENTIALS",
        "bank-technical, BANK",
        "technical, TECHNICAL",
        "bank-maintenance, MAINTENANCE",
        "configuration-expected, USER_CONFIGURATION",
        "decoupled-failed, USER"
    })
    void aFlowThatFailsSaysWhy(String user, ErrorCategory category) {
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(start(), AccountsRequest.ALL);
        assertThat(new TestConsumer(kosma, user).logIn(started.flow())).isInstanceOf(AuthStep.Failed.class);

        FlowStatus<AccountsResult> ended = kosma.flows().read(started.flow());

        assertThat(ended)
                .isInstanceOfSatisfying(
                        FlowStatus.Failed.class,
                        failed -> assertThat(failed.category().isA(category))
                                .as(failed.error().toString())
                                .isTrue());
        assertThatThrownBy(ended::resultOrThrow).isInstanceOf(KosmaFlowException.class);
    }

    @Test
    void anInvalidAnswerComesBackOnItsElement() {
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(start(), AccountsRequest.ALL);
        TestConsumer consumer = new TestConsumer(kosma, "invalid");
        AuthStep step = kosma.auth().begin(started.flow().clientToken());
        for (int i = 0;
                i < 3
                        && !(step instanceof AuthStep.FormInput input
                                && input.form().hasValidationErrors());
                i++) {
            step = consumer.next(step);
        }

        assertThat(step)
                .isInstanceOfSatisfying(
                        AuthStep.FormInput.class,
                        again -> assertThat(again.form()
                                        .element("bias.apis.forms.elements.UsernameElement")
                                        .orElseThrow()
                                        .validationErrors())
                                .isNotEmpty());

        assertThat(new TestConsumer(kosma, "embedded").next(step)).isInstanceOf(AuthStep.FormInput.class);
    }

    @Test
    void aSecondFlowWhileOneRunsIsAConflict() {
        Session session = start();
        kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        assertThatThrownBy(() -> kosma.accounts().startAccounts(session, AccountsRequest.ALL))
                .isInstanceOfSatisfying(KosmaConflictException.class, conflict -> {
                    assertThat(conflict.status()).isEqualTo(409);
                    assertThat(conflict.correlationId()).isPresent();
                });
    }

    @Test
    void anAbortedFlowIsAborted() {
        Flow<AccountsResult> flow =
                kosma.accounts().startAccounts(start(), AccountsRequest.ALL).flow();
        kosma.flows().abort(flow);
        kosma.flows().abort(flow);
        assertThat(kosma.flows().await(flow, PATIENCE)).isInstanceOf(FlowStatus.Aborted.class);
        assertThat(kosma.auth().begin(flow.clientToken())).isInstanceOf(AuthStep.Aborted.class);
    }

    @Test
    void aStatusGoesOnInAnotherProcess() {
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(start(), AccountsRequest.ALL);
        String saved = started.toJson();

        FlowStatus<AccountsResult> resumed = FlowStatus.fromJson(saved, AccountFlows.ACCOUNTS);
        AccountsResult result = logIn(resumed, "embedded");

        assertThat(resumed).isEqualTo(started);
        FlowStatus<AccountsResult> finished = kosma.flows().read(resumed.flow());
        assertThat(FlowStatus.fromJson(finished.toJson(), AccountFlows.ACCOUNTS))
                .isEqualTo(finished);
        assertThat(finished.resultOrThrow()).isEqualTo(result);
    }

    @Test
    void everyMemberOfTheSessionRequestReachesTheService() {
        kosma.sessions()
                .start(request()
                        .selectedBank(TestConsumer.DEMO_BANK)
                        .language("en")
                        .allowedCountries("DE", "AT")
                        .preselectedCountry("DE")
                        .aspspAccess(AspspAccess.PREFER_PSD2)
                        .consentScope(ConsentScope.builder()
                                .accounts()
                                .accountDetails()
                                .balances("DE43000000005686751168")
                                .transactions(ConsentScope.Transactions.between(
                                        LocalDate.parse("2026-01-01"), LocalDate.parse("2026-03-31")))
                                .transfer()
                                .insightsRefresh(ConsentScope.InsightsRefresh.everything())
                                .lifetimeDays(90)
                                .build())
                        .build());

        assertThat(playground.exchanges().get(0).requestBody()).isEqualTo("""
                        {"psu":{"user_agent":"Mozilla/5.0 (X11; Linux x86_64)","ip_address":"203.0.113.17"},\
                        "selected_bank":{"country_code":"DE","bank_code":"88888888"},"language":"en",\
                        "allowed_countries":["DE","AT"],"preselected_country":"DE","aspsp_access":"PREFER_PSD2",\
                        "redirect_return_url":"https://shop.example/return",\
                        "consent_scope":{"accounts":{},"account_details":{},\
                        "balances":{"ibans":["DE43000000005686751168"]},\
                        "transactions":{"from_date":"2026-01-01","to_date":"2026-03-31"},"transfer":{},\
                        "insights_refresh":{},"lifetime":90}}""");
    }

    @Test
    void aWrongTokenIsAnAuthenticationError() {
        try (KosmaPlayground strict =
                        KosmaPlayground.builder().token("the-only-one").start();
                KosmaClient stranger = KosmaClient.builder()
                        .environment(strict.baseUrl(), strict.authBaseUrl())
                        .token("another-one")
                        .build()) {
            assertThatThrownBy(() -> stranger.sessions().start(request().build()))
                    .isInstanceOf(KosmaAuthenticationException.class)
                    .hasMessageContaining("unauthorized")
                    .hasMessageContaining("180 days")
                    .message()
                    .doesNotContain("another-one");
        }
    }

    @Test
    void whatTheServiceFindsInvalidIsNamedByMember() {
        assertThatThrownBy(() -> kosma.accounts().startBalances(start(), AccountTarget.iban("DE00123")))
                .isInstanceOfSatisfying(KosmaInvalidRequestException.class, invalid -> {
                    assertThat(invalid.code()).isEqualTo("badRequest");
                    assertThat(invalid.fieldErrors())
                            .anySatisfy(field ->
                                    assertThat(field.location().orElse("")).contains("iban"));
                });
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Session gone = start();
        kosma.sessions().close(gone);
        Flow<AccountsResult> unknown = new Flow<>(
                AccountFlows.ACCOUNTS,
                "0123456789abcdef0123456789abcdef",
                new ApiLink(gone.self().value() + "/flows/0123456789abcdef0123456789abcdef"),
                new io.github.kosmasdk.flow.ClientToken("a.b.c"));
        assertThatThrownBy(() -> kosma.flows().read(unknown)).isInstanceOf(KosmaNotFoundException.class);
    }
}
