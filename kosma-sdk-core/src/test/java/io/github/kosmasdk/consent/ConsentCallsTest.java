package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.session.Psu;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls with a consent: what is sent, and which token is the next one, whatever comes back. */
class ConsentCallsTest {

    private static final String BASE = "https://api.example/xs2a/v1/consents/c1/";
    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    private static final LocalDate DAY = LocalDate.parse("2026-11-01");
    private static final ConsentTransactionsRequest NOVEMBER =
            ConsentTransactionsRequest.between("a1", DAY, DAY.plusDays(20)).pageSize(50);
    private static final NextPage PAGE = new NextPage(new ApiLink(BASE + "transactions/list"), "o1");
    private static final ConsentAccess FIRST = new ConsentAccess("c1", new ConsentToken("ct.1"), links());

    private final StubTransport service = new StubTransport();
    private final ConsentsClient consents = new ConsentsClient(new ReactiveConsentsClient(new Pipeline(
            new Pipeline.Settings(
                    new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example")),
                    () -> "token",
                    Duration.ofSeconds(30),
                    ResiliencePolicy.STANDARD,
                    PollingPolicy.STANDARD,
                    "test/1"),
            service,
            Timing.real())));

    private static Map<String, ApiLink> links() {
        Map<String, ApiLink> links = new LinkedHashMap<>();
        for (String call : new String[] {"accounts", "account_details", "balances", "transactions"}) {
            links.put(call, new ApiLink(BASE + call.replace('_', '-') + "/get"));
        }
        return links;
    }

    private String sentBody() {
        assertThat(service.requests).hasSize(1);
        return new String(service.requests.get(0).body(), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("accounts/get", "", c -> c.accounts(FIRST), c -> c.attendedAccounts(FIRST, PSU)),
                call(
                        "account-details/get",
                        ",\"account_id\":\"a1\"",
                        c -> c.accountDetails(FIRST, "a1"),
                        c -> c.attendedAccountDetails(FIRST, "a1", PSU)),
                call(
                        "balances/get",
                        ",\"account_id\":\"a1\"",
                        c -> c.balances(FIRST, "a1"),
                        c -> c.attendedBalances(FIRST, "a1", PSU)),
                call(
                        "transactions/get",
                        ",\"account_id\":\"a1\",\"from_date\":\"2026-11-01\",\"to_date\":\"2026-11-21\","
                                + "\"preferred_pagination_size\":50",
                        c -> c.transactions(FIRST, NOVEMBER),
                        c -> c.attendedTransactions(FIRST, NOVEMBER, PSU)),
                call(
                        "transactions/list",
                        ",\"offset\":\"o1\"",
                        c -> c.nextTransactions(FIRST, PAGE),
                        c -> c.attendedNextTransactions(FIRST, PAGE, PSU)));
    }

    private static Arguments call(
            String path,
            String members,
            Function<ConsentsClient, ConsentAnswer<?>> unattended,
            Function<ConsentsClient, ConsentAnswer<?>> attended) {
        return Arguments.of(path, members, Named.of("unattended", unattended), Named.of("attended", attended));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void inTheBackgroundNobodyIsNamed(
            String path,
            String members,
            Function<ConsentsClient, ConsentAnswer<?>> unattended,
            Function<ConsentsClient, ConsentAnswer<?>> attended) {
        service.answer(200, "{\"data\":{\"result\":{\"account\":{}},\"consent_token\":\"ct.2\"}}");

        ConsentAnswer<?> answer = unattended.apply(consents);

        assertThat(sentBody()).isEqualTo("{\"consent_token\":\"ct.1\"" + members + "}");
        assertThat(service.requests.get(0).uri()).hasToString(BASE + path);
        assertThat(answer.next()).isEqualTo(new ConsentAccess("c1", new ConsentToken("ct.2"), FIRST.links()));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anAttendedCallNamesTheConsumer(
            String path,
            String members,
            Function<ConsentsClient, ConsentAnswer<?>> unattended,
            Function<ConsentsClient, ConsentAnswer<?>> attended) {
        service.answer(200, "{\"data\":{\"consent_token\":\"ct.2\"}}");

        ConsentAnswer<?> answer = attended.apply(consents);

        assertThat(sentBody())
                .isEqualTo("{\"consent_token\":\"ct.1\"" + members
                        + ",\"psu\":{\"user_agent\":\"Browser/1\",\"ip_address\":\"203.0.113.17\"}}");
        assertThat(service.requests.get(0).uri()).hasToString(BASE + path);
        assertThat(answer.next().consentToken()).isEqualTo(new ConsentToken("ct.2"));
    }

    @Test
    void theResultsAreThoseOfTheFlows() {
        service.answer(200, """
                {"data":{"result":{"accounts":[{"id":"a1","iban":"DE43000000005686751168"}]},"consent_token":"ct.2"}}""");
        service.answer(200, """
                {"data":{"result":{"account":{"id":"a1","holder_name":"Erika Mustermann"}},"consent_token":"ct.3"}}""");
        service.answer(200, """
                {"data":{"result":{"balance":{"amount":84210,"currency":"EUR"}},"consent_token":"ct.4"}}""");
        service.answer(200, """
                {"data":{"result":{"transactions":[{"transaction_id":"t1","amount":{"amount":1,"currency":"EUR"}}],"from_date":"2026-11-01",
                "to_date":"2026-11-21","pagination":{"count":1,"url":"%stransactions/list","next":{"offset":"o1"}}},
                "consent_token":"ct.5"}}""".formatted(BASE));

        assertThat(consents.accounts(FIRST).result().accounts().get(0).id()).contains("a1");
        assertThat(consents.accountDetails(FIRST, "a1").result().account().holderName())
                .contains("Erika Mustermann");
        assertThat(consents.balances(FIRST, "a1")
                        .result()
                        .balance()
                        .orElseThrow()
                        .minorUnits())
                .isEqualTo(84210);
        var transactions = consents.transactions(FIRST, NOVEMBER);
        assertThat(transactions.result().page().next()).contains(PAGE);
        assertThat(transactions.next().consentToken()).isEqualTo(new ConsentToken("ct.5"));
    }

    @Test
    void anAnswerWithoutAResultStillBringsTheToken() {
        service.answer(200, "{\"data\":{\"consent_token\":\"ct.2\"}}");
        service.answer(200, "{\"data\":{\"result\":null,\"consent_token\":\"ct.3\"}}");
        assertThat(consents.accountDetails(FIRST, "a1").result().account().id()).isEmpty();
        ConsentAnswer<?> answer = consents.transactions(FIRST, NOVEMBER);
        assertThat(answer.next().consentToken()).isEqualTo(new ConsentToken("ct.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"data\":{\"result\":{}}}", "{\"data\":{\"result\":{},\"consent_token\":null}}", "{}", "["})
    void anAnswerWithoutATokenIsNone(String body) {
        service.answer(200, body);
        assertThat(catchThrowableOfType(KosmaTransportException.class, () -> consents.accounts(FIRST)))
                .satisfies(
                        failure -> assertThat(failure.requestMayHaveBeenSent()).isTrue())
                .satisfies(failure ->
                        assertThat(failure.rotatedTokens().consentToken()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'result':{'balance':{'amount':1,'amount':2,'currency':'EUR'}},'consent_token':'ct.2'}}",
                "{'data':{'consent_token':'ct.2','result':{'balance':{'amount':1,'cur",
                "{'data':{'consent_token':'ct.2','result':{'balance':[[[[",
                "{'data':{'consent_token':'ct.2'}} and more"
            })
    void aTokenIsKeptOutOfAnAnswerThatIsBroken(String body) {
        service.answer(200, body.replace('\'', '"'));
        KosmaTransportException failure =
                catchThrowableOfType(KosmaTransportException.class, () -> consents.balances(FIRST, "a1"));
        assertThat(failure).message().doesNotContain("ct.2");
        assertThat(failure.rotatedTokens().consentToken()).contains("ct.2");
    }

    @Test
    void twoTokensInOneAnswerAreNone() {
        service.answer(200, "{\"data\":{\"consent_token\":\"ct.2\",\"consent_token\":\"ct.3\"}}");
        KosmaTransportException failure =
                catchThrowableOfType(KosmaTransportException.class, () -> consents.balances(FIRST, "a1"));
        assertThat(failure).hasMessageContaining("twice");
        assertThat(failure.rotatedTokens().consentToken()).isEmpty();
    }

    @Test
    void anErrorThatCannotBeReadDoesNotTakeTheTokenAlong() {
        service.answer(
                400, "{\"error\":{\"code\":\"CONSENT\",\"code\":\"CONSENT.EXPIRED\"},\"consent_token\":\"ct.2\"}");
        KosmaApiException failure = catchThrowableOfType(KosmaApiException.class, () -> consents.balances(FIRST, "a1"));
        assertThat(failure.code()).isEmpty();
        assertThat(failure.rotatedTokens().consentToken()).contains("ct.2");
    }

    @Test
    void aResultThatCannotBeReadDoesNotTakeTheTokenAlong() {
        service.answer(
                200,
                "{\"data\":{\"result\":{\"balance\":{\"amount\":1.5,\"currency\":\"EUR\"}},\"consent_token\":\"ct.2\"}}");
        KosmaTransportException failure =
                catchThrowableOfType(KosmaTransportException.class, () -> consents.balances(FIRST, "a1"));
        assertThat(failure)
                .hasMessageContaining("data.result.balance")
                .message()
                .doesNotContain("ct.2");
        assertThat(failure.rotatedTokens().consentToken()).contains("ct.2");
    }

    @Test
    void aPageThatNamesItselfIsRefusedButItsTokenKept() {
        service.answer(200, """
                {"data":{"result":{"transactions":[],"pagination":{"url":"%s","next":{"offset":"o1"}}},
                "consent_token":"ct.2"}}""".formatted(PAGE.url().value()));
        KosmaTransportException failure =
                catchThrowableOfType(KosmaTransportException.class, () -> consents.nextTransactions(FIRST, PAGE));
        assertThat(failure).hasMessageContaining("names itself");
        assertThat(failure.rotatedTokens().consentToken()).contains("ct.2");
    }

    @Test
    void aLostAnswerIsNotAskedForAgain() {
        service.fail(new IOException("reset"), true);
        assertThatThrownBy(() -> consents.accounts(FIRST)).isInstanceOf(KosmaTransportException.class);
        assertThat(service.requests).hasSize(1);
    }

    @Test
    void whatWasNotGrantedIsNotAskedFor() {
        ConsentAccess balancesOnly = new ConsentAccess(
                "c1", FIRST.consentToken(), Map.of("balances", FIRST.links().get("balances")));
        assertThatThrownBy(() -> consents.transactions(balancesOnly, NOVEMBER))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("'transactions'")
                .hasMessageContaining("[balances]");
        assertThat(service.requests).isEmpty();
    }

    @Test
    void aTokenIsNotSentToAStranger() {
        NextPage elsewhere = new NextPage(new ApiLink("https://evil.example/consents/c1/list"), "o1");
        assertThatThrownBy(() -> consents.nextTransactions(FIRST, elsewhere))
                .isInstanceOf(KosmaLinkRefusedException.class);
        NextPage ofAnother = new NextPage(new ApiLink(BASE.replace("c1", "c2") + "transactions/list"), "o1");
        assertThatThrownBy(() -> consents.nextTransactions(FIRST, ofAnother))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("another consent");
        assertThat(service.requests).isEmpty();
    }

    private KosmaApiException error(int status, String code, String token) {
        service.answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}" + token + "}");
        return catchThrowableOfType(KosmaApiException.class, () -> consents.accounts(FIRST));
    }

    @ParameterizedTest
    @CsvSource({
        "400, CONSENT.EXPIRED",
        "400, CONSENT.REVOKED",
        "400, CONSENT.RESOURCE_NOT_GRANTED",
        "400, CONSENT",
        "400, CONSENT.NEW",
        "400, BANK",
        "503, TECHNICAL.BUSY",
        "400, USER.SESSION"
    })
    void anErrorWithATokenMayPass(int status, String code) {
        KosmaApiException failure = error(status, code, ",\"consent_token\":\"ct.2\"");
        assertThat(failure.mayBeTemporary()).isTrue();
        assertThat(failure.retryAdvice().after()).contains(Duration.ofMinutes(30));
        assertThat(FIRST.after(failure).orElseThrow().consentToken()).isEqualTo(new ConsentToken("ct.2"));
        assertThat(failure).message().doesNotContain("ct.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONSENT.EXPIRED", "CONSENT.REVOKED", "CONSENT.RESOURCE_NOT_GRANTED", "CONSENT", "notFound"})
    void anErrorWithoutATokenEndsTheAccess(String code) {
        KosmaApiException failure = error(400, code, "");
        boolean ofTheConsent = code.startsWith("CONSENT");
        assertThat(failure.mayBeTemporary()).isEqualTo(ofTheConsent);
        assertThat(failure.retryAdvice().helpful()).isEqualTo(ofTheConsent);
        assertThat(FIRST.after(failure)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, badRequest", "401, unauthorized", "403, badRequest", "429, tooManyRequests"})
    void anErrorThatDidNotLookAtTheTokenLeavesItGood(int status, String code) {
        assertThat(FIRST.after(error(status, code, ""))).contains(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"consent_token\":\"ct.2\""})
    void aLimitHoldsForADayAndTheTokenStaysGood(String token) {
        KosmaConsentException failure = (KosmaConsentException) error(400, "CONSENT.LIMIT_EXCEEDED", token);
        assertThat(failure.isLimitExceeded()).isTrue();
        assertThat(failure.mayBeTemporary()).isFalse();
        assertThat(failure.retryAdvice().after()).contains(Duration.ofDays(1));
        assertThat(FIRST.after(failure).orElseThrow().consentToken())
                .isEqualTo(new ConsentToken(token.isEmpty() ? "ct.1" : "ct.2"));
    }

    @Test
    void theCategoriesOfAConsentCanBeAskedFor() {
        assertThat(((KosmaConsentException) error(400, "CONSENT.EXPIRED.SOON", "")).isExpired())
                .isTrue();
        assertThat(((KosmaConsentException) error(400, "CONSENT.REVOKED", "")).isRevoked())
                .isTrue();
        KosmaConsentException general = (KosmaConsentException) error(400, "CONSENT", "");
        assertThat(general.isExpired() || general.isRevoked() || general.isLimitExceeded())
                .isFalse();
        assertThat(general.isResourceNotGranted()).isFalse();
        assertThat(((KosmaConsentException) error(400, "CONSENT.RESOURCE_NOT_GRANTED", "")).isResourceNotGranted())
                .isTrue();
    }

    @Test
    void datesThatTheBankDoesNotHaveStayAnErrorOfTheirOwn() {
        KosmaApiException failure = error(400, "NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE", ",\"consent_token\":\"ct.2\"");
        assertThat(failure).isInstanceOf(KosmaInvalidRequestException.class);
        assertThat(failure.category()).isEqualTo(ErrorCategory.NOT_SUPPORTED_TRANSACTIONS_DATE_RANGE);
        assertThat(failure.retryAdvice().helpful()).isFalse();
        assertThat(FIRST.after(failure).map(ConsentAccess::consentToken)).contains(new ConsentToken("ct.2"));
    }

    @Test
    void theDatesAreInOrder() {
        assertThatThrownBy(() -> ConsentTransactionsRequest.between("a1", DAY, DAY.minusDays(1)))
                .isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> NOVEMBER.pageSize(0)).isInstanceOf(KosmaUsageException.class);
    }

    @Test
    void theAccessGoesToAnotherMachine() {
        Consent consent = new Consent("c1", new ConsentToken("ct.1"), FIRST.links());
        assertThat(ConsentAccess.of(consent)).isEqualTo(FIRST);
        assertThat(ConsentAccess.fromJson(FIRST.toJson())).isEqualTo(FIRST);
        assertThatThrownBy(() -> ConsentAccess.fromJson("{}")).isInstanceOf(KosmaUsageException.class);
        assertThat(Optional.of(FIRST)).asString().doesNotContain("ct.1", "c1");
    }
}
