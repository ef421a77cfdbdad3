package io.github.kosmasdk.insights.derived;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionState;
import io.github.kosmasdk.insights.Brand;
import io.github.kosmasdk.insights.CategorizedTransaction;
import io.github.kosmasdk.insights.CategoryName;
import io.github.kosmasdk.insights.CounterParty;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A booked transaction, as far as signals need it: from a report, from an account, or your own.
 *
 * @param id its id where it comes from
 * @param date the day it was booked
 * @param amount the amount with its sign: negative when money went out
 * @param partner the name of the other side
 * @param partnerIban the IBAN of the other side
 * @param categories the names of its categories, the one that fits best first
 */
public record Booking(
        Optional<String> id,
        LocalDate date,
        Amount amount,
        Optional<String> partner,
        Optional<String> partnerIban,
        List<String> categories) {

    /** Checks the parts. */
    public Booking {
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(amount, "amount");
        categories = List.copyOf(categories);
    }

    /**
     * A transaction of a report.
     *
     * @param transaction the transaction
     * @return the booking; empty when the transaction has no date or no known direction, or is not booked
     */
    public static Optional<Booking> of(CategorizedTransaction transaction) {
        boolean booked = transaction
                .state()
                .map(state -> state.is(TransactionState.PROCESSED))
                .orElse(true);
        if (!booked) {
            return Optional.empty();
        }
        Optional<String> name = transaction.counterParty().flatMap(CounterParty::holderName);
        return transaction
                .bookingOrValueDate()
                .flatMap(date -> transaction
                        .signedAmount()
                        .map(amount -> new Booking(
                                transaction.insightsTransactionId(),
                                date,
                                amount,
                                name.or(() -> transaction.brand().flatMap(Brand::name)),
                                transaction.counterParty().flatMap(CounterParty::iban),
                                transaction.categories().stream()
                                        .map(CategoryName::name)
                                        .toList())));
    }

    /**
     * A transaction of an account; it has no categories.
     *
     * @param transaction the transaction
     * @return the booking; empty when the transaction has no date or no known direction, or is not booked
     */
    public static Optional<Booking> of(Transaction transaction) {
        if (!transaction.state().is(TransactionState.PROCESSED)) {
            return Optional.empty();
        }
        return transaction
                .bookingOrValueDate()
                .flatMap(date -> transaction
                        .signedAmount()
                        .map(amount -> new Booking(
                                transaction.transactionId(),
                                date,
                                amount,
                                transaction.counterParty().flatMap(party -> party.holderName()),
                                transaction.counterParty().flatMap(party -> party.iban()),
                                List.of())));
    }

    boolean comesIn() {
        return amount.minorUnits() > 0;
    }

    boolean goesOut() {
        return amount.minorUnits() < 0;
    }

    boolean isOfOneOf(Iterable<String> names) {
        for (String name : names) {
            if (categories.stream().anyMatch(name::equalsIgnoreCase)) {
                return true;
            }
        }
        return false;
    }

    /** The day; all else stays hidden. */
    @Override
    public String toString() {
        return "Booking[" + date + "]";
    }
}
