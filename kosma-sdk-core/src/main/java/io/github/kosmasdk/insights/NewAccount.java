package io.github.kosmasdk.insights;

import io.github.kosmasdk.account.AccountType;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.TransferType;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An account of your own, not tied to a login at a bank. Everything is optional: the service makes ids that are not given, the
 * currency is {@code XXX} without one, and the account is kept for 10 minutes.
 *
 * @param insightsConsumerId the consumer
 * @param dataRetentionMinutes how many minutes the account is kept
 * @param account what is known of it
 * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/create-accounts.html">Create accounts</a>
 */
public record NewAccount(Optional<String> insightsConsumerId, OptionalInt dataRetentionMinutes, Details account) {

    /**
     * What is known of an account.
     *
     * @param insightsAccountId its id
     * @param iban the IBAN
     * @param accountNumber the national account number
     * @param alias the consumer's own name for it
     * @param bic the BIC
     * @param bankCode the national bank code
     * @param holderName the holder
     * @param accountType its kind
     * @param transferType which transfers it can make
     * @param currency ISO 4217 code
     * @param holderAddress the holder's address, of which Insights keeps the country
     * @param labels your own labels
     */
    public record Details(
            Optional<String> insightsAccountId,
            Optional<String> iban,
            Optional<String> accountNumber,
            Optional<String> alias,
            Optional<String> bic,
            Optional<String> bankCode,
            Optional<String> holderName,
            Optional<AccountType> accountType,
            Optional<TransferType> transferType,
            Optional<String> currency,
            Optional<Address> holderAddress,
            Map<String, String> labels) {

        /** Copies the labels. */
        public Details {
            labels = Map.copyOf(labels);
        }

        /** Kind and masked IBAN; all else stays hidden. */
        @Override
        public String toString() {
            return "Details[" + accountType.map(AccountType::name).orElse("no type") + ", "
                    + iban.map(Masks::iban).orElse("no IBAN") + "]";
        }
    }

    /**
     * Starts an account.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** What is known of it, masked. */
    @Override
    public String toString() {
        return "NewAccount[" + account + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private @Nullable String insightsConsumerId;
        private OptionalInt retention = OptionalInt.empty();
        private @Nullable String insightsAccountId;
        private @Nullable String iban;
        private @Nullable String accountNumber;
        private @Nullable String alias;
        private @Nullable String bic;
        private @Nullable String bankCode;
        private @Nullable String holderName;
        private @Nullable AccountType accountType;
        private @Nullable TransferType transferType;
        private @Nullable String currency;
        private @Nullable Address holderAddress;
        private Map<String, String> labels = Map.of();

        private Builder() {}

        /**
         * Says whose account it is.
         *
         * @param id the consumer's id; left out, the service makes one
         * @return this
         */
        public Builder insightsConsumerId(String id) {
            insightsConsumerId = id;
            return this;
        }

        /**
         * Says how long the account is kept.
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
         * Sets its id.
         *
         * @param id the id, up to 128 characters; left out, the service makes one
         * @return this
         */
        public Builder insightsAccountId(String id) {
            insightsAccountId = id;
            return this;
        }

        /**
         * Sets the IBAN.
         *
         * @param iban the IBAN
         * @return this
         */
        public Builder iban(String iban) {
            this.iban = iban;
            return this;
        }

        /**
         * Sets the national account number and bank code.
         *
         * @param accountNumber the account number
         * @param bankCode the bank code
         * @return this
         */
        public Builder accountNumber(String accountNumber, String bankCode) {
            this.accountNumber = accountNumber;
            this.bankCode = bankCode;
            return this;
        }

        /**
         * Sets the consumer's own name for it.
         *
         * @param alias the name
         * @return this
         */
        public Builder alias(String alias) {
            this.alias = alias;
            return this;
        }

        /**
         * Sets the BIC.
         *
         * @param bic the BIC
         * @return this
         */
        public Builder bic(String bic) {
            this.bic = bic;
            return this;
        }

        /**
         * Sets the holder.
         *
         * @param name the name
         * @return this
         */
        public Builder holderName(String name) {
            holderName = name;
            return this;
        }

        /**
         * Sets the holder's country.
         *
         * @param countryCode ISO 3166-1 alpha-2 code
         * @return this
         */
        public Builder holderCountry(String countryCode) {
            holderAddress = new Address(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(countryCode));
            return this;
        }

        /**
         * Sets its kind.
         *
         * @param type the kind
         * @return this
         */
        public Builder accountType(AccountType type) {
            accountType = type;
            return this;
        }

        /**
         * Sets which transfers it can make.
         *
         * @param type which
         * @return this
         */
        public Builder transferType(TransferType type) {
            transferType = type;
            return this;
        }

        /**
         * Sets the currency.
         *
         * @param currency ISO 4217 code; left out, {@code XXX}
         * @return this
         */
        public Builder currency(String currency) {
            this.currency = currency;
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
         * Makes the account.
         *
         * @return the account
         */
        public NewAccount build() {
            return new NewAccount(
                    Optional.ofNullable(insightsConsumerId),
                    retention,
                    new Details(
                            Optional.ofNullable(insightsAccountId),
                            Optional.ofNullable(iban),
                            Optional.ofNullable(accountNumber),
                            Optional.ofNullable(alias),
                            Optional.ofNullable(bic),
                            Optional.ofNullable(bankCode),
                            Optional.ofNullable(holderName),
                            Optional.ofNullable(accountType),
                            Optional.ofNullable(transferType),
                            Optional.ofNullable(currency),
                            Optional.ofNullable(holderAddress),
                            labels));
        }
    }
}
