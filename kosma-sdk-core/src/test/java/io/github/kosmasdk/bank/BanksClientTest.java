package io.github.kosmasdk.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.DocExample;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.session.BankChoice;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
import reactor.core.scheduler.Schedulers;

class BanksClientTest {

    private static final URI DIRECTORY = URI.create("https://banks.example/directory");
    private static final KosmaEnvironment ENVIRONMENT = new KosmaEnvironment(
                    URI.create("https://api.example"), URI.create("https://auth.example"))
            .withBankDirectory(DIRECTORY);

    private final StubTransport directory = new StubTransport();
    private final KosmaClient kosma = StubClient.over(directory, Schedulers.immediate(), ENVIRONMENT);

    private static String bank(String name) {
        return """
                {"bank_name":"%s","country_code":"DE","bank_codes":["88888888"],"bics":["TESTDE10XXX"]}""".formatted(name);
    }

    private static String page(int from, int to, int total, String next) {
        return "{\"banks\":["
                + IntStream.range(from, to).mapToObj(i -> bank("Bank " + i)).collect(Collectors.joining(","))
                + "],\"pagination\":{\"count\":" + (to - from) + ",\"total\":" + total + ",\"offset\":" + from
                + (next == null ? "" : ",\"next\":\"" + next + "\"") + "}}";
    }

    private String sent(int request) {
        Transport.Request sent = directory.requests.get(request);
        return sent.method() + " " + sent.uri()
                + (sent.body() == null ? "" : " " + new String(sent.body(), StandardCharsets.UTF_8));
    }

    @Test
    void countriesAreListed() {
        directory.answer(
                200,
                "{\"countries\":[{\"country_code\":\"DE\",\"banks\":\"https://banks.example/directory/v1/banks?country_code=DE\"},"
                        + "{\"country_code\":\"AT\"}]}");
        assertThat(kosma.banks().countries()).extracting(Country::countryCode).containsExactly("DE", "AT");
        assertThat(sent(0)).isEqualTo("GET https://banks.example/directory/v1/countries");
        assertThat(directory.requests.get(0).headers().get(HttpHeaderNames.AUTHORIZATION))
                .isEqualTo("Token token");
    }

    @Test
    void aBankIsReadWithEveryMember() {
        directory.answer(200, """
                {"banks":[{"bank_name":"Testbank","country_code":"DE","bank_codes":["88888888"],"bics":["TESTDE10XXX"],
                  "address":{"street_address":"Musterstr. 1","street_address2":"","postal_code":"80331","city":"München",
                             "region":"Bayern","country":"DE"},
                  "popularity":10,"authentication_methods":["PASSWORD"],"authorization_methods":["SMS_TAN"],
                  "transfer_methods":["SCT","WORLDWIDE"],"tokenizable":{"ais":true,"pis":false},
                  "flows":{"accounts":{"supported":true},"transactions":{"supported":false}}}],
                 "pagination":{"count":1,"total":1,"offset":0}}""");
        Bank bank = kosma.banks().banks(BankQuery.of("de")).findFirst().orElseThrow();
        assertThat(bank.choice()).contains(BankChoice.of("DE", "88888888"));
        assertThat(bank.address().orElseThrow().postalCode()).contains("80331");
        assertThat(bank.popularity()).hasValue(10);
        assertThat(bank.authenticationMethods()).containsExactly("PASSWORD");
        assertThat(bank.authorizationMethods()).containsExactly("SMS_TAN");
        assertThat(bank.transferMethods().get(0).is(TransferMethod.SCT)).isTrue();
        assertThat(bank.transferMethods().get(1).value()).isEqualTo("WORLDWIDE");
        assertThat(bank.tokenizable()).contains(new Bank.Tokenizable(true, false));
        assertThat(bank.supports(AccountFlows.ACCOUNTS)).contains(true);
        assertThat(bank.supports(AccountFlows.TRANSACTIONS)).contains(false);
        assertThat(bank.supports(AccountFlows.BALANCES)).isEmpty();
        assertThat(bank).hasToString("Bank[Testbank, DE]");
    }

    @Test
    void pagesAreTurnedOnlyWhenTheyAreNeeded() {
        directory
                .answer(200, page(0, 2, 4, DIRECTORY + "/v1/banks?country_code=DE&offset=2&size=2"))
                .answer(200, page(2, 4, 4, null));
        Iterator<Bank> banks = kosma.banks()
                .banks(BankQuery.of("DE")
                        .transferring(TransferMethod.SCT_INSTANT)
                        .pageSize(2))
                .iterator();
        assertThat(directory.requests).isEmpty();
        banks.next();
        banks.next();
        assertThat(directory.requests).hasSize(1);
        banks.next();
        assertThat(banks.next().bankName()).contains("Bank 3");
        assertThat(banks.hasNext()).isFalse();
        assertThat(sent(0))
                .isEqualTo("GET https://banks.example/directory/v1/banks?country_code=DE&transfer_method=SCT_INSTANT"
                        + "&offset=0&size=2");
        assertThat(sent(1)).isEqualTo("GET https://banks.example/directory/v1/banks?country_code=DE&offset=2&size=2");
    }

    @Test
    void bothFacesGiveTheSame() {
        String next = DIRECTORY + "/v1/banks?country_code=DE&offset=2";
        for (int i = 0; i < 2; i++) {
            directory.answer(200, page(0, 2, 3, next)).answer(200, page(2, 3, 3, null));
        }
        List<Bank> blocking = kosma.banks().banks(BankQuery.of("DE")).toList();
        assertThat(blocking).hasSize(3);
        assertThat(kosma.reactive()
                        .banks()
                        .banks(BankQuery.of("DE"))
                        .collectList()
                        .block())
                .isEqualTo(blocking);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/directory/v1/banks",
                "https://api.example/directory/v1/banks",
                "https://banks.example/other/v1/banks",
                "http://banks.example/directory/v1/banks"
            })
    void theTokenGoesNowhereElse(String next) {
        directory.answer(200, page(0, 1, 2, next));
        assertThatThrownBy(() -> kosma.banks().banks(BankQuery.of("DE")).count())
                .isInstanceOf(KosmaLinkRefusedException.class)
                .hasMessageContaining("kosma.bank-directory-base-url");
        assertThat(directory.requests).hasSize(1);
    }

    @Test
    void aPageThatNamesItselfIsNotTurnedForever() {
        directory.answer(200, page(0, 1, 2, DIRECTORY + "/v1/banks?country_code=DE"));
        assertThatThrownBy(() -> kosma.banks().banks(BankQuery.of("DE")).count())
                .isInstanceOf(KosmaTransportException.class)
                .hasMessageContaining("names itself");
    }

    @Test
    void pagesThatNameEachOtherAreNotTurnedForever() {
        String banks =
                "{\"banks\":[" + bank("Bank") + "],\"pagination\":{\"next\":\"" + DIRECTORY + "/v1/banks?page=%s\"}}";
        directory
                .answer(200, banks.formatted("B"))
                .answer(200, banks.formatted("A"))
                .answer(200, banks.formatted("B"));
        assertThatThrownBy(() -> kosma.banks().banks(BankQuery.of("DE")).count())
                .isInstanceOf(KosmaTransportException.class)
                .hasMessageContaining("one before it");
        assertThat(directory.requests).hasSize(3);
    }

    @Test
    void withoutALinkTheRestIsAskedForByNumber() {
        directory
                .answer(200, page(0, 2, 5, null))
                .answer(200, page(2, 4, 5, null))
                .answer(200, page(4, 5, 5, null));
        assertThat(kosma.banks()
                        .banks(BankQuery.of("DE")
                                .transferring(TransferMethod.SCT)
                                .pageSize(2)))
                .hasSize(5);
        assertThat(sent(2))
                .isEqualTo("GET https://banks.example/directory/v1/banks?country_code=DE&transfer_method=SCT"
                        + "&offset=4&size=2");
        assertThat(directory.requests).hasSize(3);
    }

    static List<Arguments> lists() {
        Function<KosmaClient, Stream<Bank>> all = kosma -> kosma.banks().banks(BankQuery.of("DE"));
        Function<KosmaClient, Stream<Bank>> found = kosma -> kosma.banks().search(BankSearch.named("Bank"));
        return List.of(Arguments.of(Named.of("all", all)), Arguments.of(Named.of("found", found)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aPageThatComesAgainEndsTheList(Function<KosmaClient, Stream<Bank>> list) {
        directory.answer(200, page(0, 2, 5, null)).answer(200, page(0, 2, 5, null));
        assertThatThrownBy(() -> list.apply(kosma).count())
                .isInstanceOf(KosmaTransportException.class)
                .hasMessageContaining("the page after 2 banks begins before that");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListEndsWhereItsTotalSaysThoughNoPageSaysWhereItBegins(Function<KosmaClient, Stream<Bank>> list) {
        String banks = "{\"banks\":[" + bank("A") + "," + bank("B") + "],\"pagination\":{\"total\":5}}";
        directory.answer(200, banks).answer(200, banks).answer(200, banks);
        assertThat(list.apply(kosma)).hasSize(6);
        assertThat(sent(2)).containsPattern("offset\"?[=:]4");
    }

    @Test
    void anEmptyPageIsTheLast() {
        directory.answer(200, page(0, 0, 2, DIRECTORY + "/v1/banks?country_code=DE&offset=9"));
        assertThat(kosma.banks().banks(BankQuery.of("DE"))).isEmpty();
    }

    static List<Arguments> searches() {
        return List.of(
                Arguments.of(BankSearch.named("Test"), "\"bank_name\":\"Test\""),
                Arguments.of(BankSearch.bankCode("88888888"), "\"bank_code\":\"88888888\""),
                Arguments.of(BankSearch.bic("TESTDE10XXX"), "\"bic\":\"TESTDE10XXX\""));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aBankIsLookedForInAllCountries(BankSearch search, String member) {
        directory.answer(200, page(0, 2, 3, null)).answer(200, page(2, 3, 3, null));
        assertThat(kosma.banks().search(search)).hasSize(3);
        assertThat(sent(0)).isEqualTo("POST https://banks.example/directory/v1/banks/get {" + member + "}");
        assertThat(sent(1))
                .isEqualTo("POST https://banks.example/directory/v1/banks/get {" + member + ",\"offset\":2}");
    }

    @ParameterizedTest
    @CsvSource({
        "400, COUNTY_CODE_INVALID, UNKNOWN, io.github.kosmasdk.error.KosmaInvalidRequestException",
        "400, VALIDATION_ERROR, UNKNOWN, io.github.kosmasdk.error.KosmaInvalidRequestException",
        "403, API_TOKEN_INVALID, UNKNOWN, io.github.kosmasdk.error.KosmaAuthenticationException",
        "404, COUNTRY_NOT_FOUND, UNKNOWN, io.github.kosmasdk.error.KosmaNotFoundException",
        "500, TECHNICAL, TECHNICAL, io.github.kosmasdk.error.KosmaServiceException"
    })
    void itsErrorsAreOfTheOneTree(
            int status, String code, ErrorCategory category, Class<? extends KosmaApiException> type) {
        directory.answer(
                status,
                "{\"error_code\":\"" + code
                        + "\",\"error_messages\":[\"not so\",\"nor so\"],\"correlation_id\":\"c1\"}");
        assertThatThrownBy(() -> kosma.banks().banks(BankQuery.of("XX")).count())
                .isInstanceOfSatisfying(KosmaApiException.class, failure -> {
                    assertThat(failure).isExactlyInstanceOf(type);
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.category()).isEqualTo(category);
                    assertThat(failure.error().message()).isEqualTo("not so; nor so");
                });
    }

    @Test
    void aDirectoryThatNobodyConfiguredIsNotGuessed() {
        KosmaClient playground = StubClient.over(directory, Schedulers.immediate(), KosmaEnvironment.PLAYGROUND);
        assertThat(KosmaEnvironment.PRODUCTION.bankDirectoryBaseUrl()).isEmpty();
        assertThatThrownBy(() -> playground.banks().countries())
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("kosma.bank-directory-base-url");
        assertThat(directory.requests).isEmpty();
    }

    @Test
    void aDirectoryIsHeldToTheRulesOfEveryBaseUrl() {
        assertThatThrownBy(() -> KosmaEnvironment.PLAYGROUND.withBankDirectory(URI.create("http://banks.example")))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("plain http");
    }

    /** Compiled here, and shown in docs/bank-directory.md. */
    static Optional<BankChoice> example(KosmaClient kosma, PrintStream out) {
        // banks:begin
        try (Stream<Bank> banks = kosma.banks().banks(BankQuery.of("DE").transferring(TransferMethod.SCT_INSTANT))) {
            banks.limit(20).forEach(bank -> out.println(bank.bankName().orElse("?") + " " + bank.bics()));
        }
        Optional<BankChoice> choice = kosma.banks()
                .search(BankSearch.bic("TESTDE10XXX"))
                .findFirst()
                .flatMap(Bank::choice); // for SessionRequest.selectedBank
        // banks:end
        return choice;
    }

    @Test
    void theExampleOfTheDocumentation() throws IOException {
        directory.answer(200, page(0, 1, 1, null)).answer(200, page(0, 1, 1, null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(example(kosma, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .contains(BankChoice.of("DE", "88888888"));
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Bank 0 [TESTDE10XXX]");
        DocExample.isShown("bank/BanksClientTest.java", "banks", "bank-directory.md");
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThatThrownBy(() -> BankQuery.of("DEU")).hasMessageContaining("two letters");
        assertThatThrownBy(() -> BankQuery.of("DE").pageSize(1001)).hasMessageContaining("1 to 1,000");
        assertThatThrownBy(() -> BankSearch.named(" ")).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> new BankSearch(Optional.of("a"), Optional.of("b"), Optional.empty()))
                .isInstanceOf(KosmaUsageException.class);
    }
}
