package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a categorization report is made of.
 *
 * @param scope whose transactions of which days
 * @param filter which of them
 * @param order how they are ordered, the first counts most; empty for the service's own order
 * @param size how many transactions of each report; empty for all
 * @param offset how many to leave out at the head
 * @param onlyMainCategory whether a transaction shows only the category that fits best
 * @param requiredDataAvailability with less than this the report is refused
 * @param combineAccounts one report for each account, or one of all; left out, for each
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/categorized-transactionsv2.html">Categorization
 *     report</a>
 */
public record CategorizationRequest(
        ReportScope scope,
        TransactionFilter filter,
        List<OrderBy> order,
        OptionalInt size,
        OptionalInt offset,
        Optional<Boolean> onlyMainCategory,
        Optional<DataAvailability> requiredDataAvailability,
        Optional<CombineAccounts> combineAccounts) {

    /**
     * Copies the list.
     *
     * @throws KosmaUsageException when the size is less than 1, the offset negative, or the filter has a part that this report
     *     does not know
     */
    public CategorizationRequest {
        filter = filter.forCategorization();
        order = List.copyOf(order);
        if (size.orElse(1) < 1 || offset.orElse(0) < 0) {
            throw new KosmaUsageException("A page begins at 0 or later, and holds at least 1 transaction");
        }
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

    /** The page of all accounts that begins there. */
    CategorizationRequest page(int pageSize, int from) {
        return new CategorizationRequest(
                scope,
                filter,
                order,
                OptionalInt.of(pageSize),
                OptionalInt.of(from),
                onlyMainCategory,
                requiredDataAvailability,
                Optional.of(CombineAccounts.ALL));
    }

    /** Collects the members. */
    public static final class Builder {
        private final ReportScope scope;
        private TransactionFilter filter = TransactionFilter.ALL;
        private List<OrderBy> order = List.of();
        private OptionalInt size = OptionalInt.empty();
        private OptionalInt offset = OptionalInt.empty();
        private Optional<Boolean> onlyMainCategory = Optional.empty();
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
         * Orders the transactions.
         *
         * @param order by what, the first counts most; left out, as the service does
         * @return this
         */
        public Builder order(OrderBy... order) {
            this.order = List.of(order);
            return this;
        }

        /**
         * Asks for a page.
         *
         * @param size how many transactions of each report; left out, all
         * @return this
         */
        public Builder size(int size) {
            this.size = OptionalInt.of(size);
            return this;
        }

        /**
         * Begins later.
         *
         * @param offset how many transactions to leave out at the head; left out, none
         * @return this
         */
        public Builder offset(int offset) {
            this.offset = OptionalInt.of(offset);
            return this;
        }

        /**
         * Shows only the category that fits best.
         *
         * @return this
         */
        public Builder onlyMainCategory() {
            onlyMainCategory = Optional.of(true);
            return this;
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
         * @throws KosmaUsageException when the size is less than 1, the offset negative, or the filter has a part that this
         *     report does not know
         */
        public CategorizationRequest build() {
            return new CategorizationRequest(
                    scope, filter, order, size, offset, onlyMainCategory, availability, combineAccounts);
        }
    }
}
