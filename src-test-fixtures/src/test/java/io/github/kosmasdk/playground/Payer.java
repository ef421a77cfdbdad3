package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.TestClient.Answer;
import tools.jackson.databind.JsonNode;

/** Starts transfers and leads their consumer through them. */
final class Payer {
    static final String CHECKING = "DE43000000005686751168";
    static final String SESSION = """
            {"psu": {"user_agent": "Example/1.0", "ip_address": "203.0.113.17"},
             "selected_bank": {"bank_code": "%s", "country_code": "%s"},
             "aspsp_access": "FORCE_PSD2",
             "redirect_return_url": "https://shop.example/return?order=7#top",
             "consent_scope": {"accounts": {}, "balances": {}, "transfer": {}, "lifetime": %d}}
            """;

    final TestClient client;

    Payer(KosmaPlayground playground) {
        this.client = new TestClient(playground);
    }

    static String order(String from, long amount, String reference) {
        return """
                {%s "amount": {"amount": %d, "currency": "EUR"}, "reference": "%s",
                 "to": {"iban": "DE89370400440532013000", "holder_name": "Example Shop GmbH"}}
                """.formatted(from.isEmpty() ? "" : "\"iban\": \"" + from + "\",", amount, reference);
    }

    JsonNode session() {
        return session("88888888", "DE", 30);
    }

    JsonNode session(String bankCode, String country, int lifetime) {
        return client.startSession(SESSION.formatted(bankCode, country, lifetime))
                .data();
    }

    JsonNode start(JsonNode session, String order) {
        return client.startFlow(session, "transfer", order);
    }

    Consumer consumer(JsonNode flow, String user) {
        return client.consumer(flow).as(user);
    }

    Answer read(JsonNode flow) {
        return client.call("GET", flow.path("self").asString(), null);
    }

    /** What the flow tells once its consumer has done all that was asked. */
    Answer pay(JsonNode session, String order, String user) {
        return client.run(session, "transfer", order, user);
    }

    /** The result of another flow of this session, whose login is reused. */
    JsonNode result(JsonNode session, String type, String body) {
        return client.run(session, type, body, "").data().path("result");
    }
}
