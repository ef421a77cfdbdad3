package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which stored transactions.
 *
 * @param scope whose, of which accounts and days; it excludes no accounts
 * @param filter which of them
 * @param order how they are ordered, the first counts most; empty for the service's own order
 * @param pageSize how many transactions each call asks for, 1 to 1,000
 * @see <a href="https://docs.openbanking.klarna.com/acin/storage/list-transactions.html">List transactions</a>
 */
public record StoredTransactionsQuery(
        ReportScope scope, TransactionFilter filter, List<OrderBy> order, OptionalInt pageSize) {

    private static final int MAX_PAGE_SIZE = 1000;

    /**
     * Copies the list.
     *
     * @throws KosmaUsageException when accounts are excluded, the filter has a part that the storage does not know, or a page is
     *     not 1 to 1,000 transactions
     */
    public StoredTransactionsQuery {
        if (!scope.excludedInsightsAccountIds().isEmpty()) {
            throw new KosmaUsageException("The storage lists all accounts, or those that are named: it excludes none");
        }
        filter = filter.forStorage();
        order = List.copyOf(order);
        if (pageSize.orElse(1) < 1 || pageSize.orElse(1) > MAX_PAGE_SIZE) {
            throw new KosmaUsageException("A page holds 1 to 1,000 transactions, not " + pageSize.getAsInt());
        }
    }

    /**
     * All transactions of some accounts and days.
     *
     * @param scope whose, of which accounts and days
     * @return the query
     * @throws KosmaUsageException when accounts are excluded
     */
    public static StoredTransactionsQuery of(ReportScope scope) {
        return new StoredTransactionsQuery(scope, TransactionFilter.ALL, List.of(), OptionalInt.empty());
    }

    /**
     * The same with a filter.
     *
     * @param filter which transactions stay
     * @return the query
     * @throws KosmaUsageException when the filter has a part that the storage does not know
     */
    public StoredTransactionsQuery filter(TransactionFilter filter) {
        return new StoredTransactionsQuery(scope, filter, order, pageSize);
    }

    /**
     * The same in an order.
     *
     * @param order by what, the first counts most
     * @return the query
     */
    public StoredTransactionsQuery order(OrderBy... order) {
        return new StoredTransactionsQuery(scope, filter, List.of(order), pageSize);
    }

    /**
     * The same with pages of another size.
     *
     * @param transactions how many each call asks for, 1 to 1,000
     * @return the query
     * @throws KosmaUsageException when it is another number
     */
    public StoredTransactionsQuery pageSize(int transactions) {
        return new StoredTransactionsQuery(scope, filter, order, OptionalInt.of(transactions));
    }
}
