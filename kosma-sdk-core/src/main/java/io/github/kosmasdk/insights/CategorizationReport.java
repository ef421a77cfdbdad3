package io.github.kosmasdk.insights;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.Lists;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The transactions of an account, or of all, with their categories.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the account, or all of them where they are combined
 * @param transactions the transactions, or one page of them
 * @param fromDate the first day, inclusive
 * @param toDate the last day, inclusive
 * @param refreshedAt when the data behind it was read from the bank
 * @param dataAvailability how much of these days the stored data covers
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/categorized-transactionsv2.html">Categorization report</a>
 */
public record CategorizationReport(
        Optional<String> insightsConsumerId,
        List<String> insightsAccountIds,
        List<CategorizedTransaction> transactions,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<Instant> refreshedAt,
        Optional<OpenEnum<DataAvailability>> dataAvailability) {

    /** Takes lists as they came, absent as empty. */
    public CategorizationReport {
        insightsAccountIds = Lists.copy(insightsAccountIds);
        transactions = Lists.copy(transactions);
    }

    /** How many transactions; all else stays hidden. */
    @Override
    public String toString() {
        return "CategorizationReport[" + transactions.size() + " transactions]";
    }
}
