package io.github.kosmasdk.playground;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An account in the Insights storage. Guarded by the storage's monitor. */
final class StoredAccount {
    final String id;
    final TreeMap<String, String> labels = new TreeMap<>();

    /** Members of the wire: alias, iban and so on. */
    ObjectNode details = Json.object();

    /** Where it is, as sessions tell it; nothing for an account that was uploaded. */
    ObjectNode bank = Json.object();

    /** Those of balance, available, limit and reserved that are known. */
    ObjectNode balances = Json.object();

    /** The day of these balances. */
    LocalDate balancesOn;

    Instant refreshedAt;
    LocalDate refreshedOn;
    Instant end;

    @Nullable
    String group;

    private final Categoriser categoriser;
    private final List<Fetch> fetches = new ArrayList<>();
    private final Map<String, StoredTransaction> transactions = new LinkedHashMap<>();
    private @Nullable List<StoredTransaction> newestFirst;

    StoredAccount(String id, Categoriser categoriser, Instant refreshedAt, LocalDate refreshedOn) {
        this.id = id;
        this.categoriser = categoriser;
        this.refreshedAt = refreshedAt;
        this.refreshedOn = refreshedOn;
        this.balancesOn = refreshedOn;
        this.end = refreshedAt;
    }

    Categoriser categoriser() {
        return categoriser;
    }

    void refreshed(Instant at, LocalDate on, Instant newEnd) {
        refreshedAt = at;
        refreshedOn = on;
        keepUntil(newEnd);
    }

    void keepUntil(Instant atLeast) {
        end = atLeast.isAfter(end) ? atLeast : end;
    }

    void put(StoredTransaction transaction) {
        transactions.put(transaction.id, transaction);
        newestFirst = null;
    }

    void removeIf(Predicate<StoredTransaction> gone) {
        if (transactions.values().removeIf(gone)) {
            newestFirst = null;
        }
    }

    Optional<StoredTransaction> transaction(@Nullable String transactionId) {
        return Optional.ofNullable(transactions.get(transactionId));
    }

    /** All of them; those of a day in the order in which they came. */
    List<StoredTransaction> newestFirst() {
        if (newestFirst == null) {
            newestFirst = transactions.values().stream()
                    .sorted(Comparator.comparing(StoredTransaction::date).reversed())
                    .toList();
        }
        return newestFirst;
    }

    void forgetExpired(Instant now) {
        removeIf(transaction -> !now.isBefore(transaction.end));
        fetches.removeIf(fetch -> !now.isBefore(fetch.end));
    }

    boolean isExpired(Instant now) {
        return transactions.isEmpty() && !now.isBefore(end);
    }

    /** Days that were fetched, and until when what was fetched is kept. */
    private record Fetch(Window days, Instant end) {}

    /** Adds days that were fetched. */
    void cover(Window days, Instant until) {
        fetches.add(new Fetch(days, until));
    }

    /** The days of which all transactions are here. Of fetches that do not touch the latest one counts. */
    @Nullable
    Window covered() {
        Window covered = null;
        for (Fetch fetch : fetches) {
            covered = covered == null ? fetch.days : joined(covered, fetch.days);
        }
        return covered;
    }

    private static Window joined(Window before, Window fetched) {
        if (fetched.from().isAfter(before.to().plusDays(1))
                || before.from().isAfter(fetched.to().plusDays(1))) {
            return fetched;
        }
        return new Window(
                before.from().isBefore(fetched.from()) ? before.from() : fetched.from(),
                before.to().isAfter(fetched.to()) ? before.to() : fetched.to());
    }

    /** As lists of accounts tell it. */
    ObjectNode toJson(InsightsConsumer consumer) {
        ObjectNode json = Json.object().put("insights_account_id", id);
        json.setAll(details);
        json.put("refreshed_at", refreshedAt.toString());
        putRest(json, consumer);
        return json;
    }

    /** The members that come from the storage, not from the bank. */
    void putRest(ObjectNode json, InsightsConsumer consumer) {
        if (consumer.consent != null && consumer.consent.covers(consumer, id)) {
            json.put(
                    "consent_expected_expiry_date",
                    LocalDate.ofInstant(consumer.consent.end(), ZoneOffset.UTC).toString());
        }
        if (group != null) {
            json.put("accounts_group_id", group);
        }
        if (!labels.isEmpty()) {
            json.set("labels", InsightsMembers.labels(labels));
        }
    }

    String currency() {
        return details.path("currency").asString("XXX");
    }

    Optional<LocalDate> oldestTransaction() {
        List<StoredTransaction> all = newestFirst();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).date());
    }
}
