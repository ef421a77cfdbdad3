package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a report with the sums of categories is made of.
 *
 * @param scope whose transactions of which days
 * @param filter which of them
 * @param order how the categories are ordered, the first counts most; empty for the service's own order
 * @param onlyMainCategory whether a transaction counts only in the category that fits best
 * @param splitBy whether sums are split
 * @param splitByMonthAdjustedDay the day on which a month begins, 1 to 31, such as the day of the salary
 * @param requiredDataAvailability with less than this the report is refused
 * @param combineAccounts one report for each account, or one of all; left out, for each
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/group-by-category.html">Group by category report</a>
 */
public record CategorySumsRequest(
        ReportScope scope,
        TransactionFilter filter,
        List<OrderBy> order,
        Optional<Boolean> onlyMainCategory,
        Optional<SplitBy> splitBy,
        OptionalInt splitByMonthAdjustedDay,
        Optional<DataAvailability> requiredDataAvailability,
        Optional<CombineAccounts> combineAccounts) {

    private static final int LAST_DAY = 31;

    /**
     * Copies the list.
     *
     * @throws KosmaUsageException when a month begins on a day that there is not, or the filter has a part that this report does
     *     not know
     */
    public CategorySumsRequest {
        filter = filter.forGroupByCategory();
        order = List.copyOf(order);
        if (splitByMonthAdjustedDay.orElse(1) < 1 || splitByMonthAdjustedDay.orElse(1) > LAST_DAY) {
            throw new KosmaUsageException(
                    "A month begins on a day from 1 to 31, not on " + splitByMonthAdjustedDay.getAsInt());
        }
    }

    /** How sums can be split. */
    public enum SplitBy {
        /** By month. */
        MONTH
    }

    /**
     * Starts a request.
     *
     * @param scope whose transactions of which days
     * @return the builder
     */
    public static Builder builder(ReportScope scope) {
        return new Builder(scope);
    }

    CategorySumsRequest ofExpenses() {
        filter.forExpenseCategory();
        return this;
    }

    /** Collects the members. */
    public static final class Builder {
        private final ReportScope scope;
        private TransactionFilter filter = TransactionFilter.ALL;
        private List<OrderBy> order = List.of();
        private Optional<Boolean> onlyMainCategory = Optional.empty();
        private Optional<SplitBy> splitBy = Optional.empty();
        private OptionalInt monthBegins = OptionalInt.empty();
        private Optional<DataAvailability> availability = Optional.empty();
        private Optional<CombineAccounts> combineAccounts = Optional.empty();

        private Builder(ReportScope scope) {
            this.scope = scope;
        }

        /**
         * Leaves transactions out.
         *
         * @param filter which stay; left out, all
         * @return this
         */
        public Builder filter(TransactionFilter filter) {
            this.filter = filter;
            return this;
        }

        /**
         * Orders the categories.
         *
         * @param order by what, the first counts most; left out, as the service does
         * @return this
         */
        public Builder order(OrderBy... order) {
            this.order = List.of(order);
            return this;
        }

        /**
         * Counts a transaction only in the category that fits best.
         *
         * @return this
         */
        public Builder onlyMainCategory() {
            onlyMainCategory = Optional.of(true);
            return this;
        }

        /**
         * Splits the sums by month.
         *
         * @return this
         */
        public Builder splitByMonth() {
            splitBy = Optional.of(SplitBy.MONTH);
            return this;
        }

        /**
         * Splits the sums by months that begin on another day than the first.
         *
         * @param day the day, 1 to 31
         * @return this
         */
        public Builder splitByMonthFrom(int day) {
            monthBegins = OptionalInt.of(day);
            return splitByMonth();
        }

        /**
         * Says what the report needs.
         *
         * @param availability with less than this it is refused
         * @return this
         */
        public Builder requiredDataAvailability(DataAvailability availability) {
            this.availability = Optional.of(availability);
            return this;
        }

        /**
         * Says whether accounts are combined.
         *
         * @param combineAccounts left out, they are not
         * @return this
         */
        public Builder combineAccounts(CombineAccounts combineAccounts) {
            this.combineAccounts = Optional.of(combineAccounts);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws KosmaUsageException when a month begins on a day that there is not, or the filter has a part that this report
         *     does not know
         */
        public CategorySumsRequest build() {
            return new CategorySumsRequest(
                    scope, filter, order, onlyMainCategory, splitBy, monthBegins, availability, combineAccounts);
        }
    }
}
