package io.github.kosmasdk.insights;

import io.github.kosmasdk.account.AllowedAccounts;
import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a refresh without a login asks for, by a stored consent or a consent of yours. Without days it is the last 62, and the
 * data is kept for 10 minutes.
 *
 * @param accounts which accounts
 * @param insightsConsumerId the consumer's id; a stored consent is found by it
 * @param intendedReports the reports that the data is for, empty for all
 * @param refreshDays the last days, instead of the dates
 * @param fromDate the first day, inclusive; always together with {@code toDate}
 * @param toDate the last day, inclusive
 * @param dataRetentionMinutes how many minutes the data is kept
 * @param allowedAccounts limits the accounts further
 * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
 */
public record ConsentRefreshRequest(
        RefreshAccounts accounts,
        Optional<String> insightsConsumerId,
        List<ReportType> intendedReports,
        OptionalInt refreshDays,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        OptionalInt dataRetentionMinutes,
        Optional<AllowedAccounts> allowedAccounts) {

    /**
     * Copies the list.
     *
     * @throws KosmaUsageException when accounts are named by their id in Insights, but not whose they are
     */
    public ConsentRefreshRequest {
        intendedReports = List.copyOf(intendedReports);
        if (!accounts.insightsAccountIds().isEmpty() && insightsConsumerId.isEmpty()) {
            throw new KosmaUsageException(
                    "Accounts by their id in Insights need the consumer's id: set insightsConsumerId");
        }
    }

    /**
     * Starts a request.
     *
     * @param accounts which accounts
     * @return the builder
     */
    public static Builder builder(RefreshAccounts accounts) {
        return new Builder(accounts);
    }

    /** Which reports and how many accounts; ids stay hidden. */
    @Override
    public String toString() {
        return "ConsentRefreshRequest[" + intendedReports + ", " + accounts + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private final RefreshAccounts accounts;
        private Optional<String> insightsConsumerId = Optional.empty();
        private List<ReportType> intendedReports = List.of();
        private OptionalInt refreshDays = OptionalInt.empty();
        private Optional<LocalDate> fromDate = Optional.empty();
        private Optional<LocalDate> toDate = Optional.empty();
        private OptionalInt retention = OptionalInt.empty();
        private Optional<AllowedAccounts> allowedAccounts = Optional.empty();

        private Builder(RefreshAccounts accounts) {
            this.accounts = accounts;
        }

        /**
         * Says whose data it is.
         *
         * @param id the consumer's id; needed with a stored consent
         * @return this
         */
        public Builder insightsConsumerId(String id) {
            insightsConsumerId = Optional.of(id);
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
         * Reads the last days.
         *
         * @param days how many, 0 or more; left out, 62
         * @return this
         * @throws KosmaUsageException when it is negative
         */
        public Builder lastDays(int days) {
            refreshDays = OptionalInt.of(Frames.days(days));
            fromDate = Optional.empty();
            toDate = Optional.empty();
            return this;
        }

        /**
         * Reads the days between two.
         *
         * @param fromDate the first day, inclusive
         * @param toDate the last day, inclusive
         * @return this
         * @throws KosmaUsageException when they are in the wrong order
         */
        public Builder between(LocalDate fromDate, LocalDate toDate) {
            Frames.requireOrder(fromDate, toDate);
            this.fromDate = Optional.of(fromDate);
            this.toDate = Optional.of(toDate);
            refreshDays = OptionalInt.empty();
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
         * Limits the accounts further.
         *
         * @param allowed the limit
         * @return this
         */
        public Builder allowedAccounts(AllowedAccounts allowed) {
            allowedAccounts = Optional.of(allowed);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws KosmaUsageException when accounts are named by their id in Insights, but not whose they are
         */
        public ConsentRefreshRequest build() {
            return new ConsentRefreshRequest(
                    accounts,
                    insightsConsumerId,
                    intendedReports,
                    refreshDays,
                    fromDate,
                    toDate,
                    retention,
                    allowedAccounts);
        }
    }
}
