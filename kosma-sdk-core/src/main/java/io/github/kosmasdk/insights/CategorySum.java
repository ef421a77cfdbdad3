package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.internal.Lists;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A category with the sum of its transactions. What the service calls the members of the group by category report was never
 * published: these are our reading of the contract, so every one is optional.
 *
 * @param id the id of the category
 * @param name its name
 * @param count how many transactions
 * @param sum what they sum up to: without a sign where only one direction was asked for, else what came in less what went out
 * @param splits the months of the days, the oldest first; empty unless they were asked for
 */
public record CategorySum(
        Optional<String> id, Optional<String> name, OptionalInt count, Optional<Amount> sum, List<Split> splits) {

    /** Takes lists as they came, absent as empty. */
    public CategorySum {
        splits = Lists.copy(splits);
    }

    /**
     * A part of the days, such as a month, cut to what was asked for.
     *
     * @param fromDate the first day, inclusive
     * @param toDate the last day, inclusive
     * @param count how many transactions
     * @param sum what they sum up to
     */
    public record Split(
            Optional<LocalDate> fromDate, Optional<LocalDate> toDate, OptionalInt count, Optional<Amount> sum) {

        /** The days; the sum stays hidden. */
        @Override
        public String toString() {
            return "Split[" + fromDate.map(LocalDate::toString).orElse("?") + ", "
                    + toDate.map(LocalDate::toString).orElse("?") + "]";
        }
    }

    /** The name; the sums stay hidden. */
    @Override
    public String toString() {
        return "CategorySum[" + name.orElse("no name") + "]";
    }
}
