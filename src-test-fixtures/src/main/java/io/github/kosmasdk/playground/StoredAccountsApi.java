package io.github.kosmasdk.playground;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls for stored accounts and whole consumers. Callers hold the storage's monitor. */
final class StoredAccountsApi {
    private static final int MOST_OFFSET = 1000;
    private static final Set<String> ACCOUNT_TYPES = Set.of("DEFAULT", "SAVING", "CREDITCARD", "DEPOT");
    private static final Set<String> TRANSFER_TYPES = Set.of("NONE", "DOMESTIC", "FULL", "REFERENCE", "RESTRICTED");

    private final InsightsStorage storage;

    StoredAccountsApi(InsightsStorage storage) {
        this.storage = storage;
    }

    ObjectNode create(Body body) {
        String consumerId = InsightsMembers.consumerId(body);
        Integer retention = InsightsMembers.retention(body);
        Body given = body.object("account");
        String accountId = given == null ? null : InsightsMembers.id(given, "insights_account_id");
        ObjectNode details = details(given);
        Map<String, String> labels = given == null ? Map.of() : InsightsMembers.labels(given);
        body.complete();
        InsightsConsumer consumer = storage.consumerOrNew(consumerId);
        StoredAccount account = storage.accountOrNew(
                consumer, accountId == null ? UUID.randomUUID().toString() : accountId);
        Instant now = storage.now();
        account.refreshed(now, storage.today(), InsightsStorage.end(now, retention));
        account.details = details;
        account.labels.clear();
        account.labels.putAll(labels);
        return ids(consumer, account);
    }

    static ObjectNode ids(InsightsConsumer consumer, StoredAccount account) {
        return Json.data(Json.object().put("insights_consumer_id", consumer.id).put("insights_account_id", account.id));
    }

    private static ObjectNode details(@Nullable Body account) {
        ObjectNode details = Json.object();
        if (account == null) {
            return details.put("currency", "XXX");
        }
        put(details, "iban", account.iban("iban"));
        put(details, "account_number", account.text("account_number"));
        put(details, "alias", account.text("alias"));
        put(details, "bic", account.bic("bic"));
        put(details, "bank_code", account.text("bank_code"));
        put(details, "holder_name", account.text("holder_name"));
        put(details, "account_type", InsightsMembers.word(account, "account_type", ACCOUNT_TYPES));
        put(details, "transfer_type", InsightsMembers.word(account, "transfer_type", TRANSFER_TYPES));
        String currency = account.text("currency");
        if (currency != null) {
            account.requiredCurrency("currency");
        }
        details.put("currency", currency == null ? "XXX" : currency);
        Body address = account.object("holder_address");
        String country = address == null ? null : address.country("country");
        if (country != null) {
            details.putObject("holder_address").put("country", country);
        }
        return details;
    }

    static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    ObjectNode list(Body body) {
        String consumerId = InsightsMembers.requiredConsumerId(body);
        StoragePage page = StoragePage.of(body, MOST_OFFSET);
        body.complete();
        InsightsConsumer consumer = storage.consumer(consumerId);
        return page.fill(
                "accounts", List.copyOf(consumer.accounts.values()), account -> account.toJson(consumer), MOST_OFFSET);
    }

    ObjectNode delete(Body body) {
        String consumerId = InsightsMembers.requiredConsumerId(body);
        List<String> ids = requiredTexts(body, "insights_account_ids");
        body.complete();
        InsightsConsumer consumer = storage.consumer(consumerId);
        consumer.accounts(ids, "insights_account_ids").forEach(account -> {
            consumer.accounts.remove(account.id);
            consumer.schedules.remove(account.id);
        });
        return Json.object();
    }

    ObjectNode deleteConsumer(Body body) {
        String consumerId = InsightsMembers.requiredConsumerId(body);
        body.complete();
        storage.delete(storage.consumer(consumerId));
        return Json.object();
    }

    ObjectNode upsertLabels(Body body) {
        StoredAccountOf request = StoredAccountOf.read(body);
        Map<String, String> labels = InsightsMembers.labels(body);
        body.complete();
        request.account(storage).labels.putAll(labels);
        return Json.object();
    }

    ObjectNode deleteLabels(Body body) {
        StoredAccountOf request = StoredAccountOf.read(body);
        List<String> keys = requiredTexts(body, "label_keys");
        body.complete();
        keys.forEach(request.account(storage).labels::remove);
        return Json.object();
    }

    static List<String> requiredTexts(Body body, String name) {
        if (!body.has(name)) {
            body.reject(name, "REQUIRED", "'" + name + "' is missing");
        }
        return Objects.requireNonNullElse(body.texts(name), List.of());
    }

    /** The two ids by which requests name an account. */
    record StoredAccountOf(
            @Nullable String consumerId, @Nullable String accountId) {
        static StoredAccountOf read(Body body) {
            body.requiredText("insights_account_id");
            return new StoredAccountOf(
                    InsightsMembers.requiredConsumerId(body), InsightsMembers.id(body, "insights_account_id"));
        }

        /** @throws ApiError when it is not there */
        StoredAccount account(InsightsStorage storage) {
            return storage.consumer(consumerId).account(Objects.requireNonNull(accountId));
        }
    }
}
