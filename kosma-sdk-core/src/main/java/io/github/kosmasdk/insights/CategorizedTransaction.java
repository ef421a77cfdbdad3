package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.BankReferences;
import io.github.kosmasdk.account.BankTransactionCode;
import io.github.kosmasdk.account.TransactionMethod;
import io.github.kosmasdk.account.TransactionState;
import io.github.kosmasdk.account.TransactionType;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Maps;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A transaction as Insights keeps it.
 *
 * @param insightsTransactionId its id in Insights
 * @param insightsAccountId its account
 * @param obTransactionId its id in the XS2A API, where a bank login brought it
 * @param valueDate from when it counts for interest
 * @param bookingDate when it was booked
 * @param amount the amount, never signed: {@code type} is the sign
 * @param reference the references in one text
 * @param bankReferences the references as the bank holds them
 * @param state its state
 * @param type its direction
 * @param method how the money moved
 * @param bankTransactionCode what kind of booking it is
 * @param counterParty the other side
 * @param categories its categories; the one that fits best comes first
 * @param brand the company behind it
 * @param labels your own labels
 * @see <a href="https://docs.openbanking.klarna.com/acin/objects/categorized-transaction.html">Categorized
 *     transaction</a>
 */
public record CategorizedTransaction(
        Optional<String> insightsTransactionId,
        Optional<String> insightsAccountId,
        Optional<String> obTransactionId,
        Optional<LocalDate> valueDate,
        Optional<LocalDate> bookingDate,
        Amount amount,
        Optional<String> reference,
        Optional<BankReferences> bankReferences,
        Optional<OpenEnum<TransactionState>> state,
        OpenEnum<TransactionType> type,
        OpenEnum<TransactionMethod> method,
        Optional<BankTransactionCode> bankTransactionCode,
        Optional<CounterParty> counterParty,
        List<CategoryName> categories,
        Optional<Brand> brand,
        Map<String, String> labels) {

    /** Checks that there is an amount; a type or method that is missing against the contract is an empty word. */
    public CategorizedTransaction {
        Objects.requireNonNull(amount, "amount");
        type = type == null ? OpenEnum.of(TransactionType.class, "") : type;
        method = method == null ? OpenEnum.of(TransactionMethod.class, "") : method;
        categories = Lists.copy(categories);
        labels = Maps.copy(labels);
    }

    /**
     * The booking date, or the value date where there is none.
     *
     * @return the date, empty when the transaction has neither
     */
    public Optional<LocalDate> bookingOrValueDate() {
        return bookingDate.or(() -> valueDate);
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

    /**
     * The category that fits best.
     *
     * @return the first one, empty when it has none
     */
    public Optional<CategoryName> mainCategory() {
        return categories.stream().findFirst();
    }

    /** Start of the id, date and direction; amounts, texts, categories and the other side stay hidden. */
    @Override
    public String toString() {
        return "CategorizedTransaction[" + insightsTransactionId.map(Masks::id).orElse("no id") + ", "
                + bookingOrValueDate().map(LocalDate::toString).orElse("no date") + ", " + type + "]";
    }
}
