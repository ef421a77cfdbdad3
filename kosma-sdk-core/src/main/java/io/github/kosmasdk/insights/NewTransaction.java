package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.BankReferences;
import io.github.kosmasdk.account.BankTransactionCode;
import io.github.kosmasdk.account.TransactionMethod;
import io.github.kosmasdk.account.TransactionState;
import io.github.kosmasdk.account.TransactionType;
import io.github.kosmasdk.error.KosmaUsageException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of your own, or what is to be changed of a stored one. Everything is optional: without a date a new one is of
 * today, without a state it is booked, and the service makes ids that are not given. With an id of your own, storing it again does
 * no harm.
 *
 * @param insightsTransactionId its id
 * @param reference the reference
 * @param bankReferences the references as the bank holds them
 * @param amount the amount, never signed: {@code type} is the sign
 * @param bookingDate when it was booked
 * @param valueDate from when it counts for interest
 * @param state its state
 * @param type its direction
 * @param method how the money moved
 * @param bankTransactionCode what kind of booking it is
 * @param counterParty the other side
 * @param categoryIds its categories, in place of those that the service finds
 * @param categoryTagIds tags of its categories
 * @param labels your own labels
 * @see <a href="https://docs.openbanking.klarna.com/acin/storage/objects/storage-transaction.html">Storage transaction</a>
 */
public record NewTransaction(
        Optional<String> insightsTransactionId,
        Optional<String> reference,
        Optional<BankReferences> bankReferences,
        Optional<Amount> amount,
        Optional<LocalDate> bookingDate,
        Optional<LocalDate> valueDate,
        Optional<TransactionState> state,
        Optional<TransactionType> type,
        Optional<TransactionMethod> method,
        Optional<BankTransactionCode> bankTransactionCode,
        Optional<CounterParty> counterParty,
        List<String> categoryIds,
        List<String> categoryTagIds,
        Map<String, String> labels) {

    /**
     * Copies the parts.
     *
     * @throws KosmaUsageException when the amount has a sign
     */
    public NewTransaction {
        if (amount.map(Amount::minorUnits).orElse(0L) < 0) {
            throw new KosmaUsageException("The amount of a transaction has no sign: set its type to DEBIT instead");
        }
        categoryIds = List.copyOf(categoryIds);
        categoryTagIds = List.copyOf(categoryTagIds);
        labels = Map.copyOf(labels);
    }

    /**
     * Starts a transaction.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Day and direction; all else stays hidden. */
    @Override
    public String toString() {
        return "NewTransaction["
                + bookingDate.or(() -> valueDate).map(LocalDate::toString).orElse("no date") + ", "
                + type.map(TransactionType::name).orElse("no type") + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private @Nullable String insightsTransactionId;
        private @Nullable String reference;
        private @Nullable BankReferences bankReferences;
        private @Nullable Amount amount;
        private @Nullable LocalDate bookingDate;
        private @Nullable LocalDate valueDate;
        private @Nullable TransactionState state;
        private @Nullable TransactionType type;
        private @Nullable TransactionMethod method;
        private @Nullable BankTransactionCode bankTransactionCode;
        private @Nullable CounterParty counterParty;
        private List<String> categoryIds = List.of();
        private List<String> categoryTagIds = List.of();
        private Map<String, String> labels = Map.of();

        private Builder() {}

        /**
         * Sets its id.
         *
         * @param id the id, up to 128 characters
         * @return this
         */
        public Builder insightsTransactionId(String id) {
            insightsTransactionId = id;
            return this;
        }

        /**
         * Sets the amount and which way it goes.
         *
         * @param type the direction
         * @param amount the amount, without a sign
         * @return this
         */
        public Builder amount(TransactionType type, Amount amount) {
            this.type = type;
            this.amount = amount;
            return this;
        }

        /**
         * Sets the reference.
         *
         * @param reference the text
         * @return this
         */
        public Builder reference(String reference) {
            this.reference = reference;
            return this;
        }

        /**
         * Sets the references as the bank holds them.
         *
         * @param references the references
         * @return this
         */
        public Builder bankReferences(BankReferences references) {
            bankReferences = references;
            return this;
        }

        /**
         * Sets when it was booked.
         *
         * @param date the day
         * @return this
         */
        public Builder bookingDate(LocalDate date) {
            bookingDate = date;
            return this;
        }

        /**
         * Sets from when it counts for interest.
         *
         * @param date the day
         * @return this
         */
        public Builder valueDate(LocalDate date) {
            valueDate = date;
            return this;
        }

        /**
         * Sets its state.
         *
         * @param state left out, booked
         * @return this
         */
        public Builder state(TransactionState state) {
            this.state = state;
            return this;
        }

        /**
         * Sets how the money moved.
         *
         * @param method how
         * @return this
         */
        public Builder method(TransactionMethod method) {
            this.method = method;
            return this;
        }

        /**
         * Sets what kind of booking it is.
         *
         * @param code the bank's code
         * @return this
         */
        public Builder bankTransactionCode(BankTransactionCode code) {
            bankTransactionCode = code;
            return this;
        }

        /**
         * Sets the other side.
         *
         * @param counterParty the other side
         * @return this
         */
        public Builder counterParty(CounterParty counterParty) {
            this.counterParty = counterParty;
            return this;
        }

        /**
         * Sets its categories, in place of those that the service finds.
         *
         * @param ids their ids
         * @return this
         */
        public Builder categoryIds(String... ids) {
            categoryIds = List.of(ids);
            return this;
        }

        /**
         * Sets tags of its categories.
         *
         * @param ids their ids
         * @return this
         */
        public Builder categoryTagIds(String... ids) {
            categoryTagIds = List.of(ids);
            return this;
        }

        /**
         * Sets labels.
         *
         * @param labels keys of 1 to 128 characters, values of up to 1,024
         * @return this
         */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /**
         * Makes the transaction.
         *
         * @return the transaction
         * @throws KosmaUsageException when the amount has a sign
         */
        public NewTransaction build() {
            return new NewTransaction(
                    Optional.ofNullable(insightsTransactionId),
                    Optional.ofNullable(reference),
                    Optional.ofNullable(bankReferences),
                    Optional.ofNullable(amount),
                    Optional.ofNullable(bookingDate),
                    Optional.ofNullable(valueDate),
                    Optional.ofNullable(state),
                    Optional.ofNullable(type),
                    Optional.ofNullable(method),
                    Optional.ofNullable(bankTransactionCode),
                    Optional.ofNullable(counterParty),
                    categoryIds,
                    categoryTagIds,
                    labels);
        }
    }
}
