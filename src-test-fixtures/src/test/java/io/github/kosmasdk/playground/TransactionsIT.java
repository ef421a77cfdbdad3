package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TransactionsIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = KosmaPlaygroundExtension.with(
            settings -> settings.clock(Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC)));

    private static final String ACCOUNT = "\"iban\": \"DE43000000005686751168\"";
    private static final List<String> REFERENCE_ORDER =
            List.of("unstructured", "structured", "end_to_end", "national", "message", "additional_information");

    private final TestClient client = new TestClient(KOSMA.playground());

    private JsonNode result(String wish, String user) {
        Answer flow = client.run(client.session(), "transactions", "{" + ACCOUNT + wish + "}", user);
        assertThat(flow.text("/data/state")).as(flow.response().body()).isEqualTo("FINISHED");
        return flow.data().path("result");
    }

    private static List<JsonNode> transactions(JsonNode result) {
        List<JsonNode> transactions = new ArrayList<>();
        result.path("transactions").forEach(transactions::add);
        return transactions;
    }

    @Test
    void historyIsPlausible() {
        JsonNode result = result(", \"last_days\": 120", "embedded");
        List<JsonNode> all = transactions(result);

        assertThat(result.path("from_date").asString())
                .isEqualTo(TODAY.minusDays(120).toString());
        assertThat(result.path("to_date").asString()).isEqualTo(TODAY.toString());
        assertThat(result.path("incomplete").asBoolean()).isFalse();
        assertThat(result.has("pagination")).isFalse();
        assertThat(all).hasSizeGreaterThan(120);
        assertThat(all)
                .extracting(transaction -> transaction.path("date").asString())
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .allSatisfy(date -> assertThat(LocalDate.parse(date)).isBetween(TODAY.minusDays(120), TODAY));
        assertThat(values(all, "method")).contains("TRANSFER", "DIRECT_DEBIT", "INSTANT", "UNKNOWN");
        assertThat(values(all, "state")).containsExactlyInAnyOrder("PROCESSED", "PENDING", "FAILED");
        assertThat(values(all, "type")).containsExactlyInAnyOrder("CREDIT", "DEBIT");
        assertThat(all).anyMatch(transaction -> transaction.has("original_amount"));
        assertThat(all)
                .anyMatch(transaction ->
                        transaction.at("/purpose_code").asString("").equals("SALA"));
        assertThat(all).allSatisfy(transaction -> {
            boolean pending = transaction.path("state").asString().equals("PENDING");
            assertThat(transaction.has("transaction_id")).isEqualTo(!pending);
            assertThat(transaction.has("booking_date")).isEqualTo(!pending);
            assertThat(transaction.at("/amount/amount").asLong()).isPositive();
            assertThat(transaction.at("/amount/currency").asString()).isEqualTo("EUR");
            assertThat(transaction.path("date")).isEqualTo(transaction.path(pending ? "value_date" : "booking_date"));
            assertThat(transaction.path("reference").asString())
                    .isEqualTo(String.join(
                            ", ",
                            REFERENCE_ORDER.stream()
                                    .map(kind -> transaction
                                            .at("/bank_references/" + kind)
                                            .asString(""))
                                    .filter(text -> !text.isEmpty())
                                    .toList()));
            assertThat(transaction.toString()).doesNotContain("null");
        });
        List<String> ids = values(all, "transaction_id");
        assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{32}")).doesNotHaveDuplicates();
    }

    @Test
    void historyIsTheSameInEverySession() {
        assertThat(result("", "embedded").path("transactions"))
                .isEqualTo(result("", "Erika").path("transactions"));
    }

    @Test
    void demoDataIsRicher() {
        assertThat(transactions(result(", \"last_days\": 90", "acin-demo-data")))
                .hasSizeGreaterThan(
                        transactions(result(", \"last_days\": 90", "embedded")).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|2026-10-24|2026-11-23",
                ", \"last_days\": 1|2026-11-22|2026-11-23",
                ", \"from_date\": \"2026-11-02\", \"to_date\": \"2026-11-02\"|2026-11-02|2026-11-02",
                ", \"from_date\": \"2020-01-01\", \"to_date\": \"2026-08-01\"|2026-07-26|2026-08-01",
                ", \"from_date\": \"2026-11-01\", \"to_date\": \"2027-11-01\"|2026-11-01|2026-11-23",
                ", \"last_days\": 2147483647|2026-07-26|2026-11-23",
            })
    void windowIsNarrowedToWhatTheBankKeeps(String wish, String from, String to) {
        JsonNode result = result(wish, "embedded");

        assertThat(result.path("from_date").asString()).isEqualTo(from);
        assertThat(result.path("to_date").asString()).isEqualTo(to);
        assertThat(transactions(result))
                .isNotEmpty()
                .allSatisfy(transaction ->
                        assertThat(transaction.path("date").asString()).isBetween(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"from_date\": \"2020-01-01\", \"to_date\": \"2020-02-01\"",
                ", \"from_date\": \"2027-01-01\", \"to_date\": \"2027-02-01\""
            })
    void windowWithoutAnyKeptDayFails(String wish) {
        Answer flow = client.run(client.session(), "transactions", "{" + ACCOUNT + wish + "}", "embedded");

        assertThat(flow.text("/data/error/code")).isEqualTo("NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"last_days\": 90|, \"last_days\": 90|2026-08-25",
                "\"last_days\": 10|''|2026-11-13",
                "\"from_date\": \"2026-09-01\", \"to_date\": \"2026-09-30\"|''|2026-09-01",
                "\"last_days\": 90|, \"last_days\": 91|",
                "\"from_date\": \"2026-09-01\", \"to_date\": \"2026-09-30\"|, \"last_days\": 3|",
            })
    void scopeOfTheSessionLimitsTheWindow(String scope, String wish, String from) {
        JsonNode session = client.startSession(TestClient.SESSION.replaceFirst(
                        "\\{", "{\"consent_scope\": {\"transactions\": {" + scope + "}},"))
                .data();

        Answer flow = client.run(session, "transactions", "{" + ACCOUNT + wish + "}", "embedded");

        assertThat(flow.text("/data/result/from_date")).isEqualTo(from == null ? "" : from);
        assertThat(flow.text("/data/error/code"))
                .isEqualTo(from == null ? "NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE" : "");
    }

    @Test
    void pagesFollowOneAnotherByPostOnly() {
        JsonNode session = client.session();
        JsonNode whole = client.run(session, "transactions", "{" + ACCOUNT + ", \"last_days\": 60}", "embedded")
                .data()
                .path("result");
        JsonNode flow = client.startFlow(
                session, "transactions", "{" + ACCOUNT + ", \"last_days\": 60, \"preferred_pagination_size\": 25}");
        Answer page = client.call("GET", flow.path("self").asString(), null);
        List<JsonNode> collected = transactions(page.data().path("result"));
        String url = page.text("/data/result/pagination/url");
        String firstOffset = page.text("/data/result/pagination/next/offset");

        assertThat(url).isEqualTo(flow.path("self").asString() + "/list");
        assertThat(page.json().at("/data/result/pagination/count").asInt()).isEqualTo(25);
        while (page.json().at("/data/result").has("pagination")) {
            assertThat(transactions(page.data().path("result"))).hasSize(25);
            page = client.call("POST", url, offset(page.text("/data/result/pagination/next/offset")));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text("/data/state")).isEqualTo("FINISHED");
            assertThat(page.text("/data/result/from_date"))
                    .isEqualTo(whole.path("from_date").asString());
            collected.addAll(transactions(page.data().path("result")));
        }
        assertThat(collected).isEqualTo(transactions(whole));
        assertThat(client.call("GET", url, offset(firstOffset)).status()).isEqualTo(403);
        assertThat(client.call("GET", url, null).status()).isEqualTo(405);
        for (String body : List.of("{}", offset(""), offset("bmV4dC0y"), "{\"offset\": 25}", "[]", "x")) {
            Answer refused = client.call("POST", url, body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("badRequest");
        }
        JsonNode other =
                client.startFlow(session, "transactions", "{" + ACCOUNT + ", \"preferred_pagination_size\": 5}");
        String otherSelf = other.path("self").asString();
        assertThat(client.call("POST", otherSelf + "/list", offset(firstOffset)).status())
                .isEqualTo(409);
        client.call("GET", otherSelf, null);
        assertThat(client.call("POST", otherSelf + "/list", offset(firstOffset)).status())
                .isEqualTo(400);
    }

    @Test
    void tenThousandTransactionsCanBeHad() {
        try (KosmaPlayground large =
                KosmaPlayground.builder().transactionsPerAccount(10_000).seed(7).start()) {
            TestClient many = new TestClient(large);
            Answer page = many.run(
                    many.session(),
                    "transactions",
                    "{" + ACCOUNT + ", \"last_days\": 120, \"preferred_pagination_size\": 1000}",
                    "embedded");
            Set<String> ids = new HashSet<>(values(transactions(page.data().path("result")), "transaction_id"));
            while (page.json().at("/data/result").has("pagination")) {
                page = many.call(
                        "POST",
                        page.text("/data/result/pagination/url"),
                        offset(page.text("/data/result/pagination/next/offset")));
                ids.addAll(values(transactions(page.data().path("result")), "transaction_id"));
            }

            assertThat(ids).hasSizeGreaterThanOrEqualTo(10_000);
        }
    }

    private static String offset(String value) {
        return "{\"offset\": \"" + value + "\"}";
    }

    private static List<String> values(List<JsonNode> transactions, String member) {
        Stream<String> values = transactions.stream()
                .filter(transaction -> transaction.has(member))
                .map(transaction -> transaction.path(member).asString());
        return (member.endsWith("id") ? values : values.distinct()).toList();
    }
}
