package io.github.kosmasdk.insights;

import io.github.kosmasdk.internal.Lists;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The balance of an account at the end of each day.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the account, or all of them where they are combined
 * @param balances one entry for each day, the oldest first
 * @param fromDate the first day, inclusive
 * @param toDate the last day, inclusive
 * @param refreshedAt when the data behind it was read from the bank
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balance-over-time.html">Balance over time report</a>
 */
public record BalanceOverTimeReport(
        Optional<String> insightsConsumerId,
        List<String> insightsAccountIds,
        List<DailyBalance> balances,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<Instant> refreshedAt) {

    /** Takes lists as they came, absent as empty. */
    public BalanceOverTimeReport {
        insightsAccountIds = Lists.copy(insightsAccountIds);
        balances = Lists.copy(balances);
    }

    /** The days; the amounts stay hidden. */
    @Override
    public String toString() {
        return "BalanceOverTimeReport[" + balances.size() + " days]";
    }
}
