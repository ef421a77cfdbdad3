package io.github.kosmasdk.insights;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.Lists;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What comes to an account and goes from it regularly.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the account, or all of them where they are combined
 * @param intervals at most one entry for each interval
 * @param fromDate the first day, inclusive
 * @param toDate the last day, inclusive
 * @param refreshedAt when the data behind it was read from the bank
 * @param dataAvailability how much of these days the stored data covers
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/recurring-transactions.html">Recurring transactions report</a>
 */
public record RecurringTransactionsReport(
        Optional<String> insightsConsumerId,
        List<String> insightsAccountIds,
        List<RecurringInterval> intervals,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<Instant> refreshedAt,
        Optional<OpenEnum<DataAvailability>> dataAvailability) {

    /** Takes lists as they came, absent as empty. */
    public RecurringTransactionsReport {
        insightsAccountIds = Lists.copy(insightsAccountIds);
        intervals = Lists.copy(intervals);
    }

    /** How many intervals; all else stays hidden. */
    @Override
    public String toString() {
        return "RecurringTransactionsReport[" + intervals.size() + " intervals]";
    }
}
