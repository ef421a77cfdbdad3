package io.github.kosmasdk.playground;

import static io.github.kosmasdk.playground.InsightsUser.date;
import static io.github.kosmasdk.playground.InsightsUser.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The reports agree with each other, with the transactions and with what the bank tells. */
class InsightsReportsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String YEAR = "\"report_days\": 365, \"required_data_availability\": \"NONE\"";

    private KosmaPlayground playground;

    private InsightsUser user(long seed, String name) {
        playground = KosmaPlayground.builder()
                .inProcess()
                .formKeys(1)
                .seed(seed)
                .clock(new MovableClock())
                .start();
        return InsightsUser.refreshed(playground, name, ", \"refresh_days\": 730");
    }

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private static List<JsonNode> rows(JsonNode report) {
        return report.path("transactions").valueStream().toList();
    }

    private static long sum(Stream<JsonNode> transactions) {
        return transactions.mapToLong(InsightsUser::signed).sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, -5})
    void oneReportOfAllAccountsHasWhatTheirOwnReportsHave(long seed) {
        InsightsUser user = user(seed, InsightsUser.RICH);

        JsonNode single = user.report("categorization", YEAR);
        List<JsonNode> combined = user.transactions("\"report_days\": 365");

        List<JsonNode> together = new ArrayList<>();
        single.forEach(report -> together.addAll(rows(report)));
        assertThat(single).hasSize(4);
        assertThat(combined).hasSizeGreaterThan(500).containsExactlyInAnyOrderElementsOf(together);
        assertThat(combined.stream()
                        .map(row -> row.path("insights_transaction_id").asString()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, -5})
    void balancesOfTwoDaysDifferByWhatWasBookedBetweenThem(long seed) {
        InsightsUser user = user(seed, InsightsUser.RICH);
        JsonNode balances = user.report("balances", "");
        JsonNode overTime = user.report("balance-over-time", "\"report_days\": 729");
        JsonNode transactions = user.report(
                "categorization",
                "\"report_days\": 730, \"required_data_availability\": \"COMPLETE\", \"states\": [\"PROCESSED\"]");

        for (int i = 0; i < overTime.size(); i++) {
            Map<String, Long> booked = new HashMap<>();
            rows(transactions.get(i)).forEach(row -> booked.merge(date(row), signed(row), Long::sum));
            JsonNode days = overTime.get(i).path("balances");
            assertThat(days).hasSize(730);
            for (int day = 1; day < days.size(); day++) {
                long before = days.get(day - 1).at("/balance/amount").longValue();
                long after = days.get(day).at("/balance/amount").longValue();
                String date = days.get(day).path("date").asString();
                assertThat(after - before).as(date).isEqualTo(booked.getOrDefault(date, 0L));
            }
            assertThat(days.get(729).path("date").asString()).isEqualTo(TODAY.toString());
            assertThat(days.get(729).path("balance")).isEqualTo(balances.get(i).path("balance"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, -5})
    void categoriesSumUpToTheTransactions(long seed) {
        InsightsUser user = user(seed, InsightsUser.RICH);
        List<JsonNode> rows = user.transactions("\"report_days\": 365");
        String all = YEAR + ", \"combine_accounts\": \"ALL\", \"only_main_category\": true";

        JsonNode groups = user.report("groupy-by-category", all).at("/0/categories");
        JsonNode in = user.report("groupy-by-category", all + ", \"transaction_type\": \"CREDIT\"")
                .at("/0/categories");
        JsonNode out = user.report("groupy-by-category", all + ", \"transaction_type\": \"DEBIT\"")
                .at("/0/categories");
        JsonNode expenses = user.report("expense-category", all).at("/0/categories");

        assertThat(total(groups, "count")).isEqualTo(rows.size());
        assertThat(total(groups, "sum")).isEqualTo(sum(rows.stream()));
        assertThat(total(in, "sum")).isEqualTo(sum(rows.stream().filter(row -> signed(row) > 0)));
        assertThat(total(out, "sum")).isEqualTo(-sum(rows.stream().filter(row -> signed(row) < 0)));
        assertThat(expenses).isEqualTo(out);
    }

    private static long total(JsonNode categories, String member) {
        return categories
                .valueStream()
                .mapToLong(category -> member.equals("count")
                        ? category.path("count").longValue()
                        : category.at("/sum/amount").longValue())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 25", "3, 31", "4, 15"})
    void monthsSumUpToTheirCategory(long seed, int firstDay) {
        InsightsUser user = user(seed, InsightsUser.RICH);

        JsonNode groups = user.report(
                        "groupy-by-category",
                        YEAR
                                + ", \"combine_accounts\": \"ALL\", \"split_by\": \"MONTH\", \"split_by_month_adjusted_day\": "
                                + firstDay)
                .at("/0/categories");

        assertThat(groups).hasSizeGreaterThan(30);
        for (JsonNode group : groups) {
            JsonNode splits = group.path("splits");
            assertThat(total(splits, "sum")).isEqualTo(group.at("/sum/amount").longValue());
            assertThat(total(splits, "count")).isEqualTo(group.path("count").longValue());
            assertThat(splits).hasSizeBetween(12, 14);
            assertThat(splits.get(0).path("from_date").asString())
                    .isEqualTo(TODAY.minusDays(365).toString());
            assertThat(splits.get(splits.size() - 1).path("to_date").asString()).isEqualTo(TODAY.toString());
            for (int i = 1; i < splits.size(); i++) {
                LocalDate start =
                        LocalDate.parse(splits.get(i).path("from_date").asString());
                assertThat(start.minusDays(1).toString())
                        .isEqualTo(splits.get(i - 1).path("to_date").asString());
                assertThat(start.getDayOfMonth()).isEqualTo(Math.min(firstDay, start.lengthOfMonth()));
            }
        }
    }

    @Test
    void aCategoryCountsWhatLiesBelowIt() {
        InsightsUser user = user(1, InsightsUser.RICH);
        String all = YEAR + ", \"combine_accounts\": \"ALL\"";
        JsonNode groups = user.report("groupy-by-category", all).at("/0/categories");
        Map<String, Long> counts = new TreeMap<>();
        groups.forEach(group ->
                counts.put(group.path("name").asString(), group.path("count").longValue()));

        List<JsonNode> rows = user.transactions("\"report_days\": 365");
        counts.forEach((name, count) -> assertThat(rows.stream()
                        .filter(row -> row.path("categories")
                                .valueStream()
                                .anyMatch(c -> c.path("name").asString().equals(name)))
                        .count())
                .as(name)
                .isEqualTo(count));
        assertThat(counts.get("Insurances")).isGreaterThan(counts.get("Car Insurance") + counts.get("Life Insurance"));
        String insurances = Categories.id("Insurances");
        assertThat(user.transactions("\"report_days\": 365, \"category_ids\": [\"" + insurances + "\"]"))
                .hasSize(counts.get("Insurances").intValue())
                .allMatch(row -> row.path("categories").toString().contains(insurances));
        assertThat(user.transactions("\"report_days\": 365, \"only_main_category\": true, \"category_ids\": [\""
                        + insurances + "\"]"))
                .isEmpty();
    }

    @Test
    void theBankTellsTheSame() {
        InsightsUser user = user(1, InsightsUser.RICH);
        JsonNode session = user.session("\"transactions\": {}, \"lifetime\": 30");
        Map<String, Long> atTheBank = new HashMap<>();
        List<String> ibans = new ArrayList<>();
        for (JsonNode account : user.accounts()) {
            ibans.add(account.path("iban").asString());
        }
        for (String iban : ibans) {
            user.client
                    .run(session, "transactions", "{\"iban\": \"" + iban + "\", \"last_days\": 200}", InsightsUser.RICH)
                    .data()
                    .at("/result/transactions")
                    .forEach(row -> {
                        if (row.has("transaction_id")) {
                            atTheBank.put(row.path("transaction_id").asString(), signed(row));
                        }
                    });
        }

        Map<String, Long> stored = new HashMap<>();
        user.transactions("\"report_days\": 200").forEach(row -> {
            if (row.has("ob_transaction_id")) {
                stored.put(row.path("ob_transaction_id").asString(), signed(row));
            }
        });
        assertThat(stored).hasSizeGreaterThan(300).isEqualTo(atTheBank);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9})
    void twoYearsAreTold(long seed) {
        InsightsUser user = user(seed, InsightsUser.RICH);

        JsonNode reports = user.report("categorization", "\"report_days\": 730");

        assertThat(reports)
                .allMatch(report -> report.path("data_availability").asString().equals("COMPLETE"));
        assertThat(user.report("account-info", ""))
                .allSatisfy(info -> assertThat(LocalDate.parse(
                                info.path("oldest_transaction_date").asString()))
                        .isBefore(TODAY.minusDays(690)));
        Set<String> names = new HashSet<>();
        user.transactions("\"report_days\": 730")
                .forEach(row -> names.add(row.at("/categories/0/name").asString()));
        assertThat(names)
                .contains(
                        "Salary",
                        "Bonus",
                        "Child Benefit",
                        "Rent",
                        "Supermarket",
                        "Music Streaming",
                        "Electricity",
                        "Cash Withdrawal",
                        "Car Insurance",
                        "Life Insurance",
                        "Car Loan",
                        "Shopping Refund",
                        "Internal Transfer",
                        "Transfers to Persons",
                        "Account Fees",
                        "Restaurant",
                        "Childcare")
                .doesNotContain("Other Income", "Other Expenses");
    }

    @Test
    void recurringTransactionsAreThoseOfTheHome() {
        InsightsUser user = user(1, InsightsUser.RICH);
        List<JsonNode> rows = user.transactions("\"report_days\": 365");
        Map<String, JsonNode> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.path("insights_transaction_id").asString(), row));

        Map<String, Long> averages = new TreeMap<>();
        for (JsonNode report : user.report("recurring-transactions", YEAR)) {
            for (JsonNode interval : report.path("intervals")) {
                long income = 0;
                long expense = 0;
                for (JsonNode group : interval.path("transaction_groups")) {
                    List<JsonNode> repeated = group.path("transaction_ids")
                            .valueStream()
                            .map(id -> byId.get(id.asString()))
                            .toList();
                    assertThat(repeated).hasSizeGreaterThan(1).doesNotContainNull();
                    assertThat(repeated.stream().map(InsightsUser::date)).isSorted();
                    assertThat(group.path("latest_day").intValue()
                                    - group.path("earliest_day").intValue())
                            .isBetween(0, 6);
                    long average = Math.round(repeated.stream()
                            .mapToLong(row -> row.at("/amount/amount").longValue())
                            .average()
                            .orElseThrow());
                    assertThat(group.at("/average_amount/amount").longValue()).isEqualTo(average);
                    if (signed(repeated.get(0)) > 0) {
                        income += average;
                    } else {
                        expense += average;
                    }
                    averages.put(group.at("/categories/0/name").asString(), average);
                }
                assertThat(interval.at("/income_amount/amount").longValue()).isEqualTo(income);
                assertThat(interval.at("/expense_amount/amount").longValue()).isEqualTo(expense);
            }
        }
        assertThat(averages)
                .containsKeys(
                        "Salary",
                        "Child Benefit",
                        "Rent",
                        "Electricity",
                        "Gas Supply",
                        "Music Streaming",
                        "Car Loan",
                        "Gym")
                .containsEntry("Rent", 98_500L)
                .doesNotContainKeys("Supermarket", "Bakery", "Bonus", "Restaurant");
    }

    @Nested
    class Categorization {
        private final InsightsUser user = user(1, InsightsUser.RICH);
        private final List<JsonNode> all = user.transactions("");

        private List<JsonNode> rows(String members) {
            return user.transactions(members);
        }

        @Test
        void tellsTheLast62DaysNewestFirst() {
            assertThat(all.stream().map(InsightsUser::date))
                    .isSortedAccordingTo(Comparator.reverseOrder())
                    .contains(TODAY.toString(), TODAY.minusDays(61).toString())
                    .allMatch(date -> !LocalDate.parse(date).isBefore(TODAY.minusDays(62)));
            assertThat(rows("\"from_date\": \"2026-09-22\", \"to_date\": \"2026-11-23\""))
                    .isEqualTo(all);
            assertThat(rows("\"report_days\": 62")).isEqualTo(all);
            assertThat(rows("\"report_days\": 0"))
                    .isNotEmpty()
                    .allMatch(row -> date(row).equals(TODAY.toString()));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 100, 10_000})
        void pagesPutTogetherAreTheWhole(int size) {
            List<JsonNode> together = new ArrayList<>();
            List<JsonNode> page;
            do {
                page = rows("\"size\": %d, \"offset\": %d".formatted(size, together.size()));
                assertThat(page.size()).isLessThanOrEqualTo(size);
                together.addAll(page);
            } while (page.size() == size);

            assertThat(together).isEqualTo(all);
        }

        @Test
        void filtersAreTheOnesTheySay() {
            assertThat(rows("\"transaction_type\": \"DEBIT\"")).isEqualTo(filtered(row -> signed(row) < 0));
            assertThat(rows("\"transaction_type\": \"CREDIT\"")).isEqualTo(filtered(row -> signed(row) > 0));
            assertThat(rows("\"min_amount\": 1299, \"max_amount\": 7800"))
                    .isEqualTo(filtered(row -> Math.abs(signed(row)) >= 1299 && Math.abs(signed(row)) <= 7800));
            assertThat(rows("\"states\": [\"PENDING\"]"))
                    .isNotEmpty()
                    .isEqualTo(filtered(row -> row.path("state").asString().equals("PENDING")));
            assertThat(rows("\"states\": [\"PROCESSED\", \"FAILED\", \"PENDING\"]"))
                    .isEqualTo(all);
            JsonNode one = all.get(17);
            assertThat(rows("\"insights_transaction_ids\": [" + one.path("insights_transaction_id") + "]"))
                    .containsExactly(one);
            JsonNode brand = filtered(row -> row.has("brand")).get(0).path("brand");
            assertThat(rows("\"brand_ids\": [" + brand.path("id") + "]"))
                    .isEqualTo(filtered(row -> row.path("brand").equals(brand)));
            assertThat(rows("\"only_main_category\": true"))
                    .allMatch(row -> row.path("categories").size() == 1)
                    .hasSameSizeAs(all);
        }

        private List<JsonNode> filtered(Predicate<JsonNode> predicate) {
            return all.stream().filter(predicate).toList();
        }

        @Test
        void orderIsTheOneThatIsWished() {
            Comparator<JsonNode> byCategory =
                    Comparator.comparing(row -> row.at("/categories/0/name").asString());
            Comparator<JsonNode> byAmount =
                    Comparator.comparing(row -> row.at("/amount/amount").longValue());
            assertThat(rows("\"order\": [{\"field\": \"AMOUNT\"}]")).isSortedAccordingTo(byAmount);
            assertThat(rows("\"order\": [{\"field\": \"AMOUNT_WITH_TYPE\", \"order\": \"DESC\"}]"))
                    .isSortedAccordingTo(
                            Comparator.comparing(InsightsUser::signed).reversed());
            assertThat(rows("\"order\": [{\"field\": \"DATE\", \"order\": \"ASC\"}]"))
                    .isSortedAccordingTo(Comparator.comparing(InsightsUser::date));
            assertThat(rows("\"order\": [{\"field\": \"CATEGORY\"}, {\"field\": \"AMOUNT\", \"order\": \"DESC\"}]"))
                    .isSortedAccordingTo(byCategory.thenComparing(byAmount.reversed()));
            assertThat(rows("\"order\": [{\"field\": \"BRAND\", \"order\": \"DESC\"}]"))
                    .isSortedAccordingTo(Comparator.<JsonNode, String>comparing(
                                    row -> row.at("/brand/name").asString(""))
                            .reversed());
        }

        @Test
        void someAccountsCanBeAskedForOrLeftOut() {
            String first = user.accounts().at("/0/insights_account_id").asString();
            List<JsonNode> ofFirst =
                    filtered(row -> row.path("insights_account_id").asString().equals(first));
            List<JsonNode> ofOthers = new ArrayList<>(all);
            ofOthers.removeAll(ofFirst);

            assertThat(rows("\"insights_account_ids\": [\"" + first + "\"]")).isEqualTo(ofFirst);
            assertThat(rows("\"excluded_insights_account_ids\": [\"" + first + "\"]"))
                    .isEqualTo(ofOthers);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"insights_account_ids\": [\"x\"], \"excluded_insights_account_ids\": [\"x\"]|excluded_insights_account_ids",
                    "\"insights_account_ids\": [\"x\"]|insights_account_ids",
                    "\"excluded_insights_account_ids\": [\"x\"]|excluded_insights_account_ids",
                    "\"report_days\": 3, \"from_date\": \"2026-11-01\", \"to_date\": \"2026-11-02\"|report_days",
                    "\"from_date\": \"2026-11-01\"|to_date",
                    "\"from_date\": \"2026-11-03\", \"to_date\": \"2026-11-01\"|from_date",
                    "\"transaction_type\": \"BOTH\"|transaction_type",
                    "\"states\": [\"BOOKED\"]|states",
                    "\"order\": [{\"field\": \"SIZE\"}]|order[0].field",
                    "\"order\": [{}]|order[0].field",
                    "\"size\": 0|size",
                    "\"offset\": -1|offset",
                    "\"min_amount\": -1|min_amount",
                    "\"combine_accounts\": \"SOME\"|combine_accounts",
                    "\"report_days\": 731, \"required_data_availability\": \"COMPLETE\"|required_data_availability",
                    "\"report_days\": 731|required_data_availability",
                    "\"from_date\": \"2020-11-01\", \"to_date\": \"2020-11-02\", \"required_data_availability\": \"PARTIAL\"|required_data_availability",
                })
        void whatMakesNoSenseIsRefused(String members, String location) {
            InsightsUser.assertRefused(user.ask("reports/categorization/create", members), "body." + location);
        }

        @Test
        void dataThatIsThereInPartIsToldAsSuch() {
            JsonNode reports =
                    user.report("categorization", "\"report_days\": 731, \"required_data_availability\": \"PARTIAL\"");

            assertThat(reports)
                    .allMatch(report ->
                            report.path("data_availability").asString().equals("PARTIAL"));
            assertThat(reports.at("/0/from_date").asString())
                    .isEqualTo(TODAY.minusDays(731).toString());
        }
    }

    @Test
    void accountsAreToldAsTheBankHasThem() {
        InsightsUser user = user(1, "embedded");

        JsonNode info = user.report("account-info", "").get(0);

        assertThat(info.path("type").asString()).isEqualTo("ACCOUNT_INFOS");
        assertThat(info.path("iban").asString()).isEqualTo(Payer.CHECKING);
        assertThat(info.path("account_alias").asString()).isEqualTo("Checking account");
        assertThat(info.path("holder_name").asString()).isEqualTo("Hans Mustermann");
        assertThat(info.path("bank_country").asString()).isEqualTo("DE");
        assertThat(info.path("bank_krn").asString()).startsWith("krn:openbanking:global:bank:");
        assertThat(info.path("oldest_transaction_date").asString())
                .isEqualTo(TODAY.minusDays(120).toString());
        assertThat(info.has("consent_expected_expiry_date")).isFalse();
    }

    @Test
    void aTransferIsInTheNextRefresh() {
        InsightsUser user = user(1, InsightsUser.RICH);
        JsonNode before = user.report("balances", "").at("/0/balance/amount");
        Payer payer = new Payer(playground);
        payer.pay(payer.session(), Payer.order(Payer.CHECKING, 12_345, "New bicycle"), InsightsUser.RICH);

        user.refresh(InsightsUser.RICH, "\"accounts\": {\"all\": true}");

        JsonNode after = user.report("balances", "").at("/0/balance/amount");
        JsonNode days = user.report("balance-over-time", "\"report_days\": 1").at("/0/balances");
        List<JsonNode> rows = user.transactions("\"report_days\": 0, \"states\": [\"PROCESSED\"]").stream()
                .filter(row ->
                        row.path("insights_account_id").equals(user.accounts().at("/0/insights_account_id")))
                .toList();
        assertThat(after.longValue()).isEqualTo(before.longValue() - 12_345);
        assertThat(rows).anyMatch(row -> row.path("reference").asString().equals("New bicycle"));
        assertThat(days.at("/1/balance/amount").longValue()
                        - days.at("/0/balance/amount").longValue())
                .isEqualTo(sum(rows.stream()));
    }

    @Test
    void bothSpellingsOfTheGroupedReportAreUnderstood() {
        InsightsUser user = user(1, "embedded");
        KosmaPlayground.Answer other = playground.call(
                "POST",
                playground.baseUrl().resolve("/insights/v1/reports/group-by-category/create"),
                Map.of("Authorization", "Token x"),
                "{\"insights_consumer_id\": \"cust-4711\"}");

        JsonNode reports = user.report("groupy-by-category", "");

        assertThat(TestClient.MAPPER.readTree(other.body()).at("/data/reports")).isEqualTo(reports);
        playground.reset();
    }
}
