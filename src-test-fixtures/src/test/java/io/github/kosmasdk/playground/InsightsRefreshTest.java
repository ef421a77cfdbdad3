package io.github.kosmasdk.playground;

import static io.github.kosmasdk.playground.InsightsUser.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InsightsRefreshTest {
    private static final String CONSENT = "\"insights_refresh\": {}, \"lifetime\": 30";
    private static final String ALL = "\"accounts\": {\"all\": true}";

    private final MovableClock clock = new MovableClock();
    private final KosmaPlayground playground =
            KosmaPlayground.builder().inProcess().formKeys(1).clock(clock).start();
    private final InsightsUser user = new InsightsUser(new TestClient(playground), "cust-4711");

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private static List<String> ids(JsonNode accounts) {
        return accounts.valueStream()
                .map(account -> account.path("insights_account_id").asString())
                .toList();
    }

    private List<String> ids() {
        return ids(user.accounts());
    }

    @Test
    void isOfferedWhereTheScopeAsksForIt() {
        JsonNode without = user.session("\"accounts\": {}");
        JsonNode with = user.session(CONSENT);

        assertThat(without.path("flows").has("insights_refresh")).isFalse();
        assertThat(with.at("/flows/insights_refresh").asString()).endsWith("/flows/insights-refresh");
        Answer refused = user.client.call("PUT", without.path("self").asString() + "/flows/insights-refresh", "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains("insights_refresh");
    }

    @Test
    void theConsumerSelectsOneAccountUnlessSomeAreNamed() {
        Answer one = user.refresh("embedded", "");

        assertThat(one.data().at("/result/insights_account_ids")).hasSize(1);
        assertThat(user.accounts()).hasSize(1);
        assertThat(user.accounts().at("/0/iban").asString()).isEqualTo(Payer.CHECKING);
    }

    @Test
    void allAccountsAreThoseWhoseTransactionsCanBeRead() {
        Answer all = user.refresh("embedded", ALL);

        assertThat(ids(user.accounts()))
                .hasSize(4)
                .isEqualTo(all.data()
                        .at("/result/insights_account_ids")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        assertThat(all.text("/data/result/type")).isEqualTo("insights_refresh");
        assertThat(all.text("/data/result/insights_consumer_id")).isEqualTo("cust-4711");
    }

    @Test
    void aNewConsumerGetsAnId() {
        Answer finished = user.client.run(user.session(CONSENT), "insights_refresh", "{" + ALL + "}", "embedded");

        String id = finished.text("/data/result/insights_consumer_id");
        assertThat(id).isNotEmpty();
        assertThat(new InsightsUser(user.client, id).accounts()).hasSize(4);
    }

    @Test
    void namedAccountsAreTheOnes() {
        Answer salary = user.refresh("embedded", "\"accounts\": {\"ibans\": [\"DE18000000006636981175\"]}");
        Answer unknown = user.refresh("embedded", "\"accounts\": {\"ibans\": [\"DE02120300000000202051\"]}");

        assertThat(salary.data().at("/result/insights_account_ids")).hasSize(1);
        assertThat(user.accounts().at("/0/alias").asString()).isEqualTo("Salary account");
        assertThat(unknown.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(unknown.text("/data/error/code")).isEqualTo("USER.ACCESS_DENIED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"accounts\": {}|accounts.all",
                "\"accounts\": {\"all\": true, \"ids\": [\"1\"]}|accounts.all",
                "\"accounts\": {\"all\": false}|accounts.all",
                "\"refresh_days\": 1, \"from_date\": \"2026-11-01\", \"to_date\": \"2026-11-01\"|refresh_days",
                "\"store_consent\": \"MAYBE\"|store_consent",
                "\"intended_reports\": [\"ALL\"]|intended_reports",
                "\"data_retention_minutes\": 0|data_retention_minutes",
            })
    void whatMakesNoSenseIsRefused(String members, String location) {
        String body = "{\"insights_consumer_id\": \"cust-4711\", " + members + "}";
        JsonNode session = user.session(CONSENT);

        assertRefused(
                user.client.call("PUT", session.at("/flows/insights_refresh").asString(), body), "body." + location);
    }

    @Test
    void onlyIntendedReportsHaveTheirData() {
        user.refresh("embedded", ALL + ", \"intended_reports\": [\"ACCOUNT_INFOS\"]");

        assertThat(user.report("account-info", "")).hasSize(4);
        assertRefused(user.ask("reports/balances/create", ""), "body.required_data_availability");
        assertRefused(user.ask("reports/categorization/create", ""), "body.required_data_availability");
        JsonNode balances = user.report("balances", "\"required_data_availability\": \"NONE\"");
        assertThat(balances.get(0).has("balance")).isFalse();
        JsonNode none = user.report("categorization", "\"required_data_availability\": \"NONE\"");
        assertThat(none.at("/0/data_availability").asString()).isEqualTo("NONE");
        assertThat(none.at("/0/transactions")).isEmpty();
        assertThat(user.report("balance-over-time", "\"report_days\": 2")
                        .at("/0/balances")
                        .toString())
                .isEqualTo("[{\"date\":\"2026-11-21\"},{\"date\":\"2026-11-22\"},{\"date\":\"2026-11-23\"}]");
    }

    @Test
    void aReturningConsumerKeepsIdsLabelsAndCategories() {
        user.refresh("embedded", ALL);
        List<String> before = ids();
        JsonNode row = user.transactions("\"states\": [\"PROCESSED\"]").get(3);
        String which = "\"insights_account_id\": %s, ".formatted(row.path("insights_account_id"));
        user.call(
                "storage/transactions/labels/upsert",
                which
                        + "\"insights_transaction_ids\": [%s], \"labels\": {\"seen\": \"yes\"}"
                                .formatted(row.path("insights_transaction_id")));
        user.call(
                "storage/transactions/update",
                which
                        + "\"transactions\": [{\"insights_transaction_id\": %s, \"category_ids\": [\"%s\"]}]"
                                .formatted(row.path("insights_transaction_id"), Categories.id("Lottery")));
        clock.move(Duration.ofMinutes(5));

        user.refresh("embedded", ALL);

        assertThat(ids()).isEqualTo(before);
        List<JsonNode> again =
                user.transactions("\"insights_transaction_ids\": [%s]".formatted(row.path("insights_transaction_id")));
        assertThat(again).hasSize(1);
        assertThat(again.get(0).at("/labels/seen").asString()).isEqualTo("yes");
        assertThat(again.get(0).at("/categories/0/name").asString()).isEqualTo("Lottery");
    }

    @Test
    void whatWasPendingIsBookedAfterTheNextRefresh() {
        user.refresh("embedded", ALL + ", \"data_retention_minutes\": 10000");
        Map<String, Long> before = pendingAndProcessed();
        clock.move(Duration.ofDays(3));
        user.refresh("embedded", ALL + ", \"data_retention_minutes\": 10000");
        Map<String, Long> after = pendingAndProcessed();

        assertThat(before.get("PENDING")).isPositive();
        assertThat(user.transactions("\"states\": [\"PENDING\"]"))
                .allMatch(row -> row.path("value_date").asString().compareTo("2026-11-25") >= 0);
        assertThat(after.get("PROCESSED")).isGreaterThan(before.get("PROCESSED"));
        assertThat(user.transactions("").stream()
                        .map(row -> row.path("ob_transaction_id").asString(row.toString())))
                .doesNotHaveDuplicates();
    }

    private Map<String, Long> pendingAndProcessed() {
        return user.transactions("").stream()
                .collect(Collectors.groupingBy(row -> row.path("state").asString(), Collectors.counting()));
    }

    @Test
    void dataIsForgottenWhenItsRetentionIsOver() {
        user.refresh("embedded", ALL);
        clock.move(Duration.ofMinutes(10).minusMillis(1));
        assertThat(user.accounts()).hasSize(4);

        clock.move(Duration.ofMillis(1));

        assertRefused(user.ask("storage/accounts/list", ""), "body.insights_consumer_id");
        assertRefused(user.ask("reports/categorization/create", ""), "body.insights_consumer_id");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 129_600})
    void retentionIsCountedInMinutes(int minutes) {
        user.refresh("embedded", ALL + ", \"data_retention_minutes\": " + minutes);

        clock.move(Duration.ofMinutes(minutes).minusSeconds(1));
        assertThat(user.accounts()).hasSize(4);
        clock.move(Duration.ofSeconds(1));
        assertThat(user.ask("storage/accounts/list", "").status()).isEqualTo(400);
    }

    @Test
    void aStoredConsentShowsUntilWhen() {
        user.refresh("embedded", ALL + ", \"store_consent\": \"OPTIONAL\"");

        assertThat(user.accounts())
                .allMatch(account ->
                        account.path("consent_expected_expiry_date").asString().equals("2026-12-23"));
        assertThat(user.report("account-info", ""))
                .allMatch(info ->
                        info.path("consent_expected_expiry_date").asString().equals("2026-12-23"));
        assertThat(ids(user.accounts())).doesNotHaveDuplicates();
        assertThat(user.accounts()
                        .valueStream()
                        .map(account -> account.path("accounts_group_id").asString())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aConsentThatMustBeStoredAndCannotBeFailsTheFlow() {
        Answer optional = user.refresh(
                user.session("FORCE_FALLBACK", CONSENT), "Erika", ALL + ", \"store_consent\": \"OPTIONAL\"");
        Answer required = user.refresh(
                user.session("FORCE_FALLBACK", CONSENT), "Erika", ALL + ", \"store_consent\": \"REQUIRED\"");
        Answer oneOff = user.refresh(
                user.session("\"insights_refresh\": {}, \"lifetime\": 0"),
                "Erika",
                ALL + ", \"store_consent\": \"REQUIRED\"");

        assertThat(optional.text("/data/state")).isEqualTo("FINISHED");
        assertThat(user.accounts()).noneMatch(account -> account.has("consent_expected_expiry_date"));
        assertThat(required.text("/data/error/code")).isEqualTo("NOT_SUPPORTED");
        assertThat(oneOff.text("/data/error/code")).isEqualTo("NOT_SUPPORTED");
        assertRefused(user.ask("autorefresh/schedule", ""), "body.insights_consumer_id");
    }

    @Test
    void theBankCanRefuseTheDays() {
        Answer refused = user.refresh("invalid-transactions-timerange", ALL);

        assertThat(refused.text("/data/error/code")).isEqualTo("NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE");
        assertThat(user.ask("storage/accounts/list", "").status()).isEqualTo(400);
    }

    @Test
    void onlyWhatTheBankKeepsIsThere() {
        user.refresh("embedded", ALL + ", \"refresh_days\": 365");

        JsonNode report = user.report("categorization", "\"report_days\": 120").get(0);
        JsonNode more = user.report(
                        "categorization", "\"report_days\": 121, \"required_data_availability\": \"PARTIAL\"")
                .get(0);

        assertThat(report.path("data_availability").asString()).isEqualTo("COMPLETE");
        assertThat(more.path("data_availability").asString()).isEqualTo("PARTIAL");
        assertThat(more.path("transactions")).isEqualTo(report.path("transactions"));
    }

    private static String keeping(int days, int retentionMinutes) {
        return ALL + ", \"refresh_days\": " + days + ", \"data_retention_minutes\": " + retentionMinutes;
    }

    private static List<JsonNode> ids(List<JsonNode> transactions) {
        return transactions.stream()
                .map(transaction -> transaction.path("insights_transaction_id"))
                .toList();
    }

    @Test
    void aRefreshShortensNoRetention() {
        user.refresh("embedded", keeping(60, 1440));
        List<JsonNode> before = user.transactions("\"report_days\": 60, \"states\": [\"PROCESSED\"]");
        user.refresh("embedded", keeping(30, 10));
        clock.move(Duration.ofHours(1));

        assertThat(ids(user.transactions("\"report_days\": 60, \"states\": [\"PROCESSED\"]")))
                .isNotEmpty()
                .isEqualTo(ids(before));
        assertThat(user.report("categorization", "\"report_days\": 60")).isNotEmpty();
    }

    @Test
    void daysWhoseDataIsOverAreNotCovered() {
        user.refresh("embedded", keeping(60, 10));
        user.refresh("embedded", keeping(30, 1440));
        assertThat(user.report("categorization", "\"report_days\": 60")).isNotEmpty();
        clock.move(Duration.ofHours(1));

        assertThat(user.report("categorization", "\"report_days\": 30")).isNotEmpty();
        InsightsUser.assertRefused(
                user.ask("reports/categorization/create", "\"report_days\": 60"), "body.required_data_availability");
    }

    @Test
    void aBalanceStaysThatOfItsDay() {
        user.refresh("embedded", keeping(30, 100_000));
        String days = "\"from_date\": \"2026-11-20\", \"to_date\": \"2026-11-28\"";
        JsonNode before = user.report("balance-over-time", days).at("/0/balances/3");
        clock.move(Duration.ofDays(5));
        user.upload(ids().get(0), "{\"amount\": {\"amount\": 100, \"currency\": \"EUR\"}, \"type\": \"DEBIT\"}");

        JsonNode after = user.report("balance-over-time", days).at("/0/balances");
        assertThat(before.path("date").asString()).isEqualTo("2026-11-23");
        assertThat(before.has("balance")).isTrue();
        assertThat(after.get(3)).isEqualTo(before);
        assertThat(after.get(8).path("date").asString()).isEqualTo("2026-11-28");
        assertThat(after.get(8).has("balance")).isFalse();
    }
}
