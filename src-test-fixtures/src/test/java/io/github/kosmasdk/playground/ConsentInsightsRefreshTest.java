package io.github.kosmasdk.playground;

import static io.github.kosmasdk.playground.InsightsUser.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Refreshes without a login: by a consent of the caller, by a stored one, and by a schedule. */
class ConsentInsightsRefreshTest {
    private static final String ALL = "\"accounts\": {\"all\": true}";
    private static final String REFRESH = "\"accounts\": {}, \"insights_refresh\": {}, \"lifetime\": 30";

    private final MovableClock clock = new MovableClock();
    private final KosmaPlayground playground =
            KosmaPlayground.builder().inProcess().formKeys(1).clock(clock).start();
    private final InsightsUser user = new InsightsUser(new TestClient(playground), "cust-4711");

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private Answer start(String members) {
        return user.client.call("PUT", user.client.url("/insights/v1/consents/insights-refresh"), "{" + members + "}");
    }

    private Answer start(ConsentUser consent, String members) {
        Answer answer = start(
                "\"consent_id\": \"%s\", \"consent_token\": \"%s\", %s".formatted(consent.id, consent.token, members));
        String next = answer.status() == 201 ? answer.text("/data/consent_token") : answer.text("/consent_token");
        if (!next.isEmpty()) {
            consent.token = next;
        }
        return answer;
    }

    private Answer poll(Answer started) {
        return user.client.call("GET", started.text("/data/self"), null);
    }

    private Answer finished(Answer started) {
        assertThat(started.status()).as(started.json().toString()).isEqualTo(201);
        Answer answer = poll(started);
        for (int i = 0; i < 10 && answer.text("/data/state").equals("PROCESSING"); i++) {
            answer = poll(started);
        }
        return answer;
    }

    private ConsentUser consent(String scope) {
        return ConsentUser.of(playground, scope, "embedded");
    }

    private void store() {
        user.refresh(user.session(REFRESH), "embedded", ALL + ", \"store_consent\": \"REQUIRED\"");
    }

    @Test
    void aConsentNamesTheCallAmongItsUrls() {
        assertThat(consent(REFRESH).urls.path("insights_refresh").asString())
                .isEqualTo(user.client.url("/insights/v1/consents/insights-refresh"));
    }

    @Test
    void takesItsTimeAndReplacesTheToken() {
        ConsentUser consent = consent(REFRESH);
        String first = consent.token;

        Answer started = start(consent, ALL + ", \"insights_consumer_id\": \"cust-4711\"");

        assertThat(started.text("/data/state")).isEqualTo("PROCESSING");
        assertThat(consent.token).isNotEqualTo(first);
        assertThat(user.ask("storage/accounts/list", "").status()).isEqualTo(400);
        assertThat(poll(started).text("/data/state")).isEqualTo("PROCESSING");
        Answer finished = poll(started);
        assertThat(finished.text("/data/state")).isEqualTo("FINISHED");
        assertThat(finished.data().path("insights_account_ids")).hasSize(4);
        assertThat(poll(started).data()).isEqualTo(finished.data());
        assertThat(user.accounts()).hasSize(4);
        assertThat(consent.attended("accounts", null).status()).isEqualTo(200);
    }

    @Test
    void aSupersededTokenIsRefused() {
        ConsentUser consent = consent(REFRESH);
        String first = consent.token;
        start(consent, ALL);
        consent.token = first;

        Answer refused = start(consent, ALL);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("CONSENT");
        assertThat(refused.json().has("consent_token")).isFalse();
    }

    @Test
    void needsTheScope() {
        ConsentUser consent = consent("\"accounts\": {}, \"lifetime\": 30");

        Answer refused = start(consent, ALL);

        assertThat(refused.text("/error/code")).isEqualTo("CONSENT.RESOURCE_NOT_GRANTED");
        assertThat(consent.attended("accounts", null).status()).isEqualTo(200);
    }

    @Test
    void countsForTheQuotaWithoutTheConsumer() {
        ConsentUser consent = consent(REFRESH);
        for (int i = 0; i < 4; i++) {
            assertThat(start(consent, ALL).status()).isEqualTo(201);
        }

        assertThat(start(consent, ALL).text("/error/code")).isEqualTo("CONSENT.LIMIT_EXCEEDED");
        assertThat(start(
                                consent,
                                ALL + ", \"psu\": {\"user_agent\": \"Example/1.0\", \"ip_address\": \"203.0.113.17\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void meetsTroubleOfTheBankAndIsCountedAsACallOfTheConsent() {
        ConsentUser consent = consent(REFRESH);
        playground.consents().trouble(Consents.Trouble.of("BANK"));

        Answer refused = start(consent, ALL);
        Answer started = start(consent, ALL);

        assertThat(refused.text("/error/code")).isEqualTo("BANK");
        assertThat(started.status()).isEqualTo(201);
        Consent.Counts counts =
                playground.consents().find(consent.id).orElseThrow().counts();
        assertThat(counts.calls()).isEqualTo(2);
        assertThat(counts.succeeded()).isEqualTo(1);
        assertThat(counts.refused()).containsEntry("BANK", 1L);
        assertThat(counts.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void anAccountIsNamedByAnyOfItsIds() {
        ConsentUser consent = consent(REFRESH);
        Answer byId = finished(start(
                consent,
                "\"insights_consumer_id\": \"cust-4711\", \"accounts\": {\"ids\": [\"%s\"]}"
                        .formatted(consent.accountId(1))));
        JsonNode insightsId = byId.data().at("/insights_account_ids/0");
        Answer byInsightsId = finished(start(
                consent,
                "\"insights_consumer_id\": \"cust-4711\", \"accounts\": {\"insights_account_ids\": [%s]}"
                        .formatted(insightsId)));
        Answer byIban = finished(start(consent, "\"accounts\": {\"ibans\": [\"%s\"]}".formatted(Payer.CHECKING)));

        assertThat(byInsightsId.data().at("/insights_account_ids/0")).isEqualTo(insightsId);
        assertThat(user.accounts()).hasSize(1);
        assertThat(byIban.data().path("insights_account_ids")).hasSize(1);
        assertThat(byIban.text("/data/insights_consumer_id")).isNotEqualTo("cust-4711");
    }

    @Test
    void whatTheBankRefusesIsAnException() {
        ConsentUser consent = ConsentUser.of(playground, REFRESH, "invalid-transactions-timerange");

        Answer failed = finished(start(consent, ALL));

        assertThat(failed.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(failed.text("/data/error/code")).isEqualTo("NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"insights_consumer_id\": \"cust-4711\"|accounts",
                "\"accounts\": {\"all\": true}|insights_consumer_id",
                "\"accounts\": {\"all\": true}, \"consent_id\": \"c5k9v3m7r1t5hs0do6ube2pgfn4jaqil\"|consent_id",
                "\"accounts\": {\"all\": true}, \"insights_consumer_id\": \"nobody\"|insights_consumer_id",
            })
    void whatMakesNoSenseIsRefused(String members, String location) {
        assertRefused(start(members), "body." + location);
    }

    @Test
    void anUnknownRefreshIsNotThere() {
        Answer answer = user.client.call("GET", user.client.url("/insights/v1/consents/insights-refresh/x"), null);

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void aStoredConsentNeedsNoToken() {
        store();
        clock.move(Duration.ofDays(3));
        assertRefused(user.ask("reports/balances/create", ""), "body.insights_consumer_id");

        Answer finished = finished(start("\"insights_consumer_id\": \"cust-4711\", \"refresh_days\": 30, " + ALL));

        assertThat(finished.data().path("insights_account_ids")).hasSize(4);
        assertThat(finished.data().has("consent_token")).isFalse();
        assertThat(user.report("categorization", "\"report_days\": 30")
                        .at("/0/to_date")
                        .asString())
                .isEqualTo("2026-11-26");
        clock.move(Duration.ofDays(28));
        Answer expired = start("\"insights_consumer_id\": \"cust-4711\", " + ALL);
        assertThat(expired.text("/error/code")).isEqualTo("CONSENT.EXPIRED");
    }

    @Test
    void withoutAStoredConsentNothingIsRefreshedOrScheduled() {
        user.refresh("embedded", ALL);

        assertRefused(start("\"insights_consumer_id\": \"cust-4711\", " + ALL), "body.insights_consumer_id");
        assertRefused(user.ask("autorefresh/schedule", ""), "body.insights_consumer_id");
    }

    @Test
    void aScheduleKeepsTheDataFresh() {
        store();
        user.call("autorefresh/schedule", "\"refresh_interval_minutes\": 720, \"data_retention_minutes\": 2880");
        JsonNode planned = user.call("autorefresh/list", "").path("status");

        clock.move(Duration.ofDays(3).plusHours(1));
        JsonNode status = user.call("autorefresh/list", "").path("status");

        assertThat(planned).hasSize(4);
        assertThat(planned.at("/0/next_refresh_at").asString()).isEqualTo("2026-11-23T22:00:00Z");
        assertThat(planned.at("/0/last_refresh_at").asString()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(status.at("/0/last_refresh_at").asString()).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(status.at("/0/next_refresh_at").asString()).isEqualTo("2026-11-26T22:00:00Z");
        assertThat(status.at("/0/last_refresh_state").asString()).isEqualTo("SUCCESS");
        assertThat(status.at("/0/refresh_interval_minutes").intValue()).isEqualTo(720);
        assertThat(user.report("categorization", "").at("/0/refreshed_at").asString())
                .isEqualTo("2026-11-26T10:00:00Z");
    }

    @Test
    void dataOfAScheduleCanBeForgottenBetweenTwoRuns() {
        store();
        user.call("autorefresh/schedule", "\"refresh_interval\": \"DAILY\"");
        clock.move(Duration.ofDays(1).plusMinutes(9));
        assertThat(user.accounts()).hasSize(4);
        clock.move(Duration.ofMinutes(1));

        assertRefused(user.ask("reports/account-info/create", ""), "body.insights_consumer_id");
        assertThat(user.call("autorefresh/list", "").path("status")).hasSize(4);
    }

    @Test
    void schedulingAgainOverwritesAndMovesTheNextRun() {
        store();
        String id = user.accounts().at("/0/insights_account_id").asString();
        user.call("autorefresh/schedule", "\"refresh_interval\": \"WEEKLY\"");
        clock.move(Duration.ofHours(2));
        user.call(
                "autorefresh/schedule",
                "\"insights_account_ids\": [\"%s\"], \"refresh_interval\": \"AS_OFTEN_AS_POSSIBLE\", \"intended_reports\": [\"BALANCES\"]"
                        .formatted(id));

        JsonNode one = user.call("autorefresh/list", "\"insights_account_ids\": [\"%s\"]".formatted(id))
                .path("status");
        JsonNode all = user.call("autorefresh/list", "").path("status");

        assertThat(one).hasSize(1);
        assertThat(one.at("/0/next_refresh_at").asString()).isEqualTo("2026-11-23T18:00:00Z");
        assertThat(one.at("/0/intended_insights").toString()).isEqualTo("[\"BALANCES\"]");
        assertThat(one.at("/0/refresh_interval").asString()).isEqualTo("AS_OFTEN_AS_POSSIBLE");
        assertThat(all.at("/1/next_refresh_at").asString()).isEqualTo("2026-11-30T10:00:00Z");
        assertRefused(
                user.ask("autorefresh/schedule", "\"insights_account_ids\": [\"x\"]"), "body.insights_account_ids");
    }

    @Test
    void aScheduleOutlivesItsConsentAndSaysSo() {
        store();
        user.call("autorefresh/schedule", "");
        clock.move(Duration.ofDays(31).plusHours(1));

        JsonNode status = user.call("autorefresh/list", "").at("/status/0");

        assertThat(status.path("last_refresh_state").asString()).isEqualTo("EXCEPTION");
        assertThat(status.path("last_refresh_error_category").asString()).isEqualTo("CONSENT.EXPIRED");
        assertThat(status.path("consent_authorization_required").booleanValue()).isTrue();
        assertThat(status.path("refresh_failed_counter").intValue()).isEqualTo(2);
        store();
        clock.move(Duration.ofDays(1));
        JsonNode again = user.call("autorefresh/list", "").at("/status/0");
        assertThat(again.path("last_refresh_state").asString()).isEqualTo("SUCCESS");
        assertThat(again.path("refresh_failed_counter").intValue()).isZero();
    }

    @Test
    void aConsumerCanBeWiped() {
        store();
        user.call("autorefresh/schedule", "");

        user.call("storage/consumers/delete", "");

        assertRefused(user.ask("autorefresh/list", ""), "body.insights_consumer_id");
        assertRefused(start("\"insights_consumer_id\": \"cust-4711\", " + ALL), "body.insights_consumer_id");
        clock.move(Duration.ofDays(2));
        assertRefused(user.ask("storage/accounts/list", ""), "body.insights_consumer_id");
    }
}
