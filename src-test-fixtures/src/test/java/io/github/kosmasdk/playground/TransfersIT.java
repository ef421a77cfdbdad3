package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import io.github.kosmasdk.playground.Transfer.Event;
import io.github.kosmasdk.playground.Transfer.Event.Kind;
import io.github.kosmasdk.playground.Transfer.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TransfersIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = KosmaPlaygroundExtension.with(settings -> settings.formKeys(4));

    private static final String SALARY = "DE18000000006636981175";
    private static final String SAVINGS = "DE28000000008746441159";

    private final Payer payer = new Payer(KOSMA.playground());
    private final Books books = KOSMA.playground().books();

    @AfterEach
    void everythingKeptToTheContractAndTheBooksBalance() {
        KosmaContract.strict().answersOnly().assertValid(KOSMA.playground().exchanges());
        books.assertBalanced();
    }

    private static List<Kind> kinds(Transfer transfer) {
        return transfer.history().stream().map(Event::kind).toList();
    }

    private static List<String> contexts(Consumer consumer) {
        return consumer.seen().stream()
                .map(answer -> answer.text("/data/result/context"))
                .filter(context -> !context.isEmpty())
                .distinct()
                .toList();
    }

    private long available(JsonNode session, String iban) {
        return payer.result(session, "balances", "{\"iban\": \"" + iban + "\"}")
                .at("/available/amount")
                .asLong();
    }

    @Test
    void asksForLoginAccountAndAuthorisationAndTellsTheTransfer() {
        JsonNode session = payer.session();
        JsonNode flow = payer.start(session, """
                {"amount": {"amount": 12999, "currency": "EUR"}, "reference": "Order 4711",
                 "bank_references": {"end_to_end": "E2E-4711", "unstructured": "Order 4711"},
                 "merchant_category_code": "5732", "purpose_code": "GDDS", "transfer_method": "sct_instant",
                 "to": {"iban": "DE89 3704 0044 0532 0130 00", "holder_name": "Example Shop GmbH", "bic": "COBADEFFXXX",
                        "holder_address": {"street_address": "Hauptstr. 1", "city": "Berlin", "country": "DE"}}}
                """);
        Consumer consumer = payer.consumer(flow, "embedded");

        consumer.toTheEnd();
        Answer told = payer.read(flow);

        assertThat(contexts(consumer)).containsExactly("authentication", "account_selection", "authorization");
        assertThat(told.text("/data/state")).isEqualTo("FINISHED");
        JsonNode result = told.data().path("result");
        assertThat(result.path("type").asString()).isEqualTo("transfer");
        assertThat(result.path("transfer_token").asString()).contains(".");
        assertThat(result.at("/transfer/from/iban").asString()).isEqualTo(Payer.CHECKING);
        assertThat(result.at("/transfer/to/iban").asString()).isEqualTo("DE89 3704 0044 0532 0130 00");
        assertThat(result.at("/transfer/amount").toString()).isEqualTo("{\"amount\":12999,\"currency\":\"EUR\"}");
        assertThat(result.at("/transfer/reference").asString()).isEqualTo("Order 4711");
        assertThat(result.at("/transfer/bank_references/end_to_end").asString()).isEqualTo("E2E-4711");
        assertThat(result.at("/transfer/transfer_method").asString()).isEqualTo("sct_instant");

        Transfer booked = books.transfer(result.path("transfer_id").asString()).orElseThrow();
        assertThat(booked)
                .returns(flow.path("flow_id").asString(), Transfer::flowId)
                .returns(session.path("session_id").asString(), Transfer::sessionId)
                .returns("embedded", Transfer::user)
                .returns(Payer.CHECKING, Transfer::account)
                .returns(12999L, Transfer::amount)
                .returns("EUR", Transfer::currency)
                .returns("DE89370400440532013000", Transfer::recipient)
                .returns("Order 4711", Transfer::reference)
                .returns(Optional.of("E2E-4711"), Transfer::endToEnd)
                .returns(State.COMPLETED_CREDITOR, Transfer::state)
                .returns(1, Transfer::timesAuthorised)
                .returns(1, Transfer::timesExecuted);
        assertThat(kinds(booked)).containsExactly(Kind.STARTED, Kind.AUTHORISED, Kind.EXECUTED, Kind.CREDITED);
        assertThat(books.transfers()).containsExactly(booked);
        assertThat(books.ofFlow(booked.flowId())).contains(booked);
        assertThat(books.ofSession(booked.sessionId())).containsExactly(booked);
        assertThat(books.withReference("Order 4711")).containsExactly(booked);
        assertThat(books.withEndToEnd("E2E-4711")).containsExactly(booked);
        assertThat(books.withEndToEnd("E2E-4712")).isEmpty();
    }

    @Test
    void aLaterTransferOfTheSessionNeedsAnAuthorisationButNoLogin() {
        JsonNode session = payer.session();
        payer.pay(session, Payer.order(Payer.CHECKING, 100, "first"), "embedded");
        JsonNode second = payer.start(session, Payer.order(Payer.CHECKING, 200, "second"));
        Consumer consumer = payer.consumer(second, "");

        Answer end = consumer.toTheEnd();

        assertThat(second.path("state").asString()).isEqualTo("PROCESSING");
        assertThat(contexts(consumer)).containsExactly("authorization");
        assertThat(end.text("/data/state")).isEqualTo("FINISHED");
        assertThat(books.ofSession(session.path("session_id").asString())).hasSize(2);
    }

    @Test
    void moneyThatWasPaidIsGoneInLaterSessionsOfTheSameUserOnly() {
        JsonNode first = payer.session();
        Answer login = payer.client.run(first, "accounts", "{}", "payer-1");
        assertThat(login.text("/data/state")).isEqualTo("FINISHED");
        long before = available(first, Payer.CHECKING);

        payer.pay(first, Payer.order(Payer.CHECKING, 12_345, "Order 1"), "");
        payer.pay(first, Payer.order(Payer.CHECKING, 55, "Order 2"), "");
        JsonNode later = payer.session();
        payer.client.run(later, "accounts", "{}", "payer-1");
        JsonNode somebodyElse = payer.session();
        payer.client.run(somebodyElse, "accounts", "{}", "payer-2");

        assertThat(available(first, Payer.CHECKING)).isEqualTo(before - 12_400);
        assertThat(available(later, Payer.CHECKING)).isEqualTo(before - 12_400);
        assertThat(available(somebodyElse, Payer.CHECKING)).isEqualTo(before);
        JsonNode rows = payer.result(later, "transactions", "{\"iban\": \"" + Payer.CHECKING + "\"}")
                .path("transactions");
        assertThat(rows.at("/0/reference").asString()).isEqualTo("Order 2");
        assertThat(rows.at("/1/reference").asString()).isEqualTo("Order 1");
        assertThat(rows.at("/1/type").asString()).isEqualTo("DEBIT");
        assertThat(rows.at("/1/state").asString()).isEqualTo("PROCESSED");
        assertThat(rows.at("/1/amount/amount").asLong()).isEqualTo(12_345);
        assertThat(rows.at("/1/counter_party/holder_name").asString()).isEqualTo("Example Shop GmbH");
    }

    @Test
    void moreThanIsAvailableIsDeniedOnceTheAccountIsKnown() {
        JsonNode session = payer.session();
        payer.client.run(session, "accounts", "{}", "embedded");
        long available = available(session, SALARY);

        Answer denied = payer.pay(session, Payer.order(SALARY, available + 1, "too much"), "");
        Answer paid = payer.pay(session, Payer.order(SALARY, available, "all"), "");
        Answer nothingLeft = payer.pay(session, Payer.order(SALARY, 1, "one cent"), "");

        assertThat(denied.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(denied.text("/data/error/code")).isEqualTo("USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS");
        assertThat(paid.text("/data/state")).isEqualTo("FINISHED");
        assertThat(nothingLeft.text("/data/error/code")).isEqualTo("USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS");
        assertThat(books.transfers())
                .extracting(Transfer::state)
                .containsExactly(State.DENIED, State.COMPLETED_CREDITOR, State.DENIED);
        assertThat(available(session, SALARY)).isZero();
    }

    @Test
    void moneyThatWasSpentElsewhereMeanwhileIsMissedAtTheAuthorisation() {
        JsonNode session = payer.session();
        payer.client.run(session, "accounts", "{}", "embedded");
        long available = available(session, SALARY);
        JsonNode slow = payer.start(session, Payer.order(SALARY, available, "slow"));
        Consumer consumer = payer.consumer(slow, "");
        consumer.look();
        Answer asked = consumer.look();
        payer.pay(payer.session(), Payer.order(SALARY, 1, "quick"), "embedded");

        Answer end = consumer.fillIn(asked);

        assertThat(asked.text("/data/result/context")).isEqualTo("authorization");
        assertThat(end.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(end.text("/data/result/context")).isEqualTo("authorization");
        assertThat(end.text("/data/result/error/code")).isEqualTo("USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "88888888|DE|\"iban\": \"DE28000000008746441159\", |EUR|DE89370400440532013000",
                "88888888|DE|\"iban\": \"DE90000000008116641159\", |EUR|DE89370400440532013000",
                "88888888|DE|\"iban\": \"DE43000000005686751168\", |USD|DE89370400440532013000",
                "88888888|DE|\"allowed_accounts\": {\"account_types\": [\"SAVING\"]}, |EUR|DE89370400440532013000",
                "999|BE|\"account_number\": \"55567890\", |EUR|DE89370400440532013000",
                "999|BE|\"account_number\": \"55500042\", |EUR|BE68539007547034",
            })
    void anAccountThatCannotPayThisIsTold(String bank, String country, String from, String currency, String to) {
        String order = """
                {%s "amount": {"amount": 100, "currency": "%s"}, "reference": "r",
                 "to": {"iban": "%s", "holder_name": "Example Shop GmbH"}}
                """.formatted(from, currency, to);

        Answer denied = payer.pay(payer.session(bank, country, 30), order, "embedded");

        assertThat(denied.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(denied.text("/data/error/code")).isEqualTo("USER.TRANSFER_DENIED.TRANSFER_TYPE_NOT_POSSIBLE");
        assertThat(books.transfers()).extracting(Transfer::state).containsExactly(State.DENIED);
    }

    @Test
    void onlyAccountsThatCanPayAreOffered() {
        Consumer consumer = payer.consumer(payer.start(payer.session(), Payer.order("", 100, "r")), "embedded");

        Answer accounts = consumer.afterForms(2);

        assertThat(accounts.text("/data/result/context")).isEqualTo("account_selection");
        assertThat(accounts.json().at("/data/result/form/elements/0/options")).hasSize(3);
        assertThat(accounts.response().body()).doesNotContain(SAVINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirect", "decoupled"})
    void theAuthorisationTakesTheWayOfTheLogin(String user) {
        JsonNode flow = payer.start(payer.session(), Payer.order(Payer.CHECKING, 100, user));
        Consumer consumer = payer.consumer(flow, user);

        Answer end = consumer.toTheEnd();

        String type = user.equals("redirect") ? "redirect" : "poll";
        assertThat(end.text("/data/state")).isEqualTo("FINISHED");
        assertThat(consumer.seen().stream()
                        .filter(answer -> answer.text("/data/result/type").equals(type))
                        .map(answer -> answer.text("/data/result/context"))
                        .distinct())
                .containsExactly("authentication", "authorization");
    }

    @Test
    void theBanksPageAsksForThePaymentAndADenialEndsTheFlow() {
        JsonNode flow = payer.start(payer.session(), Payer.order(Payer.CHECKING, 12_999, "r"));
        Consumer consumer = payer.consumer(flow, "redirect");
        Answer login = consumer.afterForms(1);
        Answer asked = consumer.comeBack(login, login.text("/data/result/redirect/url") + "&result=success");
        String url = asked.text("/data/result/redirect/url");

        Answer page = payer.client.call("GET", url, null);
        consumer.comeBack(asked, consumer.visitBank(url + "&result=failure"));

        assertThat(page.response().body()).contains("Pay 129.99 EUR to Example Shop GmbH?");
        assertThat(payer.read(flow).text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(payer.read(flow).text("/data/error/code")).isEqualTo("USER.ABORTED");
        assertThat(books.transfers()).extracting(Transfer::state).containsExactly(State.DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-denied", "transfer-denied-decoupled"})
    void theBankCanDenyATransferThatTheConsumerAuthorised(String user) {
        Answer denied = payer.pay(payer.session(), Payer.order(Payer.CHECKING, 100, "r"), user);

        assertThat(denied.text("/data/error/code")).isEqualTo("USER.TRANSFER_DENIED");
        assertThat(books.transfers()).extracting(Transfer::isAuthorised).containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource({"embedded,authentication", "force-tan,authentication authorization"})
    void britishBanksSkipTheAuthorisationAfterALoginUnlessItIsForced(String user, String expected) {
        String order = """
                {"account_number": "55512345", "amount": {"amount": 100, "currency": "GBP"}, "reference": "r",
                 "to": {"account_number": "12345678", "bank_code": "200000", "holder_name": "Example Shop Ltd"}}
                """;
        JsonNode session = payer.session("000000", "GB", 30);
        Consumer first = payer.consumer(payer.start(session, order), user);
        first.toTheEnd();
        Consumer second = payer.consumer(payer.start(session, order), user);
        second.toTheEnd();

        assertThat(contexts(first)).containsExactly(expected.split(" "));
        assertThat(contexts(second)).containsExactly("authorization");
        assertThat(books.transfers())
                .extracting(Transfer::state)
                .containsExactly(State.COMPLETED_CREDITOR, State.COMPLETED_CREDITOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow", "session"})
    void anAbortBeforeTheAuthorisationKeepsTheMoneyHere(String what) {
        JsonNode session = payer.session();
        JsonNode flow = payer.start(session, Payer.order(Payer.CHECKING, 100, "r"));
        Answer asked = payer.consumer(flow, "embedded").afterForms(2);
        String self = what.equals("flow")
                ? flow.path("self").asString()
                : session.path("self").asString();

        Answer closed = payer.client.call("DELETE", self, "{\"keys\": {\"hsm\": \"\", \"aspsp_data\": \"0a:1b\"}}");

        assertThat(asked.text("/data/result/context")).isEqualTo("authorization");
        assertThat(closed.status()).isEqualTo(204);
        assertThat(books.transfers()).extracting(Transfer::state).containsExactly(State.ABORTED);
        assertThat(kinds(books.transfers().get(0))).containsExactly(Kind.STARTED, Kind.ABORTED);
    }

    @Test
    void abortedTransfersMoveAnywayWhereThatIsSet() {
        try (KosmaPlayground careless =
                KosmaPlayground.builder().formKeys(2).abortedTransfersMove().start()) {
            Payer other = new Payer(careless);
            JsonNode flow = other.start(other.session(), Payer.order(Payer.CHECKING, 100, "r"));
            other.consumer(flow, "embedded").afterForms(2);
            JsonNode early = other.start(other.session(), Payer.order(Payer.CHECKING, 100, "early"));

            other.client.call("DELETE", flow.path("self").asString(), null);
            other.client.call("DELETE", early.path("self").asString(), null);

            assertThat(other.read(flow).text("/data/state")).isEqualTo("ABORTED");
            assertThat(careless.books().withReference("r"))
                    .extracting(Transfer::timesExecuted)
                    .containsExactly(1);
            assertThat(careless.books().withReference("early"))
                    .extracting(Transfer::state)
                    .containsExactly(State.ABORTED);
            careless.books().assertBalanced();
        }
    }

    @Test
    void theBankCanRejectLaterAndWhatWasBookedComesBack() {
        JsonNode session = payer.session();
        String id = payer.pay(session, Payer.order(Payer.CHECKING, 5_000, "r"), "embedded")
                .text("/data/result/transfer_id");
        long before = available(session, Payer.CHECKING);

        books.reject(id);

        assertThat(books.transfer(id).orElseThrow().state()).isEqualTo(State.REJECTED);
        assertThat(available(session, Payer.CHECKING)).isEqualTo(before + 5_000);
        JsonNode rows = payer.result(session, "transactions", "{\"iban\": \"" + Payer.CHECKING + "\"}")
                .path("transactions");
        assertThat(Stream.of(rows.get(0), rows.get(1))
                        .map(row -> row.path("type").asString()))
                .containsExactly("CREDIT", "DEBIT");
        assertThatIllegalStateException().isThrownBy(() -> books.reject(id)).withMessageContaining("REJECTED");
        assertThatIllegalArgumentException().isThrownBy(() -> books.reject("nothing"));
    }

    @Test
    void aRejectionBeforeTheBookingDebitsNothing() {
        JsonNode session = payer.session();

        Answer paid = payer.pay(session, Payer.order(Payer.CHECKING, 5_000, "r"), "transfer-rejected");

        assertThat(paid.text("/data/state")).isEqualTo("FINISHED");
        assertThat(books.transfers())
                .singleElement()
                .satisfies(transfer ->
                        assertThat(kinds(transfer)).containsExactly(Kind.STARTED, Kind.AUTHORISED, Kind.REJECTED));
    }

    @Test
    void aSimulatorWithPortsCanBeAskedWithoutThem() {
        KosmaPlayground playground = KOSMA.playground();

        KosmaPlayground.Answer started = playground.call(
                "PUT",
                playground.baseUrl().resolve("/xs2a/v1/sessions"),
                Map.of("Authorization", "Token x", "Content-Type", "application/json"),
                TestClient.SESSION);

        assertThat(started.status()).isEqualTo(201);
    }

    @Test
    void everythingWrongWithAnOrderIsToldAtOnce() {
        Answer refused =
                payer.client.call("PUT", payer.session().at("/flows/transfer").asString(), """
                        {"iban": "DE43000000005686751169", "allowed_accounts": {"account_types": []},
                         "amount": {"amount": 0, "currency": "EURO"}, "reference": " ",
                         "transfer_method": "SCT", "preferred_date": "2020-01-01",
                         "bank_references": {"end_to_end": 7},
                         "keys": {"hsm": 1, "aspsp_data": "x"},
                         "to": {"iban": "DE89370400440532013001", "bic": "X", "holder_address": {"country": "Germany"}}}
                        """);

        List<String> locations = new ArrayList<>();
        refused.json()
                .at("/error/errors")
                .forEach(error -> locations.add(error.path("location").asString()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("badRequest");
        assertThat(locations)
                .containsExactlyInAnyOrder(
                        "body.keys.hsm",
                        "body.keys.aspsp_data",
                        "body.iban",
                        "body.allowed_accounts",
                        "body.allowed_accounts.account_types",
                        "body.amount.amount",
                        "body.amount.currency",
                        "body.reference",
                        "body.transfer_method",
                        "body.preferred_date",
                        "body.bank_references.end_to_end",
                        "body.to.iban",
                        "body.to.bic",
                        "body.to.holder_name",
                        "body.to.holder_address.country");
        assertThat(books.transfers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|body.amount,body.reference,body.to",
                "{\"amount\": 5, \"reference\": 5, \"to\": 5}|body.amount,body.reference,body.to",
                "{AMOUNT, \"reference\": \"r\", \"to\": {}}|body.to.iban,body.to.holder_name",
                "{AMOUNT, \"reference\": \"r\", \"to\": {\"iban\": \"\", \"holder_name\": \"\"}}"
                        + "|body.to.iban,body.to.holder_name",
                "{\"amount\": {}, \"reference\": \"r\", TO}|body.amount.amount,body.amount.currency",
                "{\"amount\": {\"amount\": 1.5, \"currency\": \"EUR\"}, \"reference\": \"r\", TO}|body.amount.amount",
                "{\"amount\": {\"amount\": \"1\", \"currency\": \"EUR\"}, \"reference\": \"r\", TO}|body.amount.amount",
                "{\"amount\": {\"amount\": -1, \"currency\": \"eur\"}, \"reference\": \"r\", TO}"
                        + "|body.amount.amount,body.amount.currency",
                "{AMOUNT, \"reference\": \"r\", TO, \"account_id\": \"1\", \"allowed_accounts\": {}}"
                        + "|body.allowed_accounts",
                "{AMOUNT, \"reference\": \"r\", TO, \"preferred_date\": \"tomorrow\"}|body.preferred_date",
                "{AMOUNT, \"reference\": \"r\", TO, \"keys\": []}|body.keys",
                "{AMOUNT, \"reference\": \"r\", TO, \"keys\": {}}|body.keys.aspsp_data",
            })
    void aBrokenOrderIsToldMemberByMember(String body, String expected) {
        String order = body.replace("AMOUNT", "\"amount\": {\"amount\": 1, \"currency\": \"EUR\"}")
                .replace("TO", "\"to\": {\"iban\": \"DE89370400440532013000\", \"holder_name\": \"N\"}");

        Answer refused =
                payer.client.call("PUT", payer.session().at("/flows/transfer").asString(), order);

        List<String> locations = new ArrayList<>();
        refused.json()
                .at("/error/errors")
                .forEach(error -> locations.add(error.path("location").asString()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(locations).containsExactly(expected.split(","));
    }
}
