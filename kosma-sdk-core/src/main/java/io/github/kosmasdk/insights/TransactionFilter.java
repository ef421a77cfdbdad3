package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which transactions count. A call that does not know a part of the filter refuses it, and says so.
 *
 * @param minAmount not less than this, in minor units without a sign
 * @param maxAmount not more than this, in minor units without a sign
 * @param transactionType only this direction
 * @param states only these states, empty for all
 * @param insightsTransactionIds only these; in the categorization report
 * @param categoryIds only those of these categories, or of what lies below them
 * @param excludedCategories none of these categories; in the sums of categories
 * @param brandIds only those of these companies; in the categorization report and in the storage
 * @param labels only those with all of these labels; in reports
 * @param excludedLabels only those with none of these labels; in reports
 */
public record TransactionFilter(
        OptionalLong minAmount,
        OptionalLong maxAmount,
        Optional<Direction> transactionType,
        List<State> states,
        List<String> insightsTransactionIds,
        List<String> categoryIds,
        List<String> excludedCategories,
        List<String> brandIds,
        List<Label> labels,
        List<Label> excludedLabels) {

    /** All transactions. */
    public static final TransactionFilter ALL = builder().build();

    /**
     * Copies the lists.
     *
     * @throws KosmaUsageException when an amount is negative, or the smallest is larger than the largest
     */
    public TransactionFilter {
        if (minAmount.orElse(0) < 0
                || maxAmount.orElse(0) < 0
                || minAmount.orElse(0) > maxAmount.orElse(Long.MAX_VALUE)) {
            throw new KosmaUsageException("Amounts of a filter have no sign, and the smallest is not larger than the"
                    + " largest: the direction is transactionType");
        }
        states = List.copyOf(states);
        insightsTransactionIds = List.copyOf(insightsTransactionIds);
        categoryIds = List.copyOf(categoryIds);
        excludedCategories = List.copyOf(excludedCategories);
        brandIds = List.copyOf(brandIds);
        labels = List.copyOf(labels);
        excludedLabels = List.copyOf(excludedLabels);
    }

    /** Directions. */
    public enum Direction {
        /** What goes out. */
        DEBIT,
        /** What comes in. */
        CREDIT,
        /** What goes out, and what is zero; in the categorization report only. */
        DEBIT_AND_ZERO
    }

    /** States. */
    public enum State {
        /** Booked. */
        PROCESSED,
        /** Announced. */
        PENDING,
        /** Canceled. */
        CANCELED,
        /** Failed. */
        FAILED,
        /** Those without a state. */
        UNKNOWN
    }

    /**
     * Starts a filter that leaves nothing out.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    TransactionFilter forCategorization() {
        return refusing(excludedCategories.isEmpty() ? List.of() : List.of("excludedCategories"));
    }

    TransactionFilter forGroupByCategory() {
        List<String> others = new ArrayList<>();
        addIf(others, "insightsTransactionIds", !insightsTransactionIds.isEmpty());
        addIf(others, "brandIds", !brandIds.isEmpty());
        addIf(
                others,
                "transactionType DEBIT_AND_ZERO",
                transactionType.filter(Direction.DEBIT_AND_ZERO::equals).isPresent());
        return refusing(others);
    }

    TransactionFilter forExpenseCategory() {
        List<String> others = new ArrayList<>();
        addIf(others, "minAmount and maxAmount", minAmount.isPresent() || maxAmount.isPresent());
        addIf(others, "transactionType", transactionType.isPresent());
        return forGroupByCategory().refusing(others);
    }

    TransactionFilter forStorage() {
        List<String> others = new ArrayList<>();
        addIf(others, "insightsTransactionIds", !insightsTransactionIds.isEmpty());
        addIf(others, "excludedCategories", !excludedCategories.isEmpty());
        addIf(others, "labels and excludedLabels", !labels.isEmpty() || !excludedLabels.isEmpty());
        addIf(
                others,
                "transactionType DEBIT_AND_ZERO",
                transactionType.filter(Direction.DEBIT_AND_ZERO::equals).isPresent());
        return refusing(others);
    }

    private static void addIf(List<String> others, String part, boolean there) {
        if (there) {
            others.add(part);
        }
    }

    private TransactionFilter refusing(List<String> others) {
        if (!others.isEmpty()) {
            throw new KosmaUsageException("This call does not know these parts of a filter: "
                    + String.join("; ", others) + ". Leave them out, or filter what it gives yourself");
        }
        return this;
    }

    /** Direction and states; all else stays hidden. */
    @Override
    public String toString() {
        return "TransactionFilter[" + transactionType.map(Direction::name).orElse("both directions") + ", " + states
                + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private OptionalLong minAmount = OptionalLong.empty();
        private OptionalLong maxAmount = OptionalLong.empty();
        private Optional<Direction> transactionType = Optional.empty();
        private List<State> states = List.of();
        private List<String> insightsTransactionIds = List.of();
        private List<String> categoryIds = List.of();
        private List<String> excludedCategories = List.of();
        private List<String> brandIds = List.of();
        private List<Label> labels = List.of();
        private List<Label> excludedLabels = List.of();

        private Builder() {}

        /**
         * Leaves out what is smaller.
         *
         * @param minorUnits the smallest amount, without a sign
         * @return this
         */
        public Builder minAmount(long minorUnits) {
            minAmount = OptionalLong.of(minorUnits);
            return this;
        }

        /**
         * Leaves out what is larger.
         *
         * @param minorUnits the largest amount, without a sign
         * @return this
         */
        public Builder maxAmount(long minorUnits) {
            maxAmount = OptionalLong.of(minorUnits);
            return this;
        }

        /**
         * Keeps one direction.
         *
         * @param direction the direction
         * @return this
         */
        public Builder transactionType(Direction direction) {
            transactionType = Optional.of(direction);
            return this;
        }

        /**
         * Keeps some states.
         *
         * @param states the states
         * @return this
         */
        public Builder states(State... states) {
            this.states = List.of(states);
            return this;
        }

        /**
         * Keeps these transactions.
         *
         * @param ids their ids in Insights
         * @return this
         */
        public Builder insightsTransactionIds(String... ids) {
            insightsTransactionIds = List.of(ids);
            return this;
        }

        /**
         * Keeps some categories.
         *
         * @param ids their ids
         * @return this
         */
        public Builder categoryIds(String... ids) {
            categoryIds = List.of(ids);
            return this;
        }

        /**
         * Leaves out some categories.
         *
         * @param ids their ids
         * @return this
         */
        public Builder excludedCategories(String... ids) {
            excludedCategories = List.of(ids);
            return this;
        }

        /**
         * Keeps some companies.
         *
         * @param ids the ids of the brands
         * @return this
         */
        public Builder brandIds(String... ids) {
            brandIds = List.of(ids);
            return this;
        }

        /**
         * Keeps what has all of these labels.
         *
         * @param labels the labels
         * @return this
         */
        public Builder labels(Label... labels) {
            this.labels = List.of(labels);
            return this;
        }

        /**
         * Leaves out what has one of these labels.
         *
         * @param labels the labels
         * @return this
         */
        public Builder excludedLabels(Label... labels) {
            excludedLabels = List.of(labels);
            return this;
        }

        /**
         * Makes the filter.
         *
         * @return the filter
         * @throws KosmaUsageException when an amount is negative, or the smallest is larger than the largest
         */
        public TransactionFilter build() {
            return new TransactionFilter(
                    minAmount,
                    maxAmount,
                    transactionType,
                    states,
                    insightsTransactionIds,
                    categoryIds,
                    excludedCategories,
                    brandIds,
                    labels,
                    excludedLabels);
        }
    }
}
