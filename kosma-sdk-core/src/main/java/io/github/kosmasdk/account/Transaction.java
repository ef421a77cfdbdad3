package io.github.kosmasdk.account;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A transaction on an account.
 *
 * @param transactionId its id, the same in every session, though it can differ between direct access and PSD2; absent
 *     only while pending
 * @param bankTransactionId the bank's own id
 * @param reference the references of the bank in one text
 * @param bankReferences the references as the bank holds them
 * @param amount the amount, never signed: {@code type} is the sign
 * @param originalAmount the amount in the currency it was made in, where that is another
 * @param counterParty the other side
 * @param date deprecated by the service: the booking date, else the value date; see {@link #bookingOrValueDate()}
 * @param bookingDate when it was booked
 * @param valueDate from when it counts for interest
 * @param state its state
 * @param type its direction
 * @param method how the money moved
 * @param bankTransactionCode what kind of booking it is
 * @param merchantCategoryCode the category of the merchant (MCC)
 * @param purposeCode the purpose (ISO 20022)
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/objects/transaction.html">Transaction</a>
 */
public record Transaction(
        Optional<String> transactionId,
        Optional<String> bankTransactionId,
        Optional<String> reference,
        Optional<BankReferences> bankReferences,
        Amount amount,
        Optional<Amount> originalAmount,
        Optional<Account> counterParty,
        Optional<LocalDate> date,
        Optional<LocalDate> bookingDate,
        Optional<LocalDate> valueDate,
        OpenEnum<TransactionState> state,
        OpenEnum<TransactionType> type,
        OpenEnum<TransactionMethod> method,
        Optional<BankTransactionCode> bankTransactionCode,
        Optional<String> merchantCategoryCode,
        Optional<String> purposeCode) {

    /** Checks that there is an amount; a state, type or method that is missing against the contract is an empty word. */
    public Transaction {
        Objects.requireNonNull(amount, "amount");
        state = state == null ? OpenEnum.of(TransactionState.class, "") : state;
        type = type == null ? OpenEnum.of(TransactionType.class, "") : type;
        method = method == null ? OpenEnum.of(TransactionMethod.class, "") : method;
    }

    /**
     * The booking date, or the value date where there is none.
     *
     * @return the date, empty when the bank gave neither
     */
    public Optional<LocalDate> bookingOrValueDate() {
        return bookingDate.or(() -> valueDate).or(() -> date);
    }

    /**
     * The amount with its sign: negative when money went out.
     *
     * @return the amount in minor units, empty when the direction is not known
     */
    public Optional<Amount> signedAmount() {
        return type.known()
                .map(direction -> direction == TransactionType.CREDIT
                        ? amount
                        : new Amount(-amount.minorUnits(), amount.currency()));
    }

    /** Start of the id, date and direction; amounts, texts and the other side stay hidden. */
    @Override
    public String toString() {
        return "Transaction[" + transactionId.map(Masks::id).orElse("no id") + ", "
                + bookingOrValueDate().map(LocalDate::toString).orElse("no date") + ", "
                + type + "]";
    }
}
