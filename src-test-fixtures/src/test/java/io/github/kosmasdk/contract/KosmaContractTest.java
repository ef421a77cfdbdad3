package io.github.kosmasdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KosmaContractTest {
    private static final String SESSIONS = "http://127.0.0.1:8089/xs2a/v1/sessions";
    private static final String SESSION = SESSIONS + "/k3v9q0c7m2r8t5hsdo6ube1pgfn4ja0i";
    private static final String FLOW = SESSION + "/flows/a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb";
    private static final String WIZARD =
            "http://127.0.0.1:8090/branded/xs2a/v1/wizard/a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb";

    private final KosmaContract contract = KosmaContract.strict();

    @Test
    void aFaithfulExchangeHasNoProblems() {
        assertThat(contract.check(start())).isEmpty();
        assertThat(contract.check(new Wire("GET", FLOW).answer(200, "accounts.response")))
                .isEmpty();
        assertThat(contract.check(new Wire("DELETE", FLOW).answer(204))).isEmpty();
        assertThat(contract.check(new Wire("GET", WIZARD).noToken().answer(200, "auth-poll.response")))
                .isEmpty();
        assertThat(contract.check(new Wire("PUT", SESSION + "/flows/accounts").answer(201, "accounts-start.response")))
                .isEmpty();
    }

    @Test
    void theNextStepOfTheAuthApiMayBeAnywhereBelowTheFlow() {
        assertThat(contract.check(new Wire("POST", WIZARD + "/otp/2?x=1")
                        .noToken()
                        .body("auth-form.request")
                        .answer(200, "auth-otp.response")))
                .isEmpty();
    }

    @Test
    void pagesOfTheBankAndAdministrationAreNotTheApi() {
        assertThat(contract.check(new Wire("GET", "http://127.0.0.1:8090/bank/authorize?x=1").answer(302)))
                .isEmpty();
        assertThat(contract.check(new Wire("GET", "http://127.0.0.1:8090/__admin/requests").answer(200)))
                .isEmpty();
        assertThat(contract.check(new Wire("GET", "http://127.0.0.1:8090/banks").answer(200)))
                .containsExactly("is no operation of the description");
    }

    @ParameterizedTest
    @CsvSource({"GET,/xs2a/v1/sessions", "PUT,/xs2a/v1/session", "PATCH,/xs2a/v1/sessions/1", "POST,/xs2a/v1/sessions"})
    void anUnknownCallIsReported(String method, String path) {
        assertThat(contract.check(new Wire(method, "http://127.0.0.1:1" + path).answer(200)))
                .containsExactly("is no operation of the description");
    }

    @Test
    void anUndescribedStatusIsReported() {
        assertThat(contract.check(new Wire("GET", FLOW).answer(201, "accounts.response")))
                .containsExactly("status 201 is not described for readFlow");
    }

    @ParameterizedTest
    @CsvSource({"Bearer t", "token t", "Token", "Token  t", "t"})
    void theTokenIsSentAsThePortalSays(String header) {
        assertThat(contract.check(
                        new Wire("GET", FLOW).header("authorization", header).answer(200, "accounts.response")))
                .containsExactly("request header Authorization: must be one, `Token` and the token");
    }

    @Test
    void theTokenNeverGoesToTheAuthApi() {
        assertThat(contract.check(new Wire("GET", WIZARD).answer(200, "auth-poll.response")))
                .containsExactly("request header Authorization: must never go to the Auth API");
    }

    @Test
    void bodiesAreWhereTheyBelong() {
        assertThat(contract.check(new Wire("GET", FLOW).text("{}").answer(200, "accounts.response")))
                .containsExactly("request body: there must be none");
        assertThat(contract.check(new Wire("PUT", SESSIONS).answer(201, "session-start.response")))
                .containsExactly("request body: missing");
        assertThat(contract.check(new Wire("DELETE", FLOW).answer(204, "accounts.response")))
                .containsExactly("answer body: there must be none");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,`text/plain` is not described",
        "application/json;charset=latin1,charset",
        "application/json; charset=utf-16,charset"
    })
    void theContentTypeIsJsonInUtf8(String type, String problem) {
        assertThat(contract.check(new Wire("PUT", SESSIONS)
                        .body("session-start.request")
                        .header("content-type", type)
                        .answer(201, "session-start.response")))
                .singleElement()
                .asString()
                .startsWith("request header Content-Type")
                .contains(problem);
    }

    @Test
    void anUnknownRequestMemberIsReportedByName() {
        assertThat(contract.checkRequestBody("startSession", """
                        {"psu":{"user_agent":"a","ip_address":"203.0.113.17","port":1},"_selected_bank":{}}"""))
                .containsExactlyInAnyOrder(
                        "request body /psu/port: is not described", "request body /_selected_bank: is not described");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "startSession | {} | psu",
                "startSession | {\"psu\":{\"user_agent\":\"a\",\"ip_address\":\"here\"}} | ip_address",
                "startSession | {\"psu\":{\"user_agent\":\"a\",\"ip_address\":\"::1\"},\"aspsp_access\":\"prefer_psd2\"} | aspsp_access",
                "startSession | {\"psu\":{\"user_agent\":\"a\",\"ip_address\":\"::1\"},\"language\":null} | language",
                "startTransactionsFlow | {\"from_date\":\"2026-10-01\"} | to_date",
                "startTransactionsFlow | {\"from_date\":\"2026-10-01\",\"to_date\":\"31.10.2026\"} | to_date",
                "startTransactionsFlow | {\"from_date\":\"2026-10-01\",\"to_date\":\"2026-10-02\",\"last_days\":3} | not",
                "startBalancesFlow | {\"iban\":\"x\",\"allowed_accounts\":{\"currencies\":[\"EUR\"]}} | not",
                "startBalancesFlow | {\"allowed_accounts\":{\"currencies\":[]}} | currencies",
                "startTransferFlow | {\"amount\":{\"amount\":1.5,\"currency\":\"EUR\"},\"reference\":\"r\",\"to\":{\"iban\":\"x\",\"holder_name\":\"y\"}} | amount",
                "readNextTransactions | {} | offset",
                "answerAuthStep | {\"ct\":\"AAAA\",\"iv\":\"00\"} | ek",
                "startSession | {\"psu\":1,\"psu\":2} | Duplicate",
                "startSession | {} {} | JSON"
            })
    void aFaultyRequestBodyIsReported(String operation, String body, String problem) {
        assertThat(contract.checkRequestBody(operation, body))
                .anySatisfy(p -> assertThat(p).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts.response | \"id\": | \"identifier\":",
                "accounts.response | \"FULL\" | \"full\"",
                "accounts.response | \"FINISHED\" | \"PROCESSING\"",
                "accounts.response | \"amount\": 250075 | \"amount\": \"250075\"",
                "accounts.response | \"postalcode\" | \"postal_code\"",
                "balances.response | \"account\": { | \"konto\": {",
                "transactions-single-page.response | \"amount\": 12990 | \"amount\": -12990",
                "transactions-single-page.response | \"PENDING\" | \"PROCESSED\"",
                "transactions-single-page.response | \"incomplete\": true | \"incomplete\": null",
                "flow-exception.response | \"error\" | \"failure\"",
                "auth-otp.response | \"next\" | \"nxt\"",
                "auth-otp.response | \"key\": \"ey | \"schluessel\": \"ey",
                "auth-all-elements.response | \"flicker\" | \"flacker\"",
                "auth-all-elements.response | \"rows\": 3 | \"rows\": 0",
                "auth-all-elements-validation-error.response | \"allow_selected_min\" | \"allow_selected.min\""
            })
    void aFaultyAnswerBodyIsReported(String fixture, String from, String to) {
        String operation = fixture.startsWith("auth") ? "readAuthStep" : "readFlow";
        String text = KosmaFixtures.text(fixture);

        assertThat(text).contains(from);
        assertThat(contract.checkAnswerBody(operation, 200, text)).isEmpty();
        assertThat(contract.checkAnswerBody(operation, 200, text.replace(from, to)))
                .isNotEmpty();
    }

    @Test
    void theNearestAlternativeSaysWhatIsWrong() {
        String form = KosmaFixtures.text("auth-all-elements.response").replace("\"rows\": 3", "\"rows\": 0");

        assertThat(contract.checkAnswerBody("readAuthStep", 200, form))
                .singleElement()
                .asString()
                .contains("/rows")
                .contains("minimum");
    }

    @Test
    void aTechnicalDetailIsKeptFromTheConsumer() {
        String step = KosmaFixtures.text("auth-exception.response").replace("\"TECHNICAL\"", "\"TECHNICAL.DATABASE\"");

        assertThat(contract.checkAnswerBody("readAuthStep", 200, step)).isNotEmpty();
    }

    @Test
    void everyAnswerOfTheServiceCarriesItsCorrelationId() {
        Exchange exchange = start();
        Map<String, List<String>> headers = new HashMap<>(exchange.responseHeaders());
        headers.remove("klarna-correlation-id");

        assertThat(contract.check(new Exchange(
                        exchange.method(),
                        exchange.url(),
                        exchange.requestHeaders(),
                        exchange.requestBody(),
                        exchange.status(),
                        headers,
                        exchange.responseBody())))
                .containsExactly("answer header Klarna-Correlation-Id: missing");
    }

    @Test
    void aProxysPageIsAnAnswerInTroubleOnly() {
        Wire read = new Wire("GET", FLOW);

        assertThat(contract.check(read.page(502))).isEmpty();
        assertThat(contract.check(read.page(200)))
                .containsExactly("answer header Content-Type: `text/html` is not described");
    }

    @Test
    void aRefusedRequestMayHaveBeenMeantToBeWrong() {
        Exchange refused = new Wire("PUT", SESSIONS).text("{\"nonsense\":1}").answer(400, "error-bad-request.response");
        Exchange accepted = new Wire("PUT", SESSIONS).text("{\"nonsense\":1}").answer(201, "session-start.response");

        assertThat(contract.check(refused)).isEmpty();
        assertThat(contract.refusedRequestsToo().check(refused)).isNotEmpty();
        assertThat(contract.check(accepted)).isNotEmpty();
        assertThat(contract.answersOnly().check(accepted)).isEmpty();
    }

    @Test
    void theReportNamesEveryExchangeAndProblem() {
        assertThatCode(() -> contract.assertValid(List.of(start()))).doesNotThrowAnyException();
        assertThatThrownBy(() -> contract.assertValid(List.of(
                        start(),
                        new Wire("GET", WIZARD).answer(200, "auth-poll.response"),
                        new Wire("GET", FLOW).answer(201, "accounts.response"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET " + WIZARD + " -> 200: request header Authorization")
                .hasMessageContaining("GET " + FLOW + " -> 201: status 201")
                .hasMessageNotContaining("PUT");
    }

    private static Exchange start() {
        return new Wire("PUT", SESSIONS).body("session-start.request").answer(201, "session-start.response");
    }

    /** An exchange in the making. */
    private record Wire(String method, String url, Map<String, List<String>> headers, String requestBody) {
        Wire(String method, String url) {
            this(method, url, Map.of("authorization", List.of("Token t")), "");
        }

        Wire header(String name, String value) {
            Map<String, List<String>> more = new HashMap<>(headers);
            more.put(name, List.of(value));
            return new Wire(method, url, more, requestBody);
        }

        Wire noToken() {
            return new Wire(method, url, Map.of(), requestBody);
        }

        Wire body(String fixture) {
            return text(KosmaFixtures.text(fixture));
        }

        Wire text(String json) {
            return new Wire(method, url, headers, json).header("content-type", "application/json; charset=utf-8");
        }

        Exchange answer(int status) {
            return answered(status, Map.of("klarna-correlation-id", List.of("c-1")), "");
        }

        Exchange answer(int status, String fixture) {
            return answered(
                    status,
                    Map.of("klarna-correlation-id", List.of("c-1"), "content-type", List.of("application/json")),
                    KosmaFixtures.text(fixture));
        }

        Exchange page(int status) {
            return answered(
                    status,
                    Map.of("klarna-correlation-id", List.of("c-1"), "content-type", List.of("text/html")),
                    "<html></html>");
        }

        private Exchange answered(int status, Map<String, List<String>> responseHeaders, String responseBody) {
            return new Exchange(method, URI.create(url), headers, requestBody, status, responseHeaders, responseBody);
        }
    }
}
