package io.github.kosmasdk.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.account.TransferType;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.payment.PaymentFlows;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.payment.TransferResult;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionInfo;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Reads what stands on the wire: nothing of a known shape is lost, nothing of an unknown one breaks. */
class FixturesTest {

    private static <R> FlowStatus<R> status(FlowType<R> type, String json) {
        Flow<R> flow =
                new Flow<>(type, "id", new ApiLink("https://api.example/flows/id"), new ClientToken("first.token.x"));
        return FlowAnswer.reader(type, flow).apply(Bodies.of(json));
    }

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of("accounts.response", AccountFlows.ACCOUNTS),
                Arguments.of("account-details.response", AccountFlows.ACCOUNT_DETAILS),
                Arguments.of("balances.response", AccountFlows.BALANCES),
                Arguments.of("balances-available.response", AccountFlows.BALANCES),
                Arguments.of("transactions.response", AccountFlows.TRANSACTIONS),
                Arguments.of("transactions-single-page.response", AccountFlows.TRANSACTIONS),
                Arguments.of("transactions-none.response", AccountFlows.TRANSACTIONS),
                Arguments.of("transfer.response", PaymentFlows.TRANSFER));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResultIsWrittenAsItWasRead(String fixture, FlowType<?> type) {
        String json = KosmaFixtures.text(fixture);
        FlowStatus<?> status = status(type, json);
        assertThat(status).isInstanceOf(FlowStatus.Finished.class);
        assertThat(WireJson.tree(WireJson.text(status.resultOrThrow())))
                .isEqualTo(WireJson.tree(json).path("data").path("result"));
        assertThat(FlowStatus.fromJson(status.toJson(), type)).isEqualTo(status);
    }

    @Test
    void theIdAndTokenOfATransferAreReadInsideItToo() {
        TransferResult result = status(
                        PaymentFlows.TRANSFER,
                        "{\"data\":{\"state\":\"FINISHED\",\"result\":{\"type\":\"transfer\",\"transfer\":"
                                + "{\"transfer_id\":\"t1\",\"transfer_token\":\"tt\",\"transfer_method\":\"SCT\"}}}}")
                .resultOrThrow();
        assertThat(result.transferId()).contains("t1");
        assertThat(result.transferToken()).contains(new TransferToken("tt"));
        assertThat(result.transfer()
                        .orElseThrow()
                        .transferMethod()
                        .orElseThrow()
                        .is(TransferMethod.SCT))
                .isTrue();
    }

    @Test
    void aSessionIsWrittenAsItWasRead() {
        String json = KosmaFixtures.text("session-start.response");
        Session session = WireJson.<Session>dataReader(Session.class).apply(Bodies.of(json));
        assertThat(WireJson.tree(WireJson.text(session)))
                .isEqualTo(WireJson.tree(json).path("data"));
        assertThat(session.flows().keySet())
                .contains("accounts", "account_details", "balances", "transactions", "transfer");
        SessionInfo info = WireJson.<SessionInfo>dataReader(SessionInfo.class)
                .apply(Bodies.of(KosmaFixtures.text("session.response")));
        assertThat(WireJson.tree(WireJson.text(info)))
                .isEqualTo(WireJson.tree(KosmaFixtures.text("session.response")).path("data"));
    }

    @Test
    void unknownWordsAreKeptAndWrittenBack() {
        AccountsResult result = status(AccountFlows.ACCOUNTS, KosmaFixtures.text("tolerant-accounts.response"))
                .resultOrThrow();
        Account account = result.accounts().get(0);
        assertThat(account.transferType().orElseThrow().isKnown()).isFalse();
        assertThat(account.transferType().orElseThrow().value()).isEqualTo("WORLDWIDE");
        assertThat(account.transferTypeOrNone()).isEqualTo(TransferType.NONE);
        assertThat(account.holderAddress().orElseThrow().postalCode()).contains("10115");
        assertThat(WireJson.text(result)).contains("WORLDWIDE", "CRYPTO", "\"postalcode\":\"10115\"");
    }

    @ParameterizedTest
    @CsvSource({
        "tolerant-balances.response, balances",
        "tolerant-transactions.response, transactions",
        "tolerant-flow-result.response, accounts",
        "tolerant-flow-state.response, accounts",
        "tolerant-flow-exception.response, accounts"
    })
    void whatNobodyKnowsYetDoesNotBreakReading(String fixture, String key) {
        FlowType<?> type = Stream.of(AccountFlows.ACCOUNTS, AccountFlows.BALANCES, AccountFlows.TRANSACTIONS)
                .filter(candidate -> candidate.key().equals(key))
                .findFirst()
                .orElseThrow();
        FlowStatus<?> status = status(type, KosmaFixtures.text(fixture));
        String state = WireJson.tree(KosmaFixtures.text(fixture))
                .path("data")
                .path("state")
                .stringValue();
        assertThat(status.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"state\":\"EXCEPTION\",\"error\":{\"code\":\"USER.ABORTED\",\"message\":\"m\"}}}",
                "{\"data\":{\"state\":\"EXCEPTION\",\"result\":{\"error\":{\"code\":\"USER.ABORTED\"}}}}",
                "{\"data\":{\"state\":\"EXCEPTION\"},\"error\":{\"code\":\"USER.ABORTED\",\"errors\":null}}",
                "{\"data\":{\"state\":\"exception\",\"result\":null,\"error\":{\"code\":\"USER.ABORTED\"}}}"
            })
    void theErrorOfAFailedFlowIsFoundWhereverItStands(String json) {
        assertThat(status(AccountFlows.ACCOUNT_DETAILS, json))
                .isInstanceOfSatisfying(
                        FlowStatus.Failed.class,
                        failed -> assertThat(failed.category()).isEqualTo(ErrorCategory.USER_ABORTED));
    }

    @Test
    void aFailedFlowWithoutAnErrorIsOfUnknownCategory() {
        assertThat(status(AccountFlows.ACCOUNTS, "{\"data\":{\"state\":\"EXCEPTION\"}}"))
                .isInstanceOfSatisfying(
                        FlowStatus.Failed.class,
                        failed -> assertThat(failed.error()).isEqualTo(ServiceError.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROCESSING", "INITIALIZED", "INTERRUPTED", "BRAND_NEW"})
    void aStateThatIsNotKnownToEndIsStillProcessing(String state) {
        FlowStatus<?> status = status(AccountFlows.ACCOUNTS, "{\"data\":{\"state\":\"" + state + "\"}}");
        assertThat(status).isInstanceOf(FlowStatus.Processing.class);
        assertThat(status.state()).isEqualTo(state);
        assertThat(status.isTerminal()).isFalse();
    }

    @Test
    void theLatestClientTokenIsTheOneToUse() {
        FlowStatus<?> status = status(
                AccountFlows.ACCOUNTS, "{\"data\":{\"state\":\"PROCESSING\",\"client_token\":\"second.token.x\"}}");
        assertThat(status.flow().clientToken().value()).isEqualTo("second.token.x");
    }

    @Test
    void aFinishedFlowWithoutAResultIsUnreadable() {
        assertThatThrownBy(() -> status(AccountFlows.ACCOUNTS, "{\"data\":{\"state\":\"FINISHED\"}}"))
                .isInstanceOfSatisfying(
                        JacksonException.class,
                        e -> assertThat(WireJson.where(e)).isEqualTo("it has no 'data.result'"));
    }

    @Test
    void aTransactionWithoutAnAmountSaysWhere() {
        assertThatThrownBy(() -> status(
                        AccountFlows.TRANSACTIONS,
                        "{\"data\":{\"state\":\"FINISHED\",\"result\":{\"transactions\":[{\"reference\":\"x\"}]}}}"))
                .isInstanceOfSatisfying(
                        JacksonException.class,
                        e -> assertThat(WireJson.where(e)).contains("data.result.transactions[0]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'currency':'EUR'}",
                "{'amount':null,'currency':'EUR'}",
                "{'amount':12.9,'currency':'EUR'}",
                "{'amount':'','currency':'EUR'}",
                "{'amount':'12','currency':'EUR'}",
                "{'amount':92233720368547758080,'currency':'EUR'}"
            })
    void moneyIsNeverGuessed(String amount) {
        String json = "{'data':{'state':'FINISHED','result':{'balance':%s}}}".formatted(amount);
        assertThatThrownBy(() -> status(AccountFlows.BALANCES, json.replace('\'', '"')))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void aLinkOrACapabilityThatIsNullIsAbsent() {
        assertThat(KosmaJson.read(
                                "{\"session_id\":\"s\",\"self\":\"x\",\"flows\":{\"accounts\":\"y\",\"transfer\":null}}",
                                Session.class)
                        .flows())
                .containsOnlyKeys("accounts");
        assertThat(KosmaJson.read("{\"capabilities\":{\"balances\":null}}", Account.class)
                        .supports(AccountFlows.BALANCES))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"iban\":\"DE1\"}", "[\"FULL\"]"})
    void anObjectInPlaceOfAWordDoesNotEndWhatIsAroundIt(String word) {
        String json = "{\"accounts\":[{\"transfer_type\":%s,\"alias\":\"mine\"}]}".formatted(word);
        assertThatThrownBy(() -> KosmaJson.read(json, AccountsResult.class))
                .hasMessageContaining("does not fit at accounts[0].transfer_type");
    }

    @Test
    void nullIsNoValue() {
        assertThatThrownBy(() -> KosmaJson.read("null", Session.class)).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> FlowStatus.fromJson("null", AccountFlows.ACCOUNTS))
                .isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> WireJson.dataReader(Session.class).apply(Bodies.of("null")))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void absentAndNullAreTheSame() {
        TransactionsResult result = status(AccountFlows.TRANSACTIONS, """
                        {"data":{"state":"FINISHED","result":{"account":null,"transactions":[null,
                        {"amount":{"amount":1,"currency":"EUR"},"bank_references":null,"state":null,"booking_date":null}],
                        "pagination":{"count":1,"url":null,"next":{}},"incomplete":null}}}""").resultOrThrow();
        Transaction transaction = result.transactions().get(0);
        assertThat(result.transactions()).hasSize(1);
        assertThat(result.account()).isEmpty();
        assertThat(result.page().next()).isEmpty();
        assertThat(transaction.bankReferences()).isEmpty();
        assertThat(transaction.bookingOrValueDate()).isEmpty();
        assertThat(transaction.state().isKnown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"count\":3}", "{\"url\":\"https://a.example\",\"next\":{\"offset\":\"\"}}", "null"})
    void everyKindOfLastPageIsTheLast(String pagination) {
        TransactionsResult result = status(
                        AccountFlows.TRANSACTIONS,
                        "{\"data\":{\"state\":\"FINISHED\",\"result\":{\"transactions\":[],\"pagination\":" + pagination
                                + "}}}")
                .resultOrThrow();
        assertThat(result.page().next()).isEmpty();
    }

    @Test
    void aFailedFlowComesBackFromItsJsonWithEverythingItSaid() {
        FlowStatus<AccountsResult> failed = status(
                AccountFlows.ACCOUNTS,
                "{\"data\":{\"state\":\"EXCEPTION\",\"error\":{\"code\":\"badRequest\",\"message\":\"m\","
                        + "\"errors\":[{\"code\":\"C\",\"location\":\"body.x\"}]}}}");
        assertThat(FlowStatus.fromJson(failed.toJson(), AccountFlows.ACCOUNTS)).isEqualTo(failed);
    }

    @Test
    void theStatusOfAnotherKindOfFlowIsRefused() {
        String saved = status(AccountFlows.ACCOUNTS, KosmaFixtures.text("accounts.response"))
                .toJson();
        assertThatThrownBy(() -> FlowStatus.fromJson(saved, AccountFlows.BALANCES))
                .hasMessageContaining("'accounts'")
                .hasMessageContaining("'balances'");
        assertThatThrownBy(() -> FlowStatus.fromJson("{\"flow_type\":\"accounts\"}", AccountFlows.ACCOUNTS))
                .hasMessageContaining("not the status of a flow");
        assertThatThrownBy(() -> FlowStatus.fromJson("hello", AccountFlows.ACCOUNTS))
                .hasMessageContaining("not JSON");
    }
}
