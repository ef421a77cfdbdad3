package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.TestClient.Answer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Calls the Insights API for one consumer. */
final class InsightsUser {
    static final String RICH = "acin-demo-data";

    private static final String SESSION = """
            {"psu": {"user_agent": "Example/1.0", "ip_address": "203.0.113.17"},
             "selected_bank": {"bank_code": "88888888", "country_code": "DE"},
             "aspsp_access": "%s",
             "consent_scope": {%s}}
            """;

    final TestClient client;
    final String id;

    InsightsUser(TestClient client, String id) {
        this.client = client;
        this.id = id;
    }

    /** Someone whose data of all accounts is there. */
    static InsightsUser refreshed(KosmaPlayground playground, String user, String more) {
        InsightsUser consumer = new InsightsUser(new TestClient(playground), "cust-4711");
        Answer answer = consumer.refresh(user, "\"accounts\": {\"all\": true}" + more);
        assertThat(answer.text("/data/state")).as(answer.json().toString()).isEqualTo("FINISHED");
        return consumer;
    }

    JsonNode session(String scope) {
        return session("FORCE_PSD2", scope);
    }

    JsonNode session(String access, String scope) {
        return client.startSession(SESSION.formatted(access, scope)).data();
    }

    /** Runs a refresh flow to its end. */
    Answer refresh(String user, String members) {
        return refresh(session("\"insights_refresh\": {}, \"lifetime\": 30"), user, members);
    }

    Answer refresh(JsonNode session, String user, String members) {
        return client.run(
                session,
                "insights_refresh",
                "{\"insights_consumer_id\": \"%s\"%s}".formatted(id, members.isEmpty() ? "" : ", " + members),
                user);
    }

    /** A call for this consumer, whatever it is answered. */
    Answer ask(String path, String members) {
        String body = "{\"insights_consumer_id\": \"%s\"%s}".formatted(id, members.isEmpty() ? "" : ", " + members);
        return client.call("POST", client.url("/insights/v1/" + path), body);
    }

    /** A call for this consumer that succeeds. */
    JsonNode call(String path, String members) {
        Answer answer = ask(path, members);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.data();
    }

    JsonNode report(String name, String members) {
        return call("reports/" + name + "/create", members).path("reports");
    }

    /** The transactions of all accounts together. */
    List<JsonNode> transactions(String members) {
        JsonNode reports = report(
                "categorization",
                "\"combine_accounts\": \"ALL\", \"required_data_availability\": \"NONE\""
                        + (members.isEmpty() ? "" : ", " + members));
        assertThat(reports).hasSize(1);
        return reports.at("/0/transactions").valueStream().toList();
    }

    JsonNode accounts() {
        return call("storage/accounts/list", "").path("accounts");
    }

    void upload(String accountId, String transactions) {
        call(
                "storage/transactions/create",
                "\"insights_account_id\": \"%s\", \"transactions\": [%s]".formatted(accountId, transactions));
    }

    static long signed(JsonNode transaction) {
        long amount = transaction.at("/amount/amount").longValue();
        return transaction.path("type").asString().equals("DEBIT") ? -amount : amount;
    }

    static String date(JsonNode transaction) {
        return transaction
                .path("booking_date")
                .asString(transaction.path("value_date").asString(""));
    }

    static void assertRefused(Answer answer, String location) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.text("/error/code")).isEqualTo("badRequest");
        assertThat(answer.text("/error/errors/0/location")).isEqualTo(location);
    }
}
