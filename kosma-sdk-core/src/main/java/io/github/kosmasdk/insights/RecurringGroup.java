package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A payment that recurs. Which way it goes, its transactions tell.
 *
 * @param earliestDay the earliest day of the month on which it comes
 * @param latestDay the latest, at most six days later; beyond the end of the month where it reaches into the next
 * @param averageAmount its average, without a sign
 * @param transactionIds the ids of its transactions in Insights, the oldest first
 * @param categories its categories
 * @param brand the company behind it
 */
public record RecurringGroup(
        OptionalInt earliestDay,
        OptionalInt latestDay,
        Optional<Amount> averageAmount,
        List<String> transactionIds,
        List<CategoryName> categories,
        Optional<Brand> brand) {

    /** Takes lists as they came, absent as empty. */
    public RecurringGroup {
        transactionIds = Lists.copy(transactionIds);
        categories = Lists.copy(categories);
    }

    /** The days; all else stays hidden. */
    @Override
    public String toString() {
        return "RecurringGroup[" + earliestDay + ", " + latestDay + "]";
    }
}
