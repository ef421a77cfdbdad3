package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Which transactions are asked for with a consent. The dates have to lie within those of its scope.
 *
 * @param accountId the account, by the id of the latest accounts call
 * @param fromDate the first day, inclusive
 * @param toDate the last day, inclusive
 * @param preferredPaginationSize how many transactions a page should hold; asks for pages where the bank has them
 */
public record ConsentTransactionsRequest(
        String accountId, LocalDate fromDate, LocalDate toDate, OptionalInt preferredPaginationSize) {

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when the days are in the wrong order, or a page holds less than 1
     */
    public ConsentTransactionsRequest {
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(fromDate, "fromDate");
        Objects.requireNonNull(toDate, "toDate");
        if (toDate.isBefore(fromDate)) {
            throw new KosmaUsageException("to_date " + toDate + " is before from_date " + fromDate);
        }
        if (preferredPaginationSize.orElse(1) < 1) {
            throw new KosmaUsageException(
                    "preferred_pagination_size must be at least 1, not " + preferredPaginationSize.getAsInt());
        }
    }

    /**
     * The transactions between two days.
     *
     * @param accountId the account, by the id of the latest accounts call
     * @param fromDate the first day, inclusive
     * @param toDate the last day, inclusive
     * @return the request
     * @throws KosmaUsageException when the days are in the wrong order
     */
    public static ConsentTransactionsRequest between(String accountId, LocalDate fromDate, LocalDate toDate) {
        return new ConsentTransactionsRequest(accountId, fromDate, toDate, OptionalInt.empty());
    }

    /**
     * The same in pages.
     *
     * @param transactions how many transactions a page should hold, at least 1
     * @return the request
     * @throws KosmaUsageException when that is less than 1
     */
    public ConsentTransactionsRequest pageSize(int transactions) {
        return new ConsentTransactionsRequest(accountId, fromDate, toDate, OptionalInt.of(transactions));
    }

    /** The days; the account stays hidden. */
    @Override
    public String toString() {
        return "ConsentTransactionsRequest[" + fromDate + " to " + toDate + "]";
    }
}
