package io.github.kosmasdk.account;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a transactions flow is started with. Without a window the service gives the last 30 days.
 *
 * @param account the account
 * @param fromDate the first day, inclusive; always together with {@code toDate}
 * @param toDate the last day, inclusive
 * @param lastDays the last days, instead of the dates
 * @param preferredPaginationSize how many transactions a page should hold; asks for pages where the bank has them
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions.html">Transactions</a>
 */
public record TransactionsRequest(
        AccountTarget account,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        OptionalInt lastDays,
        OptionalInt preferredPaginationSize) {

    /**
     * Starts a request.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the members. */
    public static final class Builder {
        private AccountTarget account = AccountTarget.CONSUMER_CHOOSES;
        private @Nullable LocalDate fromDate;
        private @Nullable LocalDate toDate;
        private OptionalInt lastDays = OptionalInt.empty();
        private OptionalInt pageSize = OptionalInt.empty();

        private Builder() {}

        /**
         * Names the account.
         *
         * @param account the account; left out, the consumer chooses
         * @return this
         */
        public Builder account(AccountTarget account) {
            this.account = account;
            return this;
        }

        /**
         * Asks for the transactions between two days.
         *
         * @param fromDate the first day, inclusive
         * @param toDate the last day, inclusive
         * @return this
         */
        public Builder between(LocalDate fromDate, LocalDate toDate) {
            this.fromDate = fromDate;
            this.toDate = toDate;
            return this;
        }

        /**
         * Asks for the transactions of the last days.
         *
         * @param days how many, at least 1
         * @return this
         */
        public Builder lastDays(int days) {
            lastDays = OptionalInt.of(days);
            return this;
        }

        /**
         * Asks for pages.
         *
         * @param transactions how many transactions a page should hold, at least 1
         * @return this
         */
        public Builder pageSize(int transactions) {
            pageSize = OptionalInt.of(transactions);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws KosmaUsageException naming everything that is wrong with it
         */
        public TransactionsRequest build() {
            List<String> broken = new ArrayList<>();
            if (fromDate != null && lastDays.isPresent()) {
                broken.add("from_date and to_date do not go together with last_days");
            }
            if (fromDate != null && toDate != null && toDate.isBefore(fromDate)) {
                broken.add("to_date " + toDate + " is before from_date " + fromDate);
            }
            if (lastDays.orElse(1) < 1) {
                broken.add("last_days must be at least 1, not " + lastDays.getAsInt());
            }
            if (pageSize.orElse(1) < 1) {
                broken.add("preferred_pagination_size must be at least 1, not " + pageSize.getAsInt());
            }
            if (!broken.isEmpty()) {
                throw new KosmaUsageException("These transactions cannot be asked for: " + String.join("; ", broken));
            }
            return new TransactionsRequest(
                    account, Optional.ofNullable(fromDate), Optional.ofNullable(toDate), lastDays, pageSize);
        }
    }
}
