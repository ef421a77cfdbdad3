package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Categoriser.Brand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A transaction in the Insights storage. Guarded by the storage's monitor. */
final class StoredTransaction {
    final String id;
    final StoredAccount account;
    final TreeMap<String, String> labels = new TreeMap<>();
    final Instant end;

    private final ObjectNode content;
    private final List<Category> chosen;
    private final LocalDate date;
    private final long amount;
    private final boolean debit;
    private @Nullable List<Category> categories;
    private @Nullable Optional<Brand> brand;

    /**
     * @param content the members of the wire that come from the bank or the caller
     * @param chosen the categories that the caller wants, none for those that are found
     */
    StoredTransaction(String id, StoredAccount account, ObjectNode content, List<Category> chosen, Instant end) {
        this.id = id;
        this.account = account;
        this.content = content;
        this.chosen = chosen;
        this.end = end;
        this.date = LocalDate.parse(
                content.has("booking_date")
                        ? content.path("booking_date").asString()
                        : content.required("value_date").asString());
        this.amount = content.at("/amount/amount").longValue();
        this.debit = content.path("type").asString().equals("DEBIT");
    }

    ObjectNode content() {
        return content;
    }

    List<Category> chosen() {
        return chosen;
    }

    /** When it was booked, else its value date. */
    LocalDate date() {
        return date;
    }

    /** In minor units, never negative. */
    long amount() {
        return amount;
    }

    long signedAmount() {
        return debit ? -amount : amount;
    }

    boolean isDebit() {
        return debit;
    }

    boolean isProcessed() {
        return state().equals("PROCESSED");
    }

    boolean isPending() {
        return state().equals("PENDING");
    }

    String state() {
        return content.path("state").asString("UNKNOWN");
    }

    String type() {
        return content.path("type").asString();
    }

    String currency() {
        return content.at("/amount/currency").asString();
    }

    String counterPartyName() {
        return content.at("/counter_party/holder_name").asString("");
    }

    String counterPartyIban() {
        return content.at("/counter_party/iban").asString("");
    }

    String reference() {
        return Stream.of("/reference", "/bank_references/unstructured")
                .map(pointer -> content.at(pointer).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The best-fitting category first, then all above it. */
    List<Category> categories() {
        if (categories == null) {
            List<Category> best = chosen.isEmpty()
                    ? List.of(account.categoriser().category(counterPartyName(), reference(), type()))
                    : chosen;
            categories = Stream.concat(best.stream(), best.stream().flatMap(each -> each.upwards().stream()))
                    .distinct()
                    .toList();
        }
        return categories;
    }

    List<Category> categories(boolean onlyMain) {
        return onlyMain ? categories().subList(0, 1) : categories();
    }

    Optional<Brand> brand() {
        if (brand == null) {
            brand = account.categoriser().brand(counterPartyName());
        }
        return brand;
    }

    boolean isIn(Set<String> categoryIds, boolean onlyMain) {
        return categories(onlyMain).stream().map(Category::id).anyMatch(categoryIds::contains);
    }

    boolean hasLabel(Map.Entry<String, String> label) {
        return label.getValue().equals(labels.get(label.getKey()));
    }

    ObjectNode toJson(boolean onlyMain) {
        ObjectNode json = Json.object().put("insights_transaction_id", id).put("insights_account_id", account.id);
        json.setAll(content);
        ArrayNode array = json.putArray("categories");
        categories(onlyMain).forEach(category -> array.add(category.toJson()));
        brand().ifPresent(known -> json.set("brand", known.toJson()));
        if (!labels.isEmpty()) {
            json.set("labels", InsightsMembers.labels(labels));
        }
        return json;
    }
}
