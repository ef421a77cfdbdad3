package io.github.kosmasdk.playground;

import static io.github.kosmasdk.playground.InsightsUser.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InsightsStorageTest {
    private static final String ACCOUNT = """
            "account": {"insights_account_id": "acc-1", "iban": "DE02120300000000202051", "account_number": "202051",
             "alias": "Girokonto", "bic": "BYLADEM1001", "bank_code": "12030000", "holder_name": "Erika Mustermann",
             "account_type": "DEFAULT", "transfer_type": "FULL", "currency": "EUR",
             "holder_address": {"country": "DE"}, "labels": {"user-group": "private"}}
            """;
    private static final String COFFEE = """
            {"insights_transaction_id": "tx-1", "booking_date": "2026-11-20", "reference": "Bestellung 7781",
             "counter_party": {"holder_name": "Café Nirgendwo", "iban": "NL91ABNA0417164300", "holder_address": {"country": "NL"}},
             "amount": {"amount": 590, "currency": "EUR"}, "type": "DEBIT", "method": "DIRECT_DEBIT",
             "bank_references": {"unstructured": "Bestellung 7781"}, "bank_transaction_code": {"code": "PMNT"},
             "labels": {"k": "v"}}
            """;

    private final MovableClock clock = new MovableClock();
    private final KosmaPlayground playground =
            KosmaPlayground.builder().inProcess().formKeys(1).clock(clock).start();
    private final InsightsUser user = new InsightsUser(new TestClient(playground), "cust-4711");

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private void createAccount() {
        user.call("storage/accounts/create", ACCOUNT);
    }

    private JsonNode transaction(String id) {
        List<JsonNode> found = user.transactions("\"insights_transaction_ids\": [\"%s\"]".formatted(id));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String onAccount(String members) {
        return "\"insights_account_id\": \"acc-1\", " + members;
    }

    @Test
    void anAccountIsToldAsItWasCreated() {
        createAccount();

        JsonNode account = user.accounts().get(0);
        JsonNode sent = TestClient.MAPPER.readTree("{" + ACCOUNT + "}").path("account");
        sent.properties()
                .forEach(member -> assertThat(account.path(member.getKey()))
                        .as(member.getKey())
                        .isEqualTo(member.getValue()));
        assertThat(account.path("refreshed_at").asString()).isEqualTo("2026-11-23T10:00:00Z");
        JsonNode info = user.report("account-info", "").get(0);
        assertThat(info.path("account_alias").asString()).isEqualTo("Girokonto");
        assertThat(info.path("country").asString()).isEqualTo("DE");
        assertThat(info.at("/labels/user-group").asString()).isEqualTo("private");
    }

    @Test
    void nothingNeedsToBeKnown() {
        Answer created = user.client.call("POST", user.client.url("/insights/v1/storage/accounts/create"), "{}");
        InsightsUser somebody = new InsightsUser(user.client, created.text("/data/insights_consumer_id"));
        somebody.upload(created.text("/data/insights_account_id"), "{}");

        assertThat(somebody.accounts().at("/0/currency").asString()).isEqualTo("XXX");
        JsonNode transaction = somebody.transactions("").get(0);
        assertThat(transaction.path("insights_transaction_id").asString()).isNotEmpty();
        assertThat(transaction.path("amount").toString()).isEqualTo("{\"amount\":0,\"currency\":\"XXX\"}");
        assertThat(transaction.path("booking_date").asString()).isEqualTo("2026-11-23");
        assertThat(transaction.path("state").asString()).isEqualTo("PROCESSED");
        assertThat(transaction.at("/categories/0/name").asString()).isEqualTo("Other Expenses");
    }

    @Test
    void aTransactionIsToldAsItWasUploaded() {
        createAccount();
        user.upload("acc-1", COFFEE);

        JsonNode told = transaction("tx-1");
        JsonNode sent = TestClient.MAPPER.readTree(COFFEE);
        sent.properties()
                .forEach(member -> assertThat(told.path(member.getKey()))
                        .as(member.getKey())
                        .isEqualTo(member.getValue()));
        assertThat(told.path("categories").valueStream().map(c -> c.path("name").asString()))
                .containsExactly("Café", "Eating Out", "Food and Drink");
    }

    @Test
    void whatIsCreatedAgainTakesThePlace() {
        createAccount();
        user.upload("acc-1", COFFEE);
        user.upload(
                "acc-1", "{\"insights_transaction_id\": \"tx-1\", \"amount\": {\"amount\": 7}, \"type\": \"CREDIT\"}");
        user.call("storage/accounts/create", "\"account\": {\"insights_account_id\": \"acc-1\", \"alias\": \"New\"}");

        assertThat(user.transactions("")).hasSize(1);
        assertThat(transaction("tx-1").has("reference")).isFalse();
        assertThat(user.accounts()).hasSize(1);
        assertThat(user.accounts().at("/0/alias").asString()).isEqualTo("New");
        assertThat(user.accounts().at("/0/iban").isMissingNode()).isTrue();
    }

    @Test
    void anUpdateLeavesWhatIsNotSent() {
        createAccount();
        user.upload("acc-1", COFFEE);

        user.call("storage/transactions/update", onAccount("""
                "transactions": [
                  {"insights_transaction_id": "tx-1", "reference": "first", "category_ids": ["%s"]},
                  {"insights_transaction_id": "tx-1", "reference": "second", "state": "CANCELED"}]
                """.formatted(Categories.id("Lottery"))));

        JsonNode told = transaction("tx-1");
        assertThat(told.path("reference").asString()).isEqualTo("second");
        assertThat(told.path("state").asString()).isEqualTo("CANCELED");
        assertThat(told.at("/amount/amount").intValue()).isEqualTo(590);
        assertThat(told.at("/labels/k").asString()).isEqualTo("v");
        assertThat(told.path("categories").valueStream().map(c -> c.path("name").asString()))
                .containsExactly("Lottery", "Gambling", "Leisure");
        JsonNode groups = user.report("groupy-by-category", "\"required_data_availability\": \"NONE\"")
                .at("/0/categories");
        assertThat(groups.valueStream().map(c -> c.path("name").asString()))
                .containsExactlyInAnyOrder("Lottery", "Gambling", "Leisure");
    }

    @Test
    void aReplacementLosesWhatIsNotSent() {
        createAccount();
        user.upload("acc-1", COFFEE);

        user.call("storage/transactions/replace", onAccount("""
                "transactions": [{"insights_transaction_id": "tx-1", "amount": {"amount": 1, "currency": "EUR"}}]
                """));

        JsonNode told = transaction("tx-1");
        assertThat(told.has("reference")).isFalse();
        assertThat(told.has("labels")).isFalse();
        assertThat(told.at("/amount/amount").intValue()).isEqualTo(1);
        assertThat(told.path("booking_date").asString()).isEqualTo("2026-11-23");
    }

    @Test
    void whatIsDeletedIsGone() {
        createAccount();
        user.upload("acc-1", COFFEE + ", {\"insights_transaction_id\": \"tx-2\"}");

        user.call("storage/transactions/delete", onAccount("\"insights_transaction_ids\": [\"tx-1\"]"));
        assertThat(user.transactions("")).hasSize(1);
        user.call("storage/accounts/delete", "\"insights_account_ids\": [\"acc-1\"]");
        assertRefused(user.ask("storage/accounts/list", ""), "body.insights_consumer_id");
    }

    @Test
    void labelsOfAccountsComeAndGo() {
        createAccount();

        user.call(
                "storage/accounts/labels/upsert", onAccount("\"labels\": {\"user-group\": \"business\", \"b\": \"\"}"));
        assertThat(user.accounts().at("/0/labels").toString()).isEqualTo("{\"b\":\"\",\"user-group\":\"business\"}");
        user.call("storage/accounts/labels/delete", onAccount("\"label_keys\": [\"user-group\", \"never\"]"));
        assertThat(user.accounts().at("/0/labels").toString()).isEqualTo("{\"b\":\"\"}");
    }

    @Test
    void labelsOfTransactionsComeAndGoAndFilterReports() {
        createAccount();
        user.upload(
                "acc-1", COFFEE + ", {\"insights_transaction_id\": \"tx-2\"}, {\"insights_transaction_id\": \"tx-3\"}");
        String two = "\"insights_transaction_ids\": [\"tx-1\", \"tx-2\"]";

        user.call("storage/transactions/labels/upsert", onAccount(two + ", \"labels\": {\"trip\": \"Rome\"}"));
        assertThat(ids("\"labels\": [{\"key\": \"trip\", \"value\": \"Rome\"}]"))
                .containsExactlyInAnyOrder("tx-1", "tx-2");
        assertThat(ids("\"labels\": [{\"key\": \"trip\", \"value\": \"Rome\"}, {\"key\": \"k\", \"value\": \"v\"}]"))
                .containsExactly("tx-1");
        assertThat(ids("\"labels\": [{\"key\": \"trip\", \"value\": \"rome\"}]"))
                .isEmpty();
        assertThat(ids("\"excluded_labels\": [{\"key\": \"k\", \"value\": \"v\"}]"))
                .containsExactlyInAnyOrder("tx-2", "tx-3");
        JsonNode groups = user.report(
                        "groupy-by-category",
                        "\"required_data_availability\": \"NONE\", \"only_main_category\": true, \"labels\": [{\"key\": \"trip\", \"value\": \"Rome\"}]")
                .at("/0/categories");
        assertThat(groups).hasSize(2);
        user.call("storage/transactions/labels/delete", onAccount(two + ", \"label_keys\": [\"trip\"]"));
        assertThat(ids("\"labels\": [{\"key\": \"trip\", \"value\": \"Rome\"}]"))
                .isEmpty();
        assertThat(transaction("tx-1").at("/labels/k").asString()).isEqualTo("v");
        user.call("storage/transactions/labels/deleteall", onAccount(two));
        assertThat(transaction("tx-1").has("labels")).isFalse();
    }

    private List<String> ids(String members) {
        return user.transactions(members).stream()
                .map(row -> row.path("insights_transaction_id").asString())
                .toList();
    }

    @Test
    void uploadsAreKeptAsLongAsTheySay() {
        user.call("storage/accounts/create", ACCOUNT + ", \"data_retention_minutes\": 60");
        user.call(
                "storage/transactions/create",
                onAccount("\"transactions\": [{\"insights_transaction_id\": \"short\"}]"));
        user.call(
                "storage/transactions/create",
                onAccount(
                        "\"data_retention_minutes\": 120, \"transactions\": [{\"insights_transaction_id\": \"long\"}]"));

        assertThat(ids("")).containsExactlyInAnyOrder("short", "long");
        clock.move(Duration.ofMinutes(10));
        assertThat(ids("")).containsExactly("long");
        clock.move(Duration.ofMinutes(109));
        assertThat(ids("")).containsExactly("long");
        clock.move(Duration.ofMinutes(1));
        assertRefused(user.ask("storage/accounts/list", ""), "body.insights_consumer_id");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 1000})
    void accountsAreListedPageByPage(int size) {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            user.call("storage/accounts/create", "\"account\": {\"insights_account_id\": \"acc-%d\"}".formatted(i));
            created.add("acc-" + i);
        }
        List<String> listed = new ArrayList<>();
        JsonNode next = TestClient.MAPPER.readTree("{\"size\": %d, \"offset\": 0}".formatted(size));
        while (!next.isMissingNode()) {
            JsonNode page = user.call("storage/accounts/list", "\"pagination\": " + next);
            page.path("accounts")
                    .forEach(account ->
                            listed.add(account.path("insights_account_id").asString()));
            assertThat(page.at("/pagination/total").intValue()).isEqualTo(7);
            next = page.at("/pagination/next");
        }
        assertThat(listed).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void transactionsAreListedOverAllAccountsPageByPage(long seed) {
        Random random = new Random(seed);
        Map<String, Long> uploaded = new HashMap<>();
        for (String account : List.of("acc-1", "acc-2")) {
            user.call("storage/accounts/create", "\"account\": {\"insights_account_id\": \"%s\"}".formatted(account));
            user.upload(
                    account,
                    IntStream.range(0, 60)
                            .mapToObj(i -> {
                                String id = account + "-" + i;
                                long amount = random.nextInt(10_000);
                                uploaded.put(id, amount);
                                return """
                                        {"insights_transaction_id": "%s", "booking_date": "2026-11-%02d", "type": "%s",
                                         "amount": {"amount": %d, "currency": "EUR"}}
                                        """.formatted(
                                        id, 1 + random.nextInt(22), random.nextBoolean() ? "DEBIT" : "CREDIT", amount);
                            })
                            .collect(Collectors.joining(",")));
        }
        Map<String, Long> listed = new HashMap<>();
        List<String> dates = new ArrayList<>();
        JsonNode next = TestClient.MAPPER.readTree("{\"size\": 7, \"offset\": 0}");
        while (!next.isMissingNode()) {
            JsonNode page = user.call("storage/transactions/list", "\"pagination\": " + next);
            page.path("transactions").forEach(row -> {
                listed.put(
                        row.path("insights_transaction_id").asString(),
                        row.at("/amount/amount").longValue());
                dates.add(InsightsUser.date(row));
            });
            next = page.at("/pagination/next");
        }

        assertThat(listed).isEqualTo(uploaded).hasSize(120);
        assertThat(dates).hasSize(120).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(user.call("storage/transactions/list", "\"insights_account_ids\": [\"acc-2\"]")
                        .at("/pagination/total")
                        .intValue())
                .isEqualTo(60);
        assertThat(user.call(
                                "storage/transactions/list",
                                "\"days\": 5, \"min_amount\": 5000, \"transaction_type\": \"DEBIT\"")
                        .path("transactions"))
                .allMatch(row -> InsightsUser.signed(row) <= -5000
                        && InsightsUser.date(row).compareTo("2026-11-18") >= 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void reportsOfUploadsSumUpToo(long seed) {
        Random random = new Random(seed);
        createAccount();
        List<String> names = List.of("Café Eins", "Supermarkt Zwei", "Landlord", "ACME payroll", "Versicherung Drei");
        String rows = IntStream.range(0, 300)
                .mapToObj(i -> """
                        {"booking_date": "2026-%02d-%02d", "type": "%s", "amount": {"amount": %d, "currency": "%s"},
                         "counter_party": {"holder_name": "%s"}, "reference": "salary or rent %d"}
                        """.formatted(
                                9 + random.nextInt(2),
                                1 + random.nextInt(30),
                                random.nextBoolean() ? "DEBIT" : "CREDIT",
                                random.nextInt(100_000),
                                random.nextInt(10) == 0 ? "SEK" : "EUR",
                                names.get(random.nextInt(names.size())),
                                i))
                .collect(Collectors.joining(","));
        user.upload("acc-1", rows);
        String frame =
                "\"from_date\": \"2026-09-01\", \"to_date\": \"2026-10-31\", \"required_data_availability\": \"NONE\"";

        JsonNode categories = user.report("groupy-by-category", frame + ", \"only_main_category\": true")
                .at("/0/categories");

        for (String currency : List.of("EUR", "SEK")) {
            List<JsonNode> all =
                    user.transactions("\"from_date\": \"2026-09-01\", \"to_date\": \"2026-10-31\"").stream()
                            .filter(row -> row.at("/amount/currency").asString().equals(currency))
                            .toList();
            List<JsonNode> own = categories
                    .valueStream()
                    .filter(group -> group.at("/sum/currency").asString().equals(currency))
                    .toList();
            assertThat(own.stream()
                            .mapToLong(g -> g.at("/sum/amount").longValue())
                            .sum())
                    .isEqualTo(all.stream().mapToLong(InsightsUser::signed).sum());
            assertThat(own.stream().mapToLong(g -> g.path("count").longValue()).sum())
                    .isEqualTo(all.size());
        }
    }

    @Test
    void availabilityOfUploadsReachesFromTheOldestDayOn() {
        createAccount();
        user.upload("acc-1", COFFEE);

        assertThat(user.report("categorization", "\"report_days\": 3")
                        .at("/0/data_availability")
                        .asString())
                .isEqualTo("COMPLETE");
        assertThat(user.report("categorization", "\"report_days\": 4, \"required_data_availability\": \"PARTIAL\"")
                        .at("/0/data_availability")
                        .asString())
                .isEqualTo("PARTIAL");
        assertRefused(user.ask("reports/categorization/create", ""), "body.required_data_availability");
        assertRefused(user.ask("reports/balances/create", ""), "body.required_data_availability");
        assertThat(user.report("balance-over-time", "\"report_days\": 0")
                        .at("/0/balances")
                        .toString())
                .isEqualTo("[{\"date\":\"2026-11-23\"}]");
    }

    @Test
    void manyTransactionsAreToldPageByPage() {
        createAccount();
        for (int part = 0; part < 10; part++) {
            int first = part * 2_000;
            user.upload(
                    "acc-1",
                    IntStream.range(first, first + 2_000)
                            .mapToObj(i -> "{\"insights_transaction_id\": \"t%d\", \"amount\": {\"amount\": %d}}"
                                    .formatted(i, i))
                            .collect(Collectors.joining(",")));
        }

        assertThat(user.transactions("\"size\": 100, \"offset\": 19950")).hasSize(50);
        assertThat(user.transactions("\"min_amount\": 19990")).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage/accounts/create|\"account\": {\"iban\": \"DE00\"}|account.iban",
                "storage/accounts/create|\"account\": {\"currency\": \"EURO\"}|account.currency",
                "storage/accounts/create|\"account\": {\"account_type\": \"GIRO\"}|account.account_type",
                "storage/accounts/create|\"account\": {\"labels\": {\"\": \"x\"}}|account.labels",
                "storage/accounts/create|\"data_retention_minutes\": -1|data_retention_minutes",
                "storage/accounts/list|\"pagination\": {\"size\": 1}|pagination.offset",
                "storage/accounts/list|\"pagination\": {\"size\": 1001, \"offset\": 0}|pagination.size",
                "storage/accounts/list|\"pagination\": {\"size\": 1, \"offset\": 1001}|pagination.offset",
                "storage/accounts/delete|\"insights_account_ids\": [\"acc-9\"]|insights_account_ids",
                "storage/accounts/delete|\"x\": 1|insights_account_ids",
                "storage/accounts/labels/upsert|\"insights_account_id\": \"acc-9\", \"labels\": {}|insights_account_id",
                "storage/transactions/create|\"insights_account_id\": \"acc-9\", \"transactions\": []|insights_account_id",
                "storage/transactions/create|\"insights_account_id\": \"acc-1\"|transactions",
                "storage/transactions/create|\"transactions\": []|insights_account_id",
                "storage/transactions/create|\"insights_account_id\": \"acc-1\", \"transactions\": [{\"amount\": {\"amount\": -1}}]|transactions[0].amount.amount",
                "storage/transactions/create|\"insights_account_id\": \"acc-1\", \"transactions\": [{}, {\"category_ids\": [\"x\"]}]|transactions[1].category_ids",
                "storage/transactions/create|\"insights_account_id\": \"acc-1\", \"transactions\": [{\"booking_date\": \"2026-02-30\"}]|transactions[0].booking_date",
                "storage/transactions/update|\"insights_account_id\": \"acc-1\", \"transactions\": [{\"reference\": \"x\"}]|transactions[0].insights_transaction_id",
                "storage/transactions/update|\"insights_account_id\": \"acc-1\", \"transactions\": [{\"insights_transaction_id\": \"no\"}]|insights_transaction_ids",
                "storage/transactions/delete|\"insights_account_id\": \"acc-1\", \"insights_transaction_ids\": [\"no\"]|insights_transaction_ids",
                "storage/transactions/list|\"pagination\": {\"size\": 0, \"offset\": 0}|pagination.size",
                "storage/transactions/list|\"transaction_type\": \"DEBIT_AND_ZERO\"|transaction_type",
            })
    void whatMakesNoSenseIsRefused(String path, String members, String location) {
        createAccount();

        assertRefused(user.ask(path, members), "body." + location);
        assertThat(user.transactions("")).isEmpty();
    }

    @Test
    void resettingForgetsEverything() {
        createAccount();

        playground.reset();

        assertRefused(user.ask("storage/accounts/list", ""), "body.insights_consumer_id");
    }

    @Test
    void categoriesNeedNoBody() {
        JsonNode categories = user.client
                .call("POST", user.client.url("/insights/v1/categories/get"), null)
                .json()
                .path("data");

        assertThat(categories).hasSizeGreaterThanOrEqualTo(200);
        assertThat(user.client
                        .call("GET", user.client.url("/insights/v1/categories/get"), null)
                        .status())
                .isEqualTo(405);
        playground.reset();
    }
}
