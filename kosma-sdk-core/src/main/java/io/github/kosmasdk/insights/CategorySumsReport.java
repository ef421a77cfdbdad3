package io.github.kosmasdk.insights;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.Lists;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How many transactions each category has, and what they sum up to: what the reports group by category and expense category
 * give.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the account, or all of them where they are combined
 * @param categories the categories that have transactions, a row for each currency
 * @param fromDate the first day, inclusive
 * @param toDate the last day, inclusive
 * @param refreshedAt when the data behind it was read from the bank
 * @param dataAvailability how much of these days the stored data covers
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/group-by-category.html">Group by category report</a>
 */
public record CategorySumsReport(
        Optional<String> insightsConsumerId,
        List<String> insightsAccountIds,
        List<CategorySum> categories,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<Instant> refreshedAt,
        Optional<OpenEnum<DataAvailability>> dataAvailability) {

    /** Takes lists as they came, absent as empty. */
    public CategorySumsReport {
        insightsAccountIds = Lists.copy(insightsAccountIds);
        categories = Lists.copy(categories);
    }

    /** How many categories; all else stays hidden. */
    @Override
    public String toString() {
        return "CategorySumsReport[" + categories.size() + " categories]";
    }
}
