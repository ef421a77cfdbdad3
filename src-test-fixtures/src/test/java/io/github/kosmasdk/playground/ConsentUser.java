package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.TestClient.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the token of one consent and makes its calls. */
final class ConsentUser {
    static final String EVERYTHING =
            "\"accounts\": {}, \"account_details\": {}, \"balances\": {}, \"transactions\": {}, \"lifetime\": 30";
    private static final String SESSION = """
            {"psu": {"user_agent": "Example/1.0", "ip_address": "203.0.113.17"},
             "selected_bank": {"bank_code": "88888888", "country_code": "DE"},
             "aspsp_access": "FORCE_PSD2",
             "consent_scope": {%s}}
            """;

    final TestClient client;
    final JsonNode session;
    final JsonNode sessionAccounts;
    final String id;
    final JsonNode urls;
    String token;

    private ConsentUser(TestClient client, JsonNode session, JsonNode sessionAccounts) {
        this.client = client;
        this.session = session;
        this.sessionAccounts = sessionAccounts;
        JsonNode consent =
                client.call("POST", session.path("consent").asString(), null).data();
        id = consent.path("consent_id").asString();
        token = consent.path("consent_token").asString();
        urls = consent.path("consents");
    }

    static ConsentUser of(KosmaPlayground playground, String scope, String user) {
        TestClient client = new TestClient(playground);
        JsonNode session = client.startSession(SESSION.formatted(scope)).data();
        JsonNode accounts = client.run(session, "accounts", "{}", user).data().at("/result/accounts");
        return new ConsentUser(client, session, accounts);
    }

    String accountId(int position) {
        return sessionAccounts.path(position).path("id").asString();
    }

    /** A call without the consumer; the token for the next one is kept. */
    Answer unattended(String call, @Nullable String accountId, String... more) {
        return keep(post(urls.path(call).asString(), body(accountId, false, more)));
    }

    /** A call for the consumer; the token for the next one is kept. */
    Answer attended(String call, @Nullable String accountId, String... more) {
        return keep(post(urls.path(call).asString(), body(accountId, true, more)));
    }

    Answer transactions(String accountId, String from, String to) {
        return attended("transactions", accountId, "from_date", from, "to_date", to);
    }

    Answer post(String url, String body) {
        return client.call("POST", url, body);
    }

    Answer keep(Answer answer) {
        String pointer = answer.status() == 200 ? "/data/consent_token" : "/consent_token";
        String next = answer.text(pointer);
        if (answer.status() == 200) {
            assertThat(next).isNotEmpty();
        }
        if (!next.isEmpty()) {
            assertThat(next).isNotEqualTo(token);
            token = next;
        }
        return answer;
    }

    String body(@Nullable String accountId, boolean attended, String... more) {
        ObjectNode body = TestClient.MAPPER.createObjectNode().put("consent_token", token);
        if (accountId != null) {
            body.put("account_id", accountId);
        }
        if (attended) {
            body.putObject("psu").put("user_agent", "Example/1.0").put("ip_address", "203.0.113.17");
        }
        for (int i = 0; i < more.length; i += 2) {
            if (more[i].equals("preferred_pagination_size")) {
                body.put(more[i], Integer.parseInt(more[i + 1]));
            } else {
                body.put(more[i], more[i + 1]);
            }
        }
        return body.toString();
    }
}
