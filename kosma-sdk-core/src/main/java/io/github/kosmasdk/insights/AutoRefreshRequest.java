package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which accounts with a stored consent are refreshed by themselves, and how often. Scheduling an account again overwrites what
 * it had, and moves its next run.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the accounts, empty for all
 * @param intendedReports the reports that the data is for, empty for all
 * @param refreshDays how many days back each refresh reads; left out, 62
 * @param dataRetentionMinutes how many minutes the data is kept; left out, 10
 * @param refreshIntervalMinutes the interval in minutes, instead of the word
 * @param refreshInterval the interval as a word
 * @see <a href="https://docs.openbanking.klarna.com/acin/auto-refresh/auto-refresh-add.html">Schedule</a>
 */
public record AutoRefreshRequest(
        String insightsConsumerId,
        List<String> insightsAccountIds,
        List<ReportType> intendedReports,
        OptionalInt refreshDays,
        OptionalInt dataRetentionMinutes,
        OptionalInt refreshIntervalMinutes,
        Optional<RefreshInterval> refreshInterval) {

    /** Copies the lists. */
    public AutoRefreshRequest {
        insightsAccountIds = List.copyOf(insightsAccountIds);
        intendedReports = List.copyOf(intendedReports);
    }

    /**
     * Starts a request for all accounts of a consumer.
     *
     * @param insightsConsumerId the consumer
     * @return the builder
     */
    public static Builder builder(String insightsConsumerId) {
        return new Builder(insightsConsumerId);
    }

    /** The interval; ids stay hidden. */
    @Override
    public String toString() {
        return "AutoRefreshRequest["
                + (refreshIntervalMinutes.isPresent()
                        ? "every " + refreshIntervalMinutes.getAsInt() + " minutes"
                        : refreshInterval.map(RefreshInterval::name).orElse("no interval"))
                + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private final String insightsConsumerId;
        private List<String> insightsAccountIds = List.of();
        private List<ReportType> intendedReports = List.of();
        private OptionalInt refreshDays = OptionalInt.empty();
        private OptionalInt retention = OptionalInt.empty();
        private OptionalInt intervalMinutes = OptionalInt.empty();
        private Optional<RefreshInterval> interval = Optional.empty();

        private Builder(String insightsConsumerId) {
            this.insightsConsumerId = insightsConsumerId;
        }

        /**
         * Names the accounts.
         *
         * @param ids their ids in Insights; left out, all
         * @return this
         */
        public Builder accounts(String... ids) {
            insightsAccountIds = List.of(ids);
            return this;
        }

        /**
         * Limits what is read to what some reports need.
         *
         * @param reports the reports; left out, all
         * @return this
         */
        public Builder intendedReports(ReportType... reports) {
            intendedReports = List.of(reports);
            return this;
        }

        /**
         * Says how far back each refresh reads.
         *
         * @param days how many days, 0 or more; left out, 62
         * @return this
         * @throws KosmaUsageException when it is negative
         */
        public Builder lastDays(int days) {
            refreshDays = OptionalInt.of(Frames.days(days));
            return this;
        }

        /**
         * Says how long the data is kept.
         *
         * @param time at least a minute, in whole minutes; left out, 10
         * @return this
         * @throws KosmaUsageException when it is shorter
         */
        public Builder dataRetention(Duration time) {
            retention = OptionalInt.of(Frames.minutes(time));
            return this;
        }

        /**
         * Sets the interval.
         *
         * @param interval how often
         * @return this
         */
        public Builder every(RefreshInterval interval) {
            this.interval = Optional.of(interval);
            intervalMinutes = OptionalInt.empty();
            return this;
        }

        /**
         * Sets the interval.
         *
         * @param time at least a minute, in whole minutes
         * @return this
         * @throws KosmaUsageException when it is shorter
         */
        public Builder every(Duration time) {
            intervalMinutes = OptionalInt.of(Frames.minutes(time));
            interval = Optional.empty();
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         */
        public AutoRefreshRequest build() {
            return new AutoRefreshRequest(
                    insightsConsumerId,
                    insightsAccountIds,
                    intendedReports,
                    refreshDays,
                    retention,
                    intervalMinutes,
                    interval);
        }
    }
}
