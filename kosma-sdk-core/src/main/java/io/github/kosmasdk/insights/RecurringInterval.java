package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Optional;

/**
 * What recurs in one interval.
 *
 * @param interval how often
 * @param incomeAmount the sum of the averages of what comes in, without a sign
 * @param expenseAmount the sum of the averages of what goes out, without a sign
 * @param transactionGroups the payments that recur
 */
public record RecurringInterval(
        Optional<OpenEnum<Interval>> interval,
        Optional<Amount> incomeAmount,
        Optional<Amount> expenseAmount,
        List<RecurringGroup> transactionGroups) {

    /** Takes lists as they came, absent as empty. */
    public RecurringInterval {
        transactionGroups = Lists.copy(transactionGroups);
    }

    /** The known intervals. */
    public enum Interval {
        /** Once a month. */
        MONTHLY
    }

    /** The interval and how many payments; the amounts stay hidden. */
    @Override
    public String toString() {
        return "RecurringInterval[" + interval.map(OpenEnum::value).orElse("no interval") + ", "
                + transactionGroups.size() + "]";
    }
}
