package io.github.kosmasdk.insights;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the automatic refresh of one account goes. Nothing calls you back: look again.
 *
 * @param insightsAccountId the account
 * @param lastRefreshAt when it was refreshed last, whether that went well or not
 * @param lastRefreshState how that went
 * @param lastRefreshErrorCategory why it failed, as a dotted category; see {@link #errorCategory()}
 * @param lastRefreshErrorMessage why it failed, in the service's words
 * @param lastSuccessfulRefreshAt when it went well last
 * @param nextRefreshAt when it is refreshed next
 * @param refreshIntervalMinutes the interval in minutes
 * @param refreshInterval the interval as a word
 * @param dataRetentionMinutes how many minutes the data is kept
 * @param intendedInsights the reports that the data is for, empty for all
 * @param refreshDays how many days back each refresh reads
 * @param refreshFailedCounter how often it failed in a row
 * @param consentAuthorizationRequired whether the consumer has to log in again, as the consent is over
 * @see <a href="https://docs.openbanking.klarna.com/acin/auto-refresh/auto-refresh-get.html">Status</a>
 */
public record AutoRefresh(
        Optional<String> insightsAccountId,
        Optional<Instant> lastRefreshAt,
        Optional<OpenEnum<State>> lastRefreshState,
        Optional<String> lastRefreshErrorCategory,
        Optional<String> lastRefreshErrorMessage,
        Optional<Instant> lastSuccessfulRefreshAt,
        Optional<Instant> nextRefreshAt,
        OptionalInt refreshIntervalMinutes,
        Optional<OpenEnum<RefreshInterval>> refreshInterval,
        OptionalInt dataRetentionMinutes,
        List<OpenEnum<ReportType>> intendedInsights,
        OptionalInt refreshDays,
        OptionalInt refreshFailedCounter,
        boolean consentAuthorizationRequired) {

    /** Takes the list as it came, absent as empty. */
    public AutoRefresh {
        intendedInsights = Lists.copy(intendedInsights);
    }

    /** How a refresh went. */
    public enum State {
        /** Well. */
        SUCCESS,
        /** It failed. */
        EXCEPTION
    }

    /**
     * Why the last refresh failed.
     *
     * @return the category, empty when it did not fail
     */
    public Optional<ErrorCategory> errorCategory() {
        return lastRefreshErrorCategory.map(ErrorCategory::of);
    }

    /** Start of the id, how it went, and when it goes on. */
    @Override
    public String toString() {
        return "AutoRefresh[" + insightsAccountId.map(Masks::id).orElse("no id") + ", "
                + lastRefreshState.map(OpenEnum::value).orElse("no state") + ", next "
                + nextRefreshAt.map(Instant::toString).orElse("not known") + "]";
    }
}
