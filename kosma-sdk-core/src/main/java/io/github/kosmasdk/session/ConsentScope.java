package io.github.kosmasdk.session;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.Lists;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which access should outlive the session: every kind that is named here is asked for, limited to the given IBANs when
 * there are any. A window for transactions binds the session's own transaction flows too. For a session that only reads
 * old transactions leave {@code accounts} out: some banks revoke the consent otherwise.
 *
 * @param accounts the list of accounts
 * @param accountDetails details of accounts
 * @param balances balances
 * @param transactions transactions
 * @param transfer the state of transfers
 * @param insightsRefresh the Insights refresh
 * @param lifetime lifetime in days; 0 means that nothing outlives the session
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/session.html">Session</a>
 */
public record ConsentScope(
        Optional<AllAccounts> accounts,
        Optional<Ibans> accountDetails,
        Optional<Ibans> balances,
        Optional<Transactions> transactions,
        Optional<Ibans> transfer,
        Optional<InsightsRefresh> insightsRefresh,
        OptionalInt lifetime) {

    /** Access without a limit to accounts; the object is empty on the wire. */
    public record AllAccounts() {}

    /**
     * Access to some accounts, or to all.
     *
     * @param ibans the accounts, empty for all
     */
    public record Ibans(List<String> ibans) {
        /** Takes the list as it came, absent as empty. */
        public Ibans {
            ibans = Lists.copy(ibans);
        }

        /** How many; the IBANs stay hidden. */
        @Override
        public String toString() {
            return counted(ibans);
        }
    }

    /**
     * Access to transactions. Either {@code lastDays} or both dates, or neither.
     *
     * @param ibans the accounts, empty for all
     * @param lastDays the last days, counted from today
     * @param fromDate the first day, inclusive
     * @param toDate the last day, inclusive
     */
    public record Transactions(
            List<String> ibans, OptionalInt lastDays, Optional<LocalDate> fromDate, Optional<LocalDate> toDate) {
        /** Takes the list as it came, absent as empty. */
        public Transactions {
            ibans = Lists.copy(ibans);
        }

        /** The window; the IBANs stay hidden. */
        @Override
        public String toString() {
            return counted(ibans) + lastDays + fromDate + toDate;
        }

        /**
         * Access to the transactions of the last days.
         *
         * @param days how many, at least 1
         * @param ibans the accounts, none for all
         * @return the scope
         * @throws KosmaUsageException when there are less than 1 days
         */
        public static Transactions lastDays(int days, String... ibans) {
            if (days < 1) {
                throw new KosmaUsageException("The scope needs at least 1 day, not " + days);
            }
            return new Transactions(List.of(ibans), OptionalInt.of(days), Optional.empty(), Optional.empty());
        }

        /**
         * Access to the transactions between two days.
         *
         * @param fromDate the first day, inclusive
         * @param toDate the last day, inclusive
         * @param ibans the accounts, none for all
         * @return the scope
         * @throws KosmaUsageException when the days are in the wrong order
         */
        public static Transactions between(LocalDate fromDate, LocalDate toDate, String... ibans) {
            requireOrder(fromDate, toDate);
            return new Transactions(List.of(ibans), OptionalInt.empty(), Optional.of(fromDate), Optional.of(toDate));
        }
    }

    /**
     * Access for the Insights refresh.
     *
     * @param intendedReports the reports it is for, empty for all
     * @param ibans the accounts by IBAN, empty for all
     * @param insightsAccountIds the accounts by their Insights id, empty for all
     * @param insightsConsumerId the consumer's id in Insights
     * @param refreshDays how many days back
     * @param fromDate the first day, inclusive
     * @param toDate the last day, inclusive
     */
    public record InsightsRefresh(
            List<String> intendedReports,
            List<String> ibans,
            List<String> insightsAccountIds,
            Optional<String> insightsConsumerId,
            OptionalInt refreshDays,
            Optional<LocalDate> fromDate,
            Optional<LocalDate> toDate) {
        /** Takes the lists as they came, absent as empty. */
        public InsightsRefresh {
            intendedReports = Lists.copy(intendedReports);
            ibans = Lists.copy(ibans);
            insightsAccountIds = Lists.copy(insightsAccountIds);
        }

        /** The reports; IBANs and ids stay hidden. */
        @Override
        public String toString() {
            return intendedReports + counted(ibans);
        }

        /**
         * All reports over all accounts.
         *
         * @return the scope
         */
        public static InsightsRefresh everything() {
            return new InsightsRefresh(
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * Starts a scope that asks for nothing yet.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private static String counted(List<String> ibans) {
        return ibans.isEmpty() ? "[all accounts]" : "[" + ibans.size() + " IBANs]";
    }

    private static void requireOrder(LocalDate fromDate, LocalDate toDate) {
        if (toDate.isBefore(fromDate)) {
            throw new KosmaUsageException("The window ends before it begins: from " + fromDate + " to " + toDate);
        }
    }

    /** Collects the kinds of access. */
    public static final class Builder {
        private @Nullable AllAccounts accounts;
        private @Nullable Ibans accountDetails;
        private @Nullable Ibans balances;
        private @Nullable Transactions transactions;
        private @Nullable Ibans transfer;
        private @Nullable InsightsRefresh insightsRefresh;
        private OptionalInt lifetime = OptionalInt.empty();

        private Builder() {}

        /**
         * Asks for the list of accounts.
         *
         * @return this
         */
        public Builder accounts() {
            accounts = new AllAccounts();
            return this;
        }

        /**
         * Asks for the details of accounts.
         *
         * @param ibans the accounts, none for all
         * @return this
         */
        public Builder accountDetails(String... ibans) {
            accountDetails = new Ibans(List.of(ibans));
            return this;
        }

        /**
         * Asks for balances.
         *
         * @param ibans the accounts, none for all
         * @return this
         */
        public Builder balances(String... ibans) {
            balances = new Ibans(List.of(ibans));
            return this;
        }

        /**
         * Asks for transactions without a window.
         *
         * @param ibans the accounts, none for all
         * @return this
         */
        public Builder transactions(String... ibans) {
            return transactions(
                    new Transactions(List.of(ibans), OptionalInt.empty(), Optional.empty(), Optional.empty()));
        }

        /**
         * Asks for transactions within a window.
         *
         * @param transactions the window
         * @return this
         */
        public Builder transactions(Transactions transactions) {
            this.transactions = transactions;
            return this;
        }

        /**
         * Asks for the state of transfers.
         *
         * @param ibans the accounts, none for all
         * @return this
         */
        public Builder transfer(String... ibans) {
            transfer = new Ibans(List.of(ibans));
            return this;
        }

        /**
         * Asks for the Insights refresh.
         *
         * @param insightsRefresh what it covers
         * @return this
         */
        public Builder insightsRefresh(InsightsRefresh insightsRefresh) {
            this.insightsRefresh = insightsRefresh;
            return this;
        }

        /**
         * How long the consent should live.
         *
         * @param days lifetime in days; 0 means that nothing outlives the session
         * @return this
         */
        public Builder lifetimeDays(int days) {
            lifetime = OptionalInt.of(days);
            return this;
        }

        /**
         * Makes the scope.
         *
         * @return the scope
         * @throws KosmaUsageException when the lifetime is negative
         */
        public ConsentScope build() {
            if (lifetime.orElse(0) < 0) {
                throw new KosmaUsageException(
                        "The lifetime of a consent is 0 or more days, not " + lifetime.getAsInt());
            }
            return new ConsentScope(
                    Optional.ofNullable(accounts),
                    Optional.ofNullable(accountDetails),
                    Optional.ofNullable(balances),
                    Optional.ofNullable(transactions),
                    Optional.ofNullable(transfer),
                    Optional.ofNullable(insightsRefresh),
                    lifetime);
        }
    }
}
