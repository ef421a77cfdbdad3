package io.github.kosmasdk.insights.derived;

import io.github.kosmasdk.Amount;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Payments that belong together: the same other side, the same category. Several on one day count as one payment. Those of whose
 * other side neither an IBAN nor a name with letters is known can be anybody's: they have neither rhythm nor stability, and a
 * caveat tells it.
 *
 * @param partner the name of the other side, as its latest booking has it
 * @param partnerIban its IBAN
 * @param category the category that fits best
 * @param rhythm how often payments come; empty when there is no rhythm, or too few payments to say so
 * @param total what all payments sum up to, without a sign
 * @param average what one payment is on average, rounded, without a sign
 * @param monthly what that makes in a month, rounded, without a sign: by the rhythm, or by the days of the history where there is none
 * @param stabilityPercent how equal the payments are: 100 less their mean deviation from the average in percent of it, at least 0;
 *     0 when the other side is not known
 * @param firstSeen the day of the first payment
 * @param lastSeen the day of the last payment
 * @param nextExpected when the next one is due by the rhythm
 * @param goesOn whether the next payment was not late yet when the history ended; {@code false} without a rhythm
 * @param bookings the rows it was computed of, the oldest first
 */
public record CashStream(
        Optional<String> partner,
        Optional<String> partnerIban,
        Optional<String> category,
        Optional<Rhythm> rhythm,
        Amount total,
        Amount average,
        Amount monthly,
        int stabilityPercent,
        LocalDate firstSeen,
        LocalDate lastSeen,
        Optional<LocalDate> nextExpected,
        boolean goesOn,
        List<Booking> bookings) {

    /** Copies the list. */
    public CashStream {
        bookings = List.copyOf(bookings);
    }

    /** Rhythm and stability; names, categories and amounts stay hidden. */
    @Override
    public String toString() {
        return "CashStream[" + rhythm.map(Rhythm::name).orElse("no rhythm") + ", stability " + stabilityPercent + " %, "
                + bookings.size() + " bookings]";
    }
}
