package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(KosmaPlaygroundExtension.class)
class SessionsAndFlowsIT {
    private static final String PSU = "\"psu\": {\"user_agent\": \"Example/1.0\", \"ip_address\": \"203.0.113.17\"}";
    private static final String CHECKING = "DE43000000005686751168";
    private static final String SAVINGS = "DE28000000008746441159";
    private static final String RESTRICTED = "DE90000000008116641159";

    private final KosmaPlayground playground;
    private TestClient client;

    SessionsAndFlowsIT(KosmaPlayground playground) {
        this.playground = playground;
        this.client = new TestClient(playground);
    }

    @BeforeEach
    void connect() {
        client = new TestClient(playground);
    }

    @Test
    void startedSessionTellsAllItsLinks() {
        Answer started = client.startSession(TestClient.SESSION);

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.header("Content-Type")).startsWith("application/json");
        JsonNode session = started.data();
        String id = session.path("session_id").asString();
        String self = playground.baseUrl() + "/xs2a/v1/sessions/" + id;
        assertThat(id).matches("[0-9a-v]{32}");
        assertThat(session.path("session_id_short").asString())
                .isEqualTo(id.replaceAll("[01ilo]", "").substring(0, 8).toUpperCase(Locale.ROOT));
        assertThat(session.path("self").asString()).isEqualTo(self);
        assertThat(session.path("consent").asString()).isEqualTo(self + "/consent/get");
        assertThat(session.path("flows").toString())
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "{\"accounts\":\"%1$s/flows/accounts\",\"account_details\":\"%1$s/flows/account-details\","
                                + "\"balances\":\"%1$s/flows/balances\",\"transactions\":\"%1$s/flows/transactions\","
                                + "\"transfer\":\"%1$s/flows/transfer\"}",
                        self));
        assertThat(session.propertyNames())
                .containsExactlyInAnyOrder("session_id", "session_id_short", "self", "consent", "flows");
    }

    @Test
    void sessionTellsItsFlowsAndItsBank() {
        JsonNode session = client.session();
        String self = session.path("self").asString();
        JsonNode accounts = client.startFlow(session, "accounts", "{}");

        JsonNode during = client.call("GET", self, null).data();
        client.consumer(accounts).as("embedded").toTheEnd();
        JsonNode balances = client.startFlow(session, "balances", "{\"iban\": \"" + CHECKING + "\"}");
        JsonNode later = client.call("GET", self, null).data();

        assertThat(during.path("state").asString()).isEqualTo("RUNNING");
        assertThat(during.at("/current_flow/flow_id")).isEqualTo(accounts.path("flow_id"));
        assertThat(during.at("/current_flow/url")).isEqualTo(accounts.path("self"));
        assertThat(during.path("previous_flows")).isEmpty();
        assertThat(during.at("/bank/bank_code").asString()).isEqualTo("88888888");
        assertThat(during.at("/bank/connection").asString()).isEqualTo("PSD2");
        assertThat(during.at("/bank/bank_krn").asString()).matches("krn:openbanking:global:bank:[0-9a-f-]{36}");
        assertThat(later.at("/previous_flows/0/type").asString()).isEqualTo("accounts");
        assertThat(later.at("/current_flow/flow_id")).isEqualTo(balances.path("flow_id"));
    }

    @Test
    void closedSessionRefusesEverythingButBeingLookedAt() {
        JsonNode session = client.session();
        String self = session.path("self").asString();
        JsonNode flow = client.startFlow(session, "accounts", "{}");

        Answer closed = client.call("DELETE", self, "{\"keys\": {\"hsm\": \"\", \"aspsp_data\": \"\"}}");

        assertThat(closed.status()).isEqualTo(204);
        assertThat(closed.response().body()).isEmpty();
        assertThat(client.call("GET", self, null).text("/data/state")).isEqualTo("CLOSED");
        assertThat(client.call("GET", self, null).data().has("current_flow")).isFalse();
        assertNotFound(client.call("DELETE", self, null));
        assertNotFound(client.call("PUT", session.at("/flows/balances").asString(), "{}"));
        assertNotFound(client.call("GET", flow.path("self").asString(), null));
    }

    @Test
    void startedFlowCarriesATokenWithItsAuthUrl() {
        JsonNode session = client.session();

        Answer started = client.call("PUT", session.at("/flows/account_details").asString(), null);

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.data().propertyNames())
                .containsExactlyInAnyOrder("flow_id", "state", "self", "client_token");
        String id = started.text("/data/flow_id");
        assertThat(id).matches("[0-9a-v]{32}");
        assertThat(started.text("/data/self")).isEqualTo(session.path("self").asString() + "/flows/" + id);
        assertThat(started.text("/data/client_token")).startsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.");
        assertThat(client.consumer(started.data()).authUrl())
                .isEqualTo(playground.authBaseUrl() + "/branded/xs2a/v1/wizard/" + id);
        assertThat(client.call("GET", started.text("/data/self"), null).data().propertyNames())
                .containsExactlyInAnyOrder("state", "client_token");
    }

    @Test
    void secondRunningFlowIsAConflict() {
        JsonNode session = client.session();
        JsonNode first = client.startFlow(session, "accounts", "{}");

        Answer second = client.call("PUT", session.at("/flows/balances").asString(), "{}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("/error/code")).isEqualTo("CONFLICT");
        String self = first.path("self").asString();
        assertThat(client.call("DELETE", self, null).status()).isEqualTo(204);
        assertThat(client.call("GET", self, null).text("/data/state")).isEqualTo("ABORTED");
        assertNotFound(client.call("DELETE", self, null));
        assertThat(client.call("PUT", session.at("/flows/balances").asString(), "{}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void laterFlowReusesTheLogin() {
        JsonNode session = client.session();
        client.run(session, "accounts", "{}", "embedded");

        JsonNode flow = client.startFlow(session, "balances", "{\"iban\": \"" + CHECKING + "\"}");
        Answer told = client.call("GET", flow.path("self").asString(), null);
        JsonNode choosing = client.startFlow(session, "balances", "{}");
        Answer step = client.consumer(choosing).look();

        assertThat(flow.path("state").asString()).isEqualTo("PROCESSING");
        assertThat(told.text("/data/state")).isEqualTo("FINISHED");
        assertThat(told.text("/data/result/account/iban")).isEqualTo(CHECKING);
        assertThat(choosing.path("state").asString()).isEqualTo("CONSUMER_INPUT_NEEDED");
        assertThat(step.text("/data/result/context")).isEqualTo("account_selection");
        assertThat(step.text("/data/result/form/elements/0/key")).isEqualTo("account_id");
    }

    @Test
    void failedLoginIsAskedForAgain() {
        JsonNode session = client.session();
        client.run(session, "accounts", "{}", "wrong");

        assertThat(client.run(session, "accounts", "{}", "embedded").text("/data/state"))
                .isEqualTo("FINISHED");
    }

    @Test
    void accountIsChosenAmongThoseThatFit() {
        JsonNode session = client.session();
        JsonNode flow = client.startFlow(session, "balances", "{}");
        Consumer consumer = client.consumer(flow).as("embedded");

        JsonNode options = consumer.afterForms(3).json().at("/data/result/form/elements/0/options");
        consumer.answer("account_id", options.get(3).path("value")).toTheEnd();

        assertThat(options).hasSize(4);
        Answer told = client.call("GET", flow.path("self").asString(), null);
        assertThat(told.text("/data/result/account/iban")).isEqualTo(SAVINGS);
        JsonNode result = told.json().at("/data/result");
        assertThat(result.at("/available/amount").asLong())
                .isEqualTo(result.at("/balance/amount").asLong()
                        + result.at("/limit/amount").asLong()
                        - result.at("/reserved/amount").asLong());
    }

    @Test
    void fallbackConnectionKnowsItsOwnAccountsAndOnlyWhatIsAvailable() {
        JsonNode session = client.session();
        JsonNode flow = client.startFlow(session, "balances", "{\"account_id\": \"2\"}");
        client.consumer(flow).as("decoupled").answer("interface", "de_testbank").toTheEnd();

        Answer told = client.call("GET", flow.path("self").asString(), null);

        assertThat(told.text("/data/result/account/iban")).isEqualTo("DE52000000000012345678");
        assertThat(told.text("/data/result/account/bic")).isEqualTo("TESTDE20XXX");
        assertThat(told.text("/data/result/account/bank_code")).isEqualTo("00000");
        assertThat(told.json().at("/data/result").propertyNames())
                .containsExactlyInAnyOrder("type", "account", "available");
        assertThat(client.call("GET", session.path("self").asString(), null).text("/data/bank/connection"))
                .isEqualTo("FALLBACK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account_details|{\"iban\": \"DE43 0000 0000 5686 7511 68\"}|" + CHECKING,
                "account_details|{\"account_number\": \"8116641159\"}|" + RESTRICTED,
                "account_details|{\"iban\": \"DE43000000005686751168\", \"account_id\": \"\"}|" + CHECKING,
                "account_details|{\"allowed_accounts\": {\"account_types\": [\"SAVING\"]}}|" + SAVINGS,
            })
    void accountIsTargeted(String type, String body, String iban) {
        Answer told = client.run(client.session(), type, body, "embedded");

        assertThat(told.text("/data/result/account/iban")).isEqualTo(iban);
        assertThat(told.json().at("/data/result/account/balance/currency").asString())
                .isEqualTo("EUR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balances|{\"iban\": \"" + RESTRICTED + "\"}|NOT_SUPPORTED",
                "balances|{\"iban\": \"DE89370400440532013000\"}|USER.ACCESS_DENIED",
                "balances|{\"account_id\": \"0\"}|USER.ACCESS_DENIED",
                "balances|{\"allowed_accounts\": {\"currencies\": [\"USD\"]}}|NOT_SUPPORTED",
                "accounts|{\"accounts_selection\": \"SINGLE_ACCOUNT\","
                        + " \"allowed_accounts\": {\"account_ids\": [\"0\"]}}|NOT_SUPPORTED",
            })
    void accountThatDoesNotFitFailsTheFlow(String type, String body, String code) {
        Answer told = client.run(client.session(), type, body, "embedded");

        assertThat(told.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(told.text("/data/error/code")).isEqualTo(code);
    }

    @Test
    void accountsAreSelectedByTheConsumerWhenAsked() {
        JsonNode session = client.session();
        JsonNode one = client.startFlow(session, "accounts", "{\"accounts_selection\": \"SINGLE_ACCOUNT\"}");
        client.consumer(one).as("embedded").toTheEnd();
        JsonNode several = client.startFlow(session, "accounts", "{\"accounts_selection\": \"MULTIPLE_ACCOUNTS\"}");
        Consumer consumer = client.consumer(several);
        JsonNode options = consumer.look().json().at("/data/result/form/elements/0/options");
        consumer.answer(
                        "account_id",
                        TestClient.MAPPER
                                .createArrayNode()
                                .add(options.get(0).path("value"))
                                .add(options.get(4).path("value")))
                .toTheEnd();

        assertThat(client.call("GET", one.path("self").asString(), null).json().at("/data/result/accounts"))
                .hasSize(1);
        assertThat(client.call("GET", several.path("self").asString(), null)
                        .json()
                        .at("/data/result/accounts"))
                .extracting(account -> account.path("iban").asString())
                .containsExactly(CHECKING, RESTRICTED);
    }

    @Test
    void accountIdsAreGoodForOneSessionOnly() {
        String first =
                client.run(client.session(), "accounts", "{}", "embedded").text("/data/result/accounts/0/id");

        Answer other = client.run(
                client.session(), "accounts", "{\"allowed_accounts\": {\"account_ids\": [\"" + first + "\"]}}", "x");

        assertThat(other.text("/data/state")).isEqualTo("FINISHED");
        assertThat(other.json().at("/data/result/accounts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|body.psu",
                "{\"psu\": 1}|body.psu",
                "{\"psu\": {}}|body.psu.user_agent,body.psu.ip_address",
                "{\"psu\": {\"user_agent\": \"\", \"ip_address\": 4}}|body.psu.user_agent,body.psu.ip_address",
                "{PSU, \"selected_bank\": {}}|body.selected_bank.bank_code,body.selected_bank.country_code",
                "{PSU, \"selected_bank\": {\"bank_code\": \"1\", \"country_code\": \"XX\"}}"
                        + "|body.selected_bank.country_code",
                "{PSU, \"allowed_countries\": []}|body.allowed_countries",
                "{PSU, \"allowed_countries\": \"DE\"}|body.allowed_countries",
                "{PSU, \"allowed_countries\": [\"DE\", 4]}|body.allowed_countries[1]",
                "{PSU, \"preselected_country\": \"Germany\"}|body.preselected_country",
                "{PSU, \"aspsp_access\": \"ANY\"}|body.aspsp_access",
                "{PSU, \"language\": {}}|body.language",
                "{PSU, \"redirect_return_url\": \"shop\"}|body.redirect_return_url",
                "{PSU, \"consent_scope\": []}|body.consent_scope",
                "{PSU, \"consent_scope\": {\"accounts\": true}}|body.consent_scope.accounts",
                "{PSU, \"consent_scope\": {\"balances\": {\"ibans\": [\"DE1\"]}}}|body.consent_scope.balances.ibans",
                "{PSU, \"consent_scope\": {\"lifetime\": -1}}|body.consent_scope.lifetime",
                "{PSU, \"consent_scope\": {\"transactions\": {\"from_date\": \"2023-01-01\"}}}"
                        + "|body.consent_scope.transactions.to_date",
                "[]|body",
                "{\"psu\": |body",
            })
    void brokenSessionRequestIsToldMemberByMember(String body, String locations) {
        assertInvalid(client.startSession(body.replace("PSU", PSU)), locations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balances|{\"iban\": \"DE44000000005686751168\"}|body.iban",
                "balances|{\"iban\": 4, \"account_id\": [], \"account_number\": {}}"
                        + "|body.iban,body.account_id,body.account_number",
                "balances|{\"account_id\": \"1\", \"allowed_accounts\": {\"account_types\": [\"DEFAULT\"]}}"
                        + "|body.allowed_accounts",
                "accounts|{\"allowed_accounts\": []}|body.allowed_accounts",
                "accounts|{\"allowed_accounts\": {\"account_types\": []}}|body.allowed_accounts.account_types",
                "accounts|{\"allowed_accounts\": {\"account_types\": [\"GIRO\"], \"currencies\": [\"euro\"]}}"
                        + "|body.allowed_accounts.account_types,body.allowed_accounts.currencies",
                "accounts|{\"allowed_accounts\": {\"account_ids\": \"1\"}}|body.allowed_accounts.account_ids",
                "accounts|{\"accounts_selection\": \"ONE\"}|body.accounts_selection",
                "transactions|{\"from_date\": \"2026-02-30\", \"to_date\": \"2026-03-01\"}|body.from_date",
                "transactions|{\"from_date\": \"2026-02-03\"}|body.to_date",
                "transactions|{\"to_date\": \"2026-02-03\"}|body.from_date",
                "transactions|{\"from_date\": \"2026-02-03\", \"to_date\": \"2026-02-02\"}|body.from_date",
                "transactions|{\"from_date\": \"2026-02-01\", \"to_date\": \"2026-02-02\", \"last_days\": 3}"
                        + "|body.last_days",
                "transactions|{\"last_days\": 0}|body.last_days",
                "transactions|{\"last_days\": \"3\"}|body.last_days",
                "transactions|{\"last_days\": 1.5}|body.last_days",
                "transactions|{\"preferred_pagination_size\": -1}|body.preferred_pagination_size",
                "transactions|nonsense|body",
            })
    void brokenFlowRequestIsToldMemberByMember(String type, String body, String locations) {
        JsonNode session = client.session();

        assertInvalid(client.call("PUT", session.at("/flows/" + type).asString(), body), locations);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{PSU, \"selected_bank\": {\"bank_code\": \"12345678\", \"country_code\": \"DE\"}}",
                "{PSU, \"selected_bank\": {\"bank_code\": \"88888888\", \"country_code\": \"AT\"}}",
                "{PSU, \"selected_bank\": {\"bank_code\": \"88888888\", \"country_code\": \"DE\"},"
                        + " \"allowed_countries\": [\"AT\"]}",
            })
    void bankThatCannotBeSelectedIsRefused(String body) {
        Answer refused = client.startSession(body.replace("PSU", PSU));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("badRequest");
        assertThat(refused.text("/error/message")).isEqualTo("Selected bank not allowed for this user");
    }

    @Test
    void wrongWhiteLabelKeysAreToldWithEveryBody() {
        String keys = "\"keys\": {\"hsm\": 1, \"aspsp_data\": \"secret\"}";
        JsonNode session = client.startSession("{" + PSU + "}").data();
        JsonNode flow = client.startFlow(session, "accounts", "{}");
        Consumer consumer = client.consumer(flow);
        Answer bank = consumer.look();
        String self = flow.path("self").asString();
        String bankChoice = "{\"bank_code\": \"00000\", \"country_code\": \"DE\", " + keys + "}";

        List<Answer> refused = new ArrayList<>(List.of(
                client.startSession("{" + PSU + ", " + keys + "}"),
                consumer.post(bank, bankChoice),
                client.call("DELETE", self, "{" + keys + "}"),
                client.call("DELETE", session.path("self").asString(), "{" + keys + "}"),
                client.call("POST", session.path("consent").asString(), "{" + keys + "}")));
        client.call("DELETE", self, "{\"keys\": {\"aspsp_data\": \"0aF1:00\"}}");
        for (String type : List.of("accounts", "account_details", "balances", "transactions")) {
            refused.add(client.call("PUT", session.at("/flows/" + type).asString(), "{" + keys + "}"));
        }

        assertThat(refused).allSatisfy(answer -> assertInvalid(answer, "body.keys.hsm,body.keys.aspsp_data"));
        assertThat(client.call("GET", self, null).text("/data/state")).isEqualTo("ABORTED");
    }

    @Test
    void unknownMembersAndEmptyOptionalOnesAreIgnored() {
        Answer started = client.startSession(
                ("{PSU, \"_selected_bank\": 7, \"keys\": {\"aspsp_data\": \"\"}, \"language\": \"\","
                                + " \"redirect_return_url\": \"\", \"aspsp_access\": null, \"consent_scope\": {\"_x\": 1}}")
                        .replace("PSU", PSU));

        assertThat(started.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Token", "Token ", "Basic eDp5", "x"})
    void requestWithoutATokenIsUnauthorized(String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(client.url("/xs2a/v1/sessions")))
                .PUT(HttpRequest.BodyPublishers.ofString(TestClient.SESSION));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        Answer refused = client.call(request);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error/code")).isEqualTo("unauthorized");
    }

    @Test
    void olderSchemeIsAcceptedToo() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(client.url("/xs2a/v1/sessions")))
                .header("Authorization", "Bearer anything")
                .PUT(HttpRequest.BodyPublishers.ofString(TestClient.SESSION));

        assertThat(client.call(request).status()).isEqualTo(201);
    }

    @Test
    void authApiNeedsNoToken() {
        JsonNode flow = client.startFlow(client.session(), "accounts", "{}");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(client.consumer(flow).authUrl()));

        assertThat(client.call(request).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /xs2a/v1/sessions, 405",
        "GET, /xs2a/v1/sessions/nobody, 404",
        "GET, /xs2a/v1/sessions/, 404",
        "GET, /xs2a/v2/sessions, 404",
        "GET, /, 404",
        "PUT, SESSION/flows/unknown, 404",
        "GET, SESSION/flows/accounts, 404",
        "GET, SESSION/flows, 404",
        "POST, SESSION, 405",
        "GET, SESSION/consent/get, 405",
        "POST, SESSION/flows/nobody/list, 404",
    })
    void unknownPathsAndMethodsAreErrorsInTheEnvelope(String method, String path, int status) {
        String session = client.session().path("self").asString();
        String url = path.startsWith("SESSION") ? path.replace("SESSION", session) : client.url(path);

        Answer refused = client.call(method, url, null);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/error/code")).isNotBlank();
        assertThat(refused.text("/error/message")).isNotBlank();
    }

    @Test
    void readWithABodyIsForbidden() {
        assertThat(client.call("GET", client.session().path("self").asString(), "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void flowOfAnotherSessionIsNotFound() {
        JsonNode flow = client.startFlow(client.session(), "accounts", "{}");
        String elsewhere = client.session().path("self").asString() + "/flows/"
                + flow.path("flow_id").asString();

        assertNotFound(client.call("GET", elsewhere, null));
    }

    @Test
    void correlationIdIsEchoedOrMade() {
        HttpRequest.Builder request = client.request("PUT", client.url("/xs2a/v1/sessions"), TestClient.SESSION)
                .header("Klarna-Correlation-Id", "c0ffee");

        assertThat(client.call(request).header("Klarna-Correlation-Id")).isEqualTo("c0ffee");
        assertThat(client.startSession("{}").header("Klarna-Correlation-Id")).isNotBlank();
    }

    @Test
    void exchangesAreKeptInOrder() {
        JsonNode session = client.session();
        JsonNode flow = client.startFlow(session, "accounts", "{}");
        client.consumer(flow).look();

        List<Exchange> exchanges = playground.exchanges();

        assertThat(exchanges).extracting(Exchange::status).containsExactly(201, 201, 200);
        assertThat(exchanges)
                .extracting(exchange -> exchange.url().getPort())
                .containsExactly(
                        playground.baseUrl().getPort(),
                        playground.baseUrl().getPort(),
                        playground.authBaseUrl().getPort());
        Exchange first = exchanges.get(0);
        assertThat(first.method()).isEqualTo("PUT");
        assertThat(first.url().getPath()).isEqualTo("/xs2a/v1/sessions");
        assertThat(first.requestHeaders()).containsEntry("authorization", List.of("Token playground-token"));
        assertThat(first.requestBody()).isEqualTo(TestClient.SESSION);
        assertThat(first.responseHeaders()).containsKeys("content-type", "klarna-correlation-id");
        assertThat(Json.parse(first.responseBody()).path("data")).isEqualTo(session);
    }

    @Test
    void resetForgetsEverything() {
        JsonNode session = client.session();
        playground.faults().onXs2a("*", ".*").status(500).times(9);

        playground.reset();

        assertThat(playground.exchanges()).isEmpty();
        assertNotFound(client.call("GET", session.path("self").asString(), null));
    }

    private static void assertNotFound(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/error/code")).isEqualTo("notFound");
    }

    private static void assertInvalid(Answer answer, String locations) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/error/code")).isEqualTo("badRequest");
        assertThat(answer.json().at("/error/errors")).allSatisfy(error -> {
            assertThat(error.path("code").asString()).isNotBlank();
            assertThat(error.path("message").asString()).isNotBlank();
        });
        assertThat(answer.json().at("/error/errors"))
                .extracting(error -> error.path("location").asString())
                .containsExactlyInAnyOrder(locations.split(","));
    }
}
