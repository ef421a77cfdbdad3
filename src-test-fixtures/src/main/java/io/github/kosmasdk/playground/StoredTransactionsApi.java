package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.StoredAccountsApi.StoredAccountOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls for stored transactions. Callers hold the storage's monitor. */
final class StoredTransactionsApi {
    private static final Set<String> STATES = Set.of("PROCESSED", "PENDING", "CANCELED", "FAILED");
    private static final Set<String> METHODS = Set.of("TRANSFER", "DIRECT_DEBIT", "INSTANT", "UNKNOWN");
    private static final List<String> REFERENCES = List.of("unstructured", "structured", "end_to_end");
    private static final List<String> CODES = List.of("code", "sub_code", "description");
    private static final List<String> PARTY = List.of("account_number", "bank_code", "holder_name");

    private final InsightsStorage storage;
    private final Categories categories;

    StoredTransactionsApi(InsightsStorage storage, Categories categories) {
        this.storage = storage;
        this.categories = categories;
    }

    /**
     * A transaction as a request has it.
     *
     * @param content what was sent of the members that come from the bank
     * @param chosen the categories, null when none were sent
     * @param labels null when none were sent
     */
    private record Given(
            @Nullable String id,
            ObjectNode content,
            @Nullable List<Category> chosen,
            @Nullable Map<String, String> labels) {}

    ObjectNode create(Body body) {
        StoredAccountOf of = StoredAccountOf.read(body);
        Integer retention = InsightsMembers.retention(body);
        List<Given> all = given(body, false);
        body.complete();
        StoredAccount account = of.account(storage);
        Instant now = storage.now();
        Instant end = InsightsStorage.end(now, retention);
        for (Given given : all) {
            put(account, given.id == null ? UUID.randomUUID().toString() : given.id, given, end);
        }
        account.refreshed(now, storage.today(), end);
        cover(account, end);
        return StoredAccountsApi.ids(storage.consumer(of.consumerId()), account);
    }

    /** What was uploaded is everything from its oldest day on. */
    private void cover(StoredAccount account, Instant end) {
        account.oldestTransaction().ifPresent(oldest -> {
            LocalDate today = storage.today();
            account.cover(new Window(oldest.isAfter(today) ? today : oldest, today), end);
        });
    }

    ObjectNode update(Body body) {
        return change(body, (account, given) -> {
            StoredTransaction before = transaction(account, given.id);
            ObjectNode content = before.content().deepCopy();
            content.setAll(given.content);
            StoredTransaction now = new StoredTransaction(
                    before.id, account, content, given.chosen == null ? before.chosen() : given.chosen, before.end);
            now.labels.putAll(given.labels == null ? before.labels : given.labels);
            account.put(now);
        });
    }

    ObjectNode replace(Body body) {
        return change(body, (account, given) -> {
            StoredTransaction before = transaction(account, given.id);
            put(account, before.id, given, before.end);
        });
    }

    private interface Change {
        void of(StoredAccount account, Given given);
    }

    private ObjectNode change(Body body, Change change) {
        StoredAccountOf of = StoredAccountOf.read(body);
        List<Given> all = given(body, true);
        body.complete();
        StoredAccount account = of.account(storage);
        all.forEach(given -> transaction(account, given.id));
        all.forEach(given -> change.of(account, given));
        return Json.object();
    }

    private void put(StoredAccount account, String id, Given given, Instant end) {
        ObjectNode content = Json.object();
        content.putObject("amount").put("amount", 0).put("currency", "XXX");
        content.put("state", "PROCESSED").put("type", "DEBIT").put("method", "UNKNOWN");
        content.setAll(given.content);
        if (!content.has("booking_date") && !content.has("value_date")) {
            content.put("booking_date", storage.today().toString());
        }
        StoredTransaction transaction =
                new StoredTransaction(id, account, content, given.chosen == null ? List.of() : given.chosen, end);
        if (given.labels != null) {
            transaction.labels.putAll(given.labels);
        }
        account.put(transaction);
    }

    ObjectNode delete(Body body) {
        StoredAccountOf of = StoredAccountOf.read(body);
        Set<String> ids = Set.copyOf(StoredAccountsApi.requiredTexts(body, "insights_transaction_ids"));
        body.complete();
        StoredAccount account = of.account(storage);
        ids.forEach(id -> transaction(account, id));
        account.removeIf(transaction -> ids.contains(transaction.id));
        return Json.object();
    }

    ObjectNode upsertLabels(Body body) {
        Map<String, String> labels = InsightsMembers.labels(body);
        return withTransactions(body, transaction -> transaction.labels.putAll(labels));
    }

    ObjectNode deleteLabels(Body body) {
        List<String> keys = StoredAccountsApi.requiredTexts(body, "label_keys");
        return withTransactions(body, transaction -> keys.forEach(transaction.labels::remove));
    }

    ObjectNode deleteAllLabels(Body body) {
        return withTransactions(body, transaction -> transaction.labels.clear());
    }

    private ObjectNode withTransactions(Body body, Consumer<StoredTransaction> action) {
        StoredAccountOf of = StoredAccountOf.read(body);
        List<String> ids = StoredAccountsApi.requiredTexts(body, "insights_transaction_ids");
        body.complete();
        StoredAccount account = of.account(storage);
        ids.stream().map(id -> transaction(account, id)).toList().forEach(action);
        return Json.object();
    }

    private static StoredTransaction transaction(StoredAccount account, @Nullable String id) {
        return account.transaction(id)
                .orElseThrow(() -> InsightsStorage.unknown(
                        "insights_transaction_ids", "There is no transaction of the id " + id + " on this account"));
    }

    ObjectNode list(Body body) {
        String consumerId = InsightsMembers.requiredConsumerId(body);
        List<String> ids = body.texts("insights_account_ids");
        Window frame = ReportScope.frame(body, "days", storage);
        TransactionFilter filter = TransactionFilter.of(body);
        Ordering ordering = Ordering.of(body);
        StoragePage page = StoragePage.of(body, null);
        body.complete();
        List<StoredTransaction> found = storage.consumer(consumerId).accounts(ids, "insights_account_ids").stream()
                .flatMap(account -> account.newestFirst().stream())
                .filter(transaction -> frame.contains(transaction.date()))
                .filter(filter)
                .sorted(ordering.ofTransactions())
                .toList();
        return page.fill("transactions", found, transaction -> transaction.toJson(false), null);
    }

    private List<Given> given(Body body, boolean idRequired) {
        if (!body.has("transactions")) {
            body.reject("transactions", "REQUIRED", "'transactions' is missing");
        }
        List<Given> all = new ArrayList<>();
        for (Body each : body.objects("transactions")) {
            if (idRequired) {
                each.requiredText("insights_transaction_id");
            }
            all.add(new Given(
                    InsightsMembers.id(each, "insights_transaction_id"),
                    content(each),
                    chosen(each),
                    each.has("labels") ? InsightsMembers.labels(each) : null));
        }
        return all;
    }

    private @Nullable List<Category> chosen(Body body) {
        List<String> ids = body.texts("category_ids");
        if (ids == null) {
            return null;
        }
        List<Category> chosen = new ArrayList<>();
        for (String id : ids) {
            categories
                    .withId(id)
                    .ifPresentOrElse(
                            chosen::add,
                            () -> body.reject(
                                    "category_ids", "INVALID_VALUE", "there is no category with the id " + id));
        }
        return chosen;
    }

    private static ObjectNode content(Body body) {
        ObjectNode content = Json.object();
        StoredAccountsApi.put(content, "reference", body.text("reference"));
        texts(content, body, "bank_references", REFERENCES);
        Body amount = body.object("amount");
        if (amount != null) {
            Long minorUnits = InsightsMembers.minorUnits(amount, "amount");
            if (minorUnits == null && !amount.has("amount")) {
                amount.reject("amount", "REQUIRED", "'amount' is missing");
            }
            String currency = amount.has("currency") ? amount.requiredCurrency("currency") : "XXX";
            content.set("amount", Json.amount(Objects.requireNonNullElse(minorUnits, 0L), String.valueOf(currency)));
        }
        put(content, "booking_date", body.date("booking_date"));
        put(content, "value_date", body.date("value_date"));
        StoredAccountsApi.put(content, "state", InsightsMembers.word(body, "state", STATES));
        StoredAccountsApi.put(content, "type", InsightsMembers.word(body, "type", TransactionFilter.TYPES));
        StoredAccountsApi.put(content, "method", InsightsMembers.word(body, "method", METHODS));
        texts(content, body, "bank_transaction_code", CODES);
        counterParty(content, body.object("counter_party"));
        return content;
    }

    private static void counterParty(ObjectNode content, @Nullable Body party) {
        if (party != null) {
            ObjectNode json = content.putObject("counter_party");
            StoredAccountsApi.put(json, "iban", party.iban("iban"));
            StoredAccountsApi.put(json, "bic", party.bic("bic"));
            PARTY.forEach(name -> StoredAccountsApi.put(json, name, party.text(name)));
            Body address = party.object("holder_address");
            String country = address == null ? null : address.country("country");
            if (country != null) {
                json.putObject("holder_address").put("country", country);
            }
        }
    }

    private static void texts(ObjectNode content, Body body, String name, List<String> members) {
        Body object = body.object(name);
        if (object != null) {
            ObjectNode json = content.putObject(name);
            members.forEach(member -> StoredAccountsApi.put(json, member, object.text(member)));
        }
    }

    private static void put(ObjectNode content, String name, @Nullable LocalDate date) {
        if (date != null) {
            content.put(name, date.toString());
        }
    }
}
