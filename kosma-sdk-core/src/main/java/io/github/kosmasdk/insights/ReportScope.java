package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whose data a report is about, and of which days. Without accounts it is about all of the consumer's, without days about the
 * last 62.
 *
 * <pre>{@code
 * ReportScope.of("cust-4711").lastDays(180)
 * }</pre>
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds only these accounts, empty for all
 * @param excludedInsightsAccountIds all accounts but these
 * @param reportDays the last days, instead of the dates
 * @param fromDate the first day, inclusive; always together with {@code toDate}
 * @param toDate the last day, inclusive
 */
public record ReportScope(
        String insightsConsumerId,
        List<String> insightsAccountIds,
        List<String> excludedInsightsAccountIds,
        OptionalInt reportDays,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate) {

    /**
     * Copies the lists.
     *
     * @throws KosmaUsageException when there is no consumer, or accounts are both named and excluded
     */
    public ReportScope {
        if (insightsConsumerId.isBlank()) {
            throw new KosmaUsageException("A report needs the consumer's id in Insights");
        }
        insightsAccountIds = List.copyOf(insightsAccountIds);
        excludedInsightsAccountIds = List.copyOf(excludedInsightsAccountIds);
        if (!insightsAccountIds.isEmpty() && !excludedInsightsAccountIds.isEmpty()) {
            throw new KosmaUsageException("A report names its accounts, or those that it leaves out, not both");
        }
    }

    /**
     * All accounts of a consumer, the last 62 days.
     *
     * @param insightsConsumerId the consumer
     * @return the scope
     * @throws KosmaUsageException when it is blank
     */
    public static ReportScope of(String insightsConsumerId) {
        return new ReportScope(
                insightsConsumerId, List.of(), List.of(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same, of some accounts.
     *
     * @param ids their ids in Insights
     * @return the scope
     */
    public ReportScope accounts(String... ids) {
        return new ReportScope(insightsConsumerId, List.of(ids), List.of(), reportDays, fromDate, toDate);
    }

    /**
     * The same, of all accounts but some.
     *
     * @param ids the ids in Insights of those that are left out
     * @return the scope
     */
    public ReportScope withoutAccounts(String... ids) {
        return new ReportScope(insightsConsumerId, List.of(), List.of(ids), reportDays, fromDate, toDate);
    }

    /**
     * The same, of the last days.
     *
     * @param days how many days back from today, 0 or more
     * @return the scope
     * @throws KosmaUsageException when it is negative
     */
    public ReportScope lastDays(int days) {
        return new ReportScope(
                insightsConsumerId,
                insightsAccountIds,
                excludedInsightsAccountIds,
                OptionalInt.of(Frames.days(days)),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same, of the days between two.
     *
     * @param fromDate the first day, inclusive
     * @param toDate the last day, inclusive
     * @return the scope
     * @throws KosmaUsageException when they are in the wrong order
     */
    public ReportScope between(LocalDate fromDate, LocalDate toDate) {
        Frames.requireOrder(fromDate, toDate);
        return new ReportScope(
                insightsConsumerId,
                insightsAccountIds,
                excludedInsightsAccountIds,
                OptionalInt.empty(),
                Optional.of(fromDate),
                Optional.of(toDate));
    }

    /** For reports about now. */
    ReportScope withoutDays(String report) {
        if (reportDays.isPresent() || fromDate.isPresent()) {
            throw new KosmaUsageException("The " + report + " report is about now: leave its scope without days");
        }
        return this;
    }

    /** For calls that name it differently. */
    ReportScope withoutNumberOfDays() {
        return new ReportScope(
                insightsConsumerId,
                insightsAccountIds,
                excludedInsightsAccountIds,
                OptionalInt.empty(),
                fromDate,
                toDate);
    }

    /** The days and how many accounts; ids stay hidden. */
    @Override
    public String toString() {
        return "ReportScope["
                + (insightsAccountIds.isEmpty()
                        ? "all but " + excludedInsightsAccountIds.size()
                        : String.valueOf(insightsAccountIds.size()))
                + " accounts, "
                + fromDate.map(from ->
                                from + " to " + toDate.map(LocalDate::toString).orElse("?"))
                        .orElse(reportDays.isPresent() ? reportDays.getAsInt() + " days" : "62 days")
                + "]";
    }
}
