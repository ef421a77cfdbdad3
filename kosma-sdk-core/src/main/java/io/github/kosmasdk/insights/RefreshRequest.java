package io.github.kosmasdk.insights;

import io.github.kosmasdk.account.AllowedAccounts;
import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an Insights refresh flow is started with; everything has a default. Without days it is the last 62, without accounts
 * the consumer chooses one, and the data is kept for 10 minutes.
 *
 * @param intendedReports the reports that the data is for, empty for all
 * @param refreshDays the last days, instead of the dates
 * @param fromDate the first day, inclusive; always together with {@code toDate}
 * @param toDate the last day, inclusive
 * @param accounts which accounts; empty lets the consumer choose one
 * @param insightsConsumerId the consumer's id, your own or an earlier one, less than 128 characters; empty makes a new one
 * @param dataRetentionMinutes how many minutes the data is kept
 * @param storeConsent whether the bank's consent is kept for refreshes without a login
 * @param allowedAccounts limits what the consumer can choose from
 * @see <a href="https://docs.openbanking.klarna.com/acin/flow-insights.html">Insights refresh flow</a>
 */
public record RefreshRequest(
        List<ReportType> intendedReports,
        OptionalInt refreshDays,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<RefreshAccounts> accounts,
        Optional<String> insightsConsumerId,
        OptionalInt dataRetentionMinutes,
        Optional<StoreConsent> storeConsent,
        Optional<AllowedAccounts> allowedAccounts) {

    /**
     * Copies the list.
     *
     * @throws KosmaUsageException when accounts are named by their id in Insights, which a flow does not take
     */
    public RefreshRequest {
        intendedReports = List.copyOf(intendedReports);
        if (accounts.filter(named -> !named.insightsAccountIds().isEmpty()).isPresent()) {
            throw new KosmaUsageException(
                    "A flow takes accounts by id or IBAN: the ids of Insights are for a refresh by a" + " consent");
        }
    }

    /**
     * Starts a request.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How far back and which reports; ids stay hidden. */
    @Override
    public String toString() {
        return "RefreshRequest[" + intendedReports + ", "
                + accounts.map(RefreshAccounts::toString).orElse("one account") + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private List<ReportType> intendedReports = List.of();
        private OptionalInt refreshDays = OptionalInt.empty();
        private Optional<LocalDate> fromDate = Optional.empty();
        private Optional<LocalDate> toDate = Optional.empty();
        private Optional<RefreshAccounts> accounts = Optional.empty();
        private Optional<String> insightsConsumerId = Optional.empty();
        private OptionalInt retention = OptionalInt.empty();
        private Optional<StoreConsent> storeConsent = Optional.empty();
        private Optional<AllowedAccounts> allowedAccounts = Optional.empty();

        private Builder() {}

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
         * Names the accounts.
         *
         * @param accounts which; left out, the consumer chooses one
         * @return this
         */
        public Builder accounts(RefreshAccounts accounts) {
            this.accounts = Optional.of(accounts);
            return this;
        }

        /**
         * Says whose data it is.
         *
         * @param id your own id or an earlier one; left out, the service makes one
         * @return this
         */
        public Builder insightsConsumerId(String id) {
            insightsConsumerId = Optional.of(id);
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
         * Has the bank's consent kept at the service, for {@link ReactiveInsightsClient#refreshStored} and automatic refreshes.
         *
         * @param storeConsent left out, it is not
         * @return this
         */
        public Builder storeConsent(StoreConsent storeConsent) {
            this.storeConsent = Optional.of(storeConsent);
            return this;
        }

        /**
         * Limits what the consumer can choose from.
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
         * @throws KosmaUsageException when accounts are named by their id in Insights
         */
        public RefreshRequest build() {
            return new RefreshRequest(
                    intendedReports,
                    refreshDays,
                    fromDate,
                    toDate,
                    accounts,
                    insightsConsumerId,
                    retention,
                    storeConsent,
                    allowedAccounts);
        }
    }
}
