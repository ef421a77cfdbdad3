package io.github.kosmasdk.payment;

import io.github.kosmasdk.account.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the money: a name, and an IBAN or, outside SEPA, an account number. What is wrong with it is said when the
 * {@link TransferRequest} is built.
 *
 * @param iban the IBAN, without spaces
 * @param holderName the name of the recipient
 * @param holderAddress the recipient's address
 * @param bic the BIC of the recipient's bank; not needed within SEPA
 * @param bankName the name of the recipient's bank
 * @param bankAddress the address of the recipient's bank
 * @param accountNumber the national account number, for recipients outside SEPA
 * @param bankCode the national bank code, for recipients outside SEPA
 * @param extension further members, for markets that have more
 */
public record Recipient(
        Optional<String> iban,
        Optional<String> holderName,
        Optional<Address> holderAddress,
        Optional<String> bic,
        Optional<String> bankName,
        Optional<Address> bankAddress,
        Optional<String> accountNumber,
        Optional<String> bankCode,
        TransferExtension extension) {

    /**
     * A recipient within SEPA.
     *
     * @param holderName the name
     * @param iban the IBAN, without spaces
     * @return the recipient
     */
    public static Recipient iban(String holderName, String iban) {
        return builder().holderName(holderName).iban(iban).build();
    }

    /**
     * A recipient outside SEPA.
     *
     * @param holderName the name
     * @param bankCode the national bank code, such as a British sort code
     * @param accountNumber the national account number
     * @return the recipient
     */
    public static Recipient accountNumber(String holderName, String bankCode, String accountNumber) {
        return builder()
                .holderName(holderName)
                .bankCode(bankCode)
                .accountNumber(accountNumber)
                .build();
    }

    /**
     * Starts a recipient.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Hides all of it. */
    @Override
    public String toString() {
        return "Recipient[" + (iban.isPresent() ? "by IBAN" : "by account number") + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private @Nullable String iban;
        private @Nullable String holderName;
        private @Nullable Address holderAddress;
        private @Nullable String bic;
        private @Nullable String bankName;
        private @Nullable Address bankAddress;
        private @Nullable String accountNumber;
        private @Nullable String bankCode;
        private TransferExtension extension = TransferExtension.NONE;

        private Builder() {}

        /**
         * Sets the IBAN.
         *
         * @param iban the IBAN, without spaces
         * @return this
         */
        public Builder iban(String iban) {
            this.iban = iban;
            return this;
        }

        /**
         * Sets the name.
         *
         * @param holderName the name of the recipient
         * @return this
         */
        public Builder holderName(String holderName) {
            this.holderName = holderName;
            return this;
        }

        /**
         * Sets the address.
         *
         * @param holderAddress the recipient's address
         * @return this
         */
        public Builder holderAddress(Address holderAddress) {
            this.holderAddress = holderAddress;
            return this;
        }

        /**
         * Sets the BIC.
         *
         * @param bic the BIC of the recipient's bank, 8 or 11 characters
         * @return this
         */
        public Builder bic(String bic) {
            this.bic = bic;
            return this;
        }

        /**
         * Sets the name of the bank.
         *
         * @param bankName the name of the recipient's bank
         * @return this
         */
        public Builder bankName(String bankName) {
            this.bankName = bankName;
            return this;
        }

        /**
         * Sets the address of the bank.
         *
         * @param bankAddress the address of the recipient's bank
         * @return this
         */
        public Builder bankAddress(Address bankAddress) {
            this.bankAddress = bankAddress;
            return this;
        }

        /**
         * Sets the national account number.
         *
         * @param accountNumber the number, for recipients outside SEPA
         * @return this
         */
        public Builder accountNumber(String accountNumber) {
            this.accountNumber = accountNumber;
            return this;
        }

        /**
         * Sets the national bank code.
         *
         * @param bankCode the code, for recipients outside SEPA
         * @return this
         */
        public Builder bankCode(String bankCode) {
            this.bankCode = bankCode;
            return this;
        }

        /**
         * Sets further members.
         *
         * @param extension the members, sent inside {@code to}
         * @return this
         */
        public Builder extension(TransferExtension extension) {
            this.extension = extension;
            return this;
        }

        /**
         * Makes the recipient.
         *
         * @return the recipient, not checked yet
         */
        public Recipient build() {
            return new Recipient(
                    Optional.ofNullable(iban),
                    Optional.ofNullable(holderName),
                    Optional.ofNullable(holderAddress),
                    Optional.ofNullable(bic),
                    Optional.ofNullable(bankName),
                    Optional.ofNullable(bankAddress),
                    Optional.ofNullable(accountNumber),
                    Optional.ofNullable(bankCode),
                    extension);
        }
    }
}
