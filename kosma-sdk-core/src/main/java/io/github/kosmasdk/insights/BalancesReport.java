package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.internal.Lists;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The balances of an account as of its latest refresh.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the account, or all of them where they are combined
 * @param balance the booked balance, negative when overdrawn
 * @param available what a transfer could use
 * @param limit the overdraft: what can be drawn beyond zero
 * @param reserved what is reserved for known payments
 * @param refreshedAt when the data behind it was read from the bank
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balances.html">Balances report</a>
 */
public record BalancesReport(
        Optional<String> insightsConsumerId,
        List<String> insightsAccountIds,
        Optional<Amount> balance,
        Optional<Amount> available,
        Optional<Amount> limit,
        Optional<Amount> reserved,
        Optional<Instant> refreshedAt) {

    /** Takes lists as they came, absent as empty. */
    public BalancesReport {
        insightsAccountIds = Lists.copy(insightsAccountIds);
    }

    /** Hides the amounts. */
    @Override
    public String toString() {
        return "BalancesReport[" + refreshedAt.map(Instant::toString).orElse("no time") + "]";
    }
}
