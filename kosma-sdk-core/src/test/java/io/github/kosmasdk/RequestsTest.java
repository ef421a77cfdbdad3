package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountType;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsSelection;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.AllowedAccounts;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferExtension;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.payment.TransferReferences;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests look like on the wire, and what they refuse to be. */
class RequestsTest {

    private static final LocalDate MAY = LocalDate.parse("2026-05-01");

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(AccountsRequest.ALL, "{}"),
                Arguments.of(
                        AccountsRequest.selected(AccountsSelection.SINGLE_ACCOUNT)
                                .limitedTo(new AllowedAccounts(List.of(AccountType.SAVING), List.of(), List.of("EUR"))),
                        "{\"allowed_accounts\":{\"account_types\":[\"SAVING\"],\"currencies\":[\"EUR\"]},"
                                + "\"accounts_selection\":\"SINGLE_ACCOUNT\"}"),
                Arguments.of(AccountTarget.CONSUMER_CHOOSES, "{}"),
                Arguments.of(AccountTarget.iban("DE02120300000000202051"), "{\"iban\":\"DE02120300000000202051\"}"),
                Arguments.of(AccountTarget.accountId("a1"), "{\"account_id\":\"a1\"}"),
                Arguments.of(AccountTarget.accountNumber("0202051"), "{\"account_number\":\"0202051\"}"),
                Arguments.of(
                        AccountTarget.oneOf(AllowedAccounts.ofTypes(AccountType.DEFAULT)),
                        "{\"allowed_accounts\":{\"account_types\":[\"DEFAULT\"]}}"),
                Arguments.of(TransactionsRequest.builder().build(), "{}"),
                Arguments.of(
                        TransactionsRequest.builder()
                                .account(AccountTarget.accountId("a1"))
                                .lastDays(90)
                                .pageSize(100)
                                .build(),
                        "{\"account_id\":\"a1\",\"last_days\":90,\"preferred_pagination_size\":100}"),
                Arguments.of(
                        TransactionsRequest.builder().between(MAY, MAY).build(),
                        "{\"from_date\":\"2026-05-01\",\"to_date\":\"2026-05-01\"}"),
                Arguments.of(
                        SessionRequest.builder(new Psu("Browser/1", "2001:db8::17"))
                                .build(),
                        "{\"psu\":{\"user_agent\":\"Browser/1\",\"ip_address\":\"2001:db8::17\"}}"),
                Arguments.of(
                        ConsentScope.builder()
                                .transactions(ConsentScope.Transactions.lastDays(90, "DE02120300000000202051"))
                                .lifetimeDays(0)
                                .build(),
                        "{\"transactions\":{\"ibans\":[\"DE02120300000000202051\"],\"last_days\":90},\"lifetime\":0}"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void onTheWire(Object request, String body) {
        assertThat(KosmaJson.write(request)).isEqualTo(body);
    }

    @Test
    void aTransferIsWrittenWithEveryMember() {
        Address shop = new Address(
                Optional.of("Hauptstr. 1"),
                Optional.empty(),
                Optional.of("10115"),
                Optional.of("Berlin"),
                Optional.of("Berlin"),
                Optional.of("DE"));
        Address bank = new Address(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Köln"),
                Optional.empty(),
                Optional.of("DE"));
        TransferRequest request = TransferRequest.builder()
                .source(AccountTarget.accountId("ZjQ5Y2IyZDgtM2E1Zi00YjBlLWE1YzctMWQ4ZTkyYjM0NjEx"))
                .amount(new BigDecimal("129.99"), "EUR")
                .reference("Order 4711-2026")
                .bankReferences(TransferReferences.builder()
                        .unstructured("Order 4711-2026")
                        .endToEnd("E2E-4711-000001")
                        .build())
                .merchantCategoryCode("5732")
                .purposeCode("GDDS")
                .transferMethod(TransferMethod.SCT_INSTANT)
                .preferredDate(LocalDate.parse("2026-11-24"))
                .clock(Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC))
                .to(Recipient.builder()
                        .iban("DE89370400440532013000")
                        .holderName("Example Shop GmbH")
                        .holderAddress(shop)
                        .bic("COBADEFFXXX")
                        .bankName("Commerzbank")
                        .bankAddress(bank)
                        .build())
                .build();
        assertThat(WireJson.tree(KosmaJson.write(request)))
                .isEqualTo(WireJson.tree(KosmaFixtures.text("transfer-start.request")));
    }

    @Test
    void membersOfOtherMarketsAreSentWhereTheyWerePut() {
        TransferRequest request = TransferRequest.builder()
                .amount(new BigDecimal("12.50"), "GBP")
                .reference("Invoice 9")
                .to(Recipient.builder()
                        .holderName("Example Ltd")
                        .bankCode("000000")
                        .accountNumber("31926819")
                        .extension(TransferExtension.builder()
                                .put("account_kind", "business")
                                .build())
                        .build())
                .extension(TransferExtension.builder()
                        .put("priority", 2)
                        .put("bulk", false)
                        .put(
                                "scheme",
                                TransferExtension.builder().put("name", "FPS").build())
                        .build())
                .build();
        assertThat(WireJson.tree(KosmaJson.write(request))).isEqualTo(WireJson.tree("""
                {"amount":{"amount":1250,"currency":"GBP"},"reference":"Invoice 9",
                 "to":{"holder_name":"Example Ltd","account_number":"31926819","bank_code":"000000",
                       "account_kind":"business"},
                 "priority":2,"bulk":false,"scheme":{"name":"FPS"}}"""));
        assertThat(request).asString().doesNotContain("Example", "31926819", "FPS", "Invoice", "12");
    }

    static Stream<Arguments> mistakes() {
        Psu psu = new Psu("Browser/1", "203.0.113.17");
        return Stream.of(
                mistake("User-Agent", () -> new Psu(" ", "203.0.113.17")),
                mistake("control character", () -> new Psu("Browser\n/1", "203.0.113.17")),
                mistake("literal", () -> new Psu("Browser/1", "shop.example")),
                mistake("literal", () -> new Psu("Browser/1", "")),
                mistake("two letters", () -> BankChoice.of("DEU", "88888888")),
                mistake("88888888", () -> BankChoice.of("DE", "")),
                mistake(
                        "redirect_return_url",
                        () -> SessionRequest.builder(psu)
                                .redirectReturnUrl(URI.create("/return"))
                                .build()),
                mistake(
                        "allowed_countries",
                        () -> SessionRequest.builder(psu)
                                .allowedCountries("DE", "Austria")
                                .build()),
                mistake(
                        "preselected_country",
                        () -> SessionRequest.builder(psu)
                                .preselectedCountry("D")
                                .build()),
                mistake("limit nothing", () -> new AllowedAccounts(List.of(), List.of(), List.of())),
                mistake(
                        "last_days",
                        () -> TransactionsRequest.builder().lastDays(0).build()),
                mistake(
                        "do not go together",
                        () -> TransactionsRequest.builder()
                                .lastDays(3)
                                .between(MAY, MAY)
                                .build()),
                mistake(
                        "before from_date",
                        () -> TransactionsRequest.builder()
                                .between(MAY, MAY.minusDays(1))
                                .build()),
                mistake(
                        "preferred_pagination_size",
                        () -> TransactionsRequest.builder().pageSize(0).build()),
                mistake("ends before it begins", () -> ConsentScope.Transactions.between(MAY, MAY.minusDays(1))),
                mistake("at least 1 day", () -> ConsentScope.Transactions.lastDays(0)),
                mistake(
                        "0 or more days",
                        () -> ConsentScope.builder().lifetimeDays(-1).build()));
    }

    private static Arguments mistake(String says, ThrowingCallable mistake) {
        return Arguments.of(says, mistake);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refuseWhatTheServiceWouldRefuse(String says, ThrowingCallable mistake) {
        assertThatThrownBy(mistake).isInstanceOf(KosmaUsageException.class).hasMessageContaining(says);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> TransactionsRequest.builder()
                        .lastDays(0)
                        .between(MAY, MAY.minusDays(1))
                        .pageSize(-1)
                        .build())
                .hasMessageContaining("do not go together")
                .hasMessageContaining("before from_date")
                .hasMessageContaining("last_days must be")
                .hasMessageContaining("preferred_pagination_size");
    }

    @ParameterizedTest
    @CsvSource({
        "https://bank.example/login?scope=a|b c, https://bank.example/login?scope=a%7Cb%20c",
        "https://my_bank.example:8443/login, https://my_bank.example:8443/login",
        "https://bank.example/login?q=100%&x=%41, https://bank.example/login?q=100%25&x=%41",
        "HTTP://bank.example#f, HTTP://bank.example#f"
    })
    void aUrlForTheBrowserIsReadAsBrowsersDo(String text, URI read) {
        assertThat(ConsumerUrl.of(text).uri()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///x",
                "/relative",
                "https:///no-host",
                "ht tp",
                "https://shop.example@evil.example",
                "https://shop.example\\@evil.example"
            })
    void aUrlForTheBrowserIsAWebAddress(String text) {
        assertThatThrownBy(() -> ConsumerUrl.of(text)).isInstanceOf(KosmaUsageException.class);
    }
}
