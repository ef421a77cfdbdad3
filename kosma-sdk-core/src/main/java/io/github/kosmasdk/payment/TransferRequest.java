package io.github.kosmasdk.payment;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.error.KosmaUsageException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer flow is started with: SEPA and SEPA Instant with every member by name, other markets with the
 * {@linkplain TransferExtension extension}. There is none that breaks a rule the SDK knows of.
 *
 * <pre>{@code
 * TransferRequest request = TransferRequest.builder()
 *         .amount(new BigDecimal("129.99"), "EUR")
 *         .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
 *         .reference("Order 4711")
 *         .build();
 * }</pre>
 *
 * @param source the account the money comes from; some banks let the consumer change it even if it was named
 * @param amount how much, above zero
 * @param reference the payment reference
 * @param to who gets it
 * @param bankReferences the references apart, where the market has more than one
 * @param merchantCategoryCode the category of the merchant (ISO 18245), four digits
 * @param purposeCode the purpose (ISO 20022), such as {@code GDDS}
 * @param transferMethod how it moves; left out, the service decides
 * @param preferredDate the wished day of execution; left out, as soon as possible
 * @param extension further members, for markets that have more
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/transfer.html">Transfer</a>
 */
public record TransferRequest(
        AccountTarget source,
        Amount amount,
        String reference,
        Recipient to,
        Optional<TransferReferences> bankReferences,
        Optional<String> merchantCategoryCode,
        Optional<String> purposeCode,
        Optional<TransferMethod> transferMethod,
        Optional<LocalDate> preferredDate,
        TransferExtension extension) {

    private static final ZoneId SETTLEMENT_ZONE = ZoneId.of("Europe/Brussels");

    /**
     * Checks every rule but that of the date, which needs a clock and is the builder's.
     *
     * @throws InvalidTransferException when it breaks one or more
     */
    public TransferRequest {
        List<TransferProblem> problems = new TransferRules()
                .source(source)
                .amount(amount, transferMethod)
                .reference(reference)
                .bankReferences(bankReferences)
                .codes(merchantCategoryCode, purposeCode)
                .to(to)
                .extension(extension)
                .broken();
        if (!problems.isEmpty()) {
            throw new InvalidTransferException(problems);
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

    /** Hides accounts, amount, reference and recipient. */
    @Override
    public String toString() {
        return "TransferRequest[" + source + ", " + to
                + transferMethod.map(method -> ", " + method.wireName()).orElse("") + "]";
    }

    /** Collects the members. */
    public static final class Builder {
        private AccountTarget source = AccountTarget.CONSUMER_CHOOSES;
        private @Nullable Amount amount;
        private @Nullable String unfitValue;
        private @Nullable String reference;
        private @Nullable Recipient to;
        private @Nullable TransferReferences bankReferences;
        private @Nullable String merchantCategoryCode;
        private @Nullable String purposeCode;
        private @Nullable TransferMethod transferMethod;
        private @Nullable LocalDate preferredDate;
        private TransferExtension extension = TransferExtension.NONE;
        private Clock clock = Clock.system(SETTLEMENT_ZONE);

        private Builder() {}

        /**
         * Names the account the money comes from.
         *
         * @param source the account; left out, the consumer chooses
         * @return this
         */
        public Builder source(AccountTarget source) {
            this.source = source;
            return this;
        }

        /**
         * Sets the amount.
         *
         * @param amount how much, above zero
         * @return this
         */
        public Builder amount(Amount amount) {
            this.amount = amount;
            this.unfitValue = null;
            return this;
        }

        /**
         * Sets the amount in its usual notation.
         *
         * @param value the amount in major units, such as {@code 129.99}, above zero
         * @param currency the ISO 4217 code
         * @return this
         */
        public Builder amount(BigDecimal value, String currency) {
            OptionalInt digits = Amount.fractionDigits(currency);
            if (digits.isEmpty()) {
                return amount(new Amount(1, currency)); // the currency is the problem
            }
            try {
                return amount(Amount.of(value, currency));
            } catch (KosmaUsageException e) {
                amount(new Amount(1, currency));
                unfitValue = value.stripTrailingZeros().scale() > digits.getAsInt()
                        ? "is " + value + ", which is no whole number of minor units: " + currency + " has "
                                + digits.getAsInt() + " decimals"
                        : "is " + value + ", which is beyond what an amount can hold";
            }
            return this;
        }

        /**
         * Sets the payment reference.
         *
         * @param reference what the recipient reads
         * @return this
         */
        public Builder reference(String reference) {
            this.reference = reference;
            return this;
        }

        /**
         * Sets the recipient.
         *
         * @param to who gets the money
         * @return this
         */
        public Builder to(Recipient to) {
            this.to = to;
            return this;
        }

        /**
         * Sets the references apart.
         *
         * @param bankReferences the references, where the market has more than one
         * @return this
         */
        public Builder bankReferences(TransferReferences bankReferences) {
            this.bankReferences = bankReferences;
            return this;
        }

        /**
         * Sets the category of the merchant.
         *
         * @param merchantCategoryCode the MCC (ISO 18245), four digits
         * @return this
         */
        public Builder merchantCategoryCode(String merchantCategoryCode) {
            this.merchantCategoryCode = merchantCategoryCode;
            return this;
        }

        /**
         * Sets the purpose.
         *
         * @param purposeCode the code (ISO 20022), such as {@code GDDS}
         * @return this
         */
        public Builder purposeCode(String purposeCode) {
            this.purposeCode = purposeCode;
            return this;
        }

        /**
         * Sets how it moves.
         *
         * @param transferMethod left out, the service decides
         * @return this
         */
        public Builder transferMethod(TransferMethod transferMethod) {
            this.transferMethod = transferMethod;
            return this;
        }

        /**
         * Wishes a day of execution.
         *
         * @param preferredDate the day, not in the past; left out, as soon as possible
         * @return this
         */
        public Builder preferredDate(LocalDate preferredDate) {
            this.preferredDate = preferredDate;
            return this;
        }

        /**
         * Sets further members.
         *
         * @param extension the members, sent beside the named ones
         * @return this
         */
        public Builder extension(TransferExtension extension) {
            this.extension = extension;
            return this;
        }

        /**
         * Sets the clock that says which day it is, in its zone.
         *
         * @param clock left out, the system's time in the zone by which SEPA settles, Europe/Brussels
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws InvalidTransferException naming everything that is wrong with it
         */
        public TransferRequest build() {
            List<TransferProblem> problems = new ArrayList<>();
            if (unfitValue != null) {
                problems.add(new TransferProblem("amount.amount", unfitValue));
            }
            if (preferredDate != null && preferredDate.isBefore(LocalDate.now(clock))) {
                problems.add(new TransferProblem(
                        "preferred_date", "is " + preferredDate + ", which is past: today is " + LocalDate.now(clock)));
            }
            try {
                TransferRequest request = unchecked();
                if (problems.isEmpty()) {
                    return request;
                }
            } catch (InvalidTransferException e) {
                problems.addAll(e.problems());
            }
            throw new InvalidTransferException(problems);
        }

        @SuppressWarnings("NullAway") // what is missing is the constructor's to find
        private TransferRequest unchecked() {
            return new TransferRequest(
                    source,
                    amount,
                    reference,
                    to,
                    Optional.ofNullable(bankReferences),
                    Optional.ofNullable(merchantCategoryCode),
                    Optional.ofNullable(purposeCode),
                    Optional.ofNullable(transferMethod),
                    Optional.ofNullable(preferredDate),
                    extension);
        }
    }
}
