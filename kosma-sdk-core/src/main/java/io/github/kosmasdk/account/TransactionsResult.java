package io.github.kosmasdk.account;

import io.github.kosmasdk.internal.Lists;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a transactions flow results in: the first page of transactions, and each further page in the same shape.
 *
 * @param account the account
 * @param transactions the transactions of this page
 * @param fromDate the first day that was really extracted, inclusive
 * @param toDate the last day that was really extracted, inclusive
 * @param incomplete whether the bank did not give everything in that time
 * @param pagination how the list goes on, empty on the last page
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions.html">Transactions</a>
 */
public record TransactionsResult(
        Optional<Account> account,
        List<Transaction> transactions,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        boolean incomplete,
        Optional<Pagination> pagination) {

    /** Takes the list as it came, absent as empty. */
    public TransactionsResult {
        transactions = Lists.copy(transactions);
    }

    /**
     * The kind of flow, as the wire names it.
     *
     * @return the key of {@link AccountFlows#TRANSACTIONS}
     */
    public String type() {
        return AccountFlows.TRANSACTIONS.key();
    }

    /**
     * The transactions as a page, with the way to the next one.
     *
     * @return the page
     */
    public Page<Transaction> page() {
        return new Page<>(transactions, pagination.flatMap(Pagination::nextPage));
    }
}
