package io.github.kosmasdk.playground;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which transactions a report or a list tells; what is null lets everything through. */
record TransactionFilter(
        @Nullable Long least,
        @Nullable Long most,
        @Nullable String type,
        boolean onlyMainCategory,
        @Nullable Set<String> states,
        @Nullable Set<String> ids,
        @Nullable Set<String> categoryIds,
        @Nullable Set<String> brandIds,
        List<Map.Entry<String, String>> labels,
        List<Map.Entry<String, String>> excludedLabels)
        implements Predicate<StoredTransaction> {

    static final Set<String> TYPES = Set.of("DEBIT", "CREDIT");

    private static final String DEBIT_AND_ZERO = "DEBIT_AND_ZERO";
    private static final Set<String> TYPES_AND_ZERO = Set.of("DEBIT", "CREDIT", DEBIT_AND_ZERO);
    private static final Set<String> STATES = Set.of("PROCESSED", "PENDING", "CANCELED", "FAILED", "UNKNOWN");

    /** Of a categorization report. */
    static TransactionFilter ofReport(Body body) {
        return of(body, TYPES_AND_ZERO);
    }

    /** Of a list, or a report over categories; members that these do not have are not there. */
    static TransactionFilter of(Body body) {
        return of(body, TYPES);
    }

    private static TransactionFilter of(Body body, Set<String> types) {
        return new TransactionFilter(
                InsightsMembers.minorUnits(body, "min_amount"),
                InsightsMembers.minorUnits(body, "max_amount"),
                InsightsMembers.word(body, "transaction_type", types),
                InsightsMembers.flag(body, "only_main_category"),
                InsightsMembers.words(body, "states", STATES),
                InsightsMembers.set(body, "insights_transaction_ids"),
                InsightsMembers.set(body, "category_ids"),
                InsightsMembers.set(body, "brand_ids"),
                InsightsMembers.labelFilter(body, "labels"),
                InsightsMembers.labelFilter(body, "excluded_labels"));
    }

    TransactionFilter ofType(String direction) {
        return new TransactionFilter(
                least, most, direction, onlyMainCategory, states, ids, categoryIds, brandIds, labels, excludedLabels);
    }

    @Override
    public boolean test(StoredTransaction transaction) {
        return (least == null || transaction.amount() >= least)
                && (most == null || transaction.amount() <= most)
                && fitsType(transaction)
                && (states == null || states.contains(transaction.state()))
                && (ids == null || ids.contains(transaction.id))
                && (categoryIds == null || transaction.isIn(categoryIds, onlyMainCategory))
                && (brandIds == null
                        || transaction
                                .brand()
                                .filter(brand -> brandIds.contains(brand.id()))
                                .isPresent())
                && labels.stream().allMatch(transaction::hasLabel)
                && excludedLabels.stream().noneMatch(transaction::hasLabel);
    }

    private boolean fitsType(StoredTransaction transaction) {
        return type == null
                || type.equals(transaction.type())
                || type.equals(DEBIT_AND_ZERO) && (transaction.isDebit() || transaction.amount() == 0);
    }
}
