package io.github.kosmasdk.insights.derived;

import io.github.kosmasdk.Amount;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a consumer pays again and again, derived by the SDK from bookings.
 *
 * @param streams the payments with a rhythm, the largest total first
 * @param monthly what those that still go on make in a month
 * @param fixedMonthly what those of them make in a month that are always about the same, see {@link #isFixed}
 * @param others what went out without a rhythm
 * @param caveats why this says less than it could, empty when nothing does
 * @param method how it was computed, in plain words
 */
public record RecurringOutflows(
        List<CashStream> streams,
        Amount monthly,
        Amount fixedMonthly,
        List<Booking> others,
        Set<Caveat> caveats,
        String method) {

    /** From this stability on, in percent, a recurring payment is a fixed cost. */
    public static final int FIXED_FROM_STABILITY = 80;

    /** Copies the parts. */
    public RecurringOutflows {
        streams = List.copyOf(streams);
        others = List.copyOf(others);
        caveats = Set.copyOf(caveats);
    }

    /**
     * Computes it.
     *
     * @param history what is known
     * @return the recurring outflows
     */
    public static RecurringOutflows of(History history) {
        List<CashStream> all = Streams.in(
                history,
                history.bookings().stream()
                        .filter(booking -> booking.goesOut() && !history.isBetweenOwnAccounts(booking))
                        .toList());
        List<CashStream> recurring =
                all.stream().filter(stream -> stream.rhythm().isPresent()).toList();
        Set<Caveat> caveats = history.caveats();
        caveats.addAll(Streams.caveats(all));
        List<CashStream> goingOn = recurring.stream().filter(CashStream::goesOn).toList();
        return new RecurringOutflows(
                recurring,
                history.amount(Sums.monthly(goingOn)),
                history.amount(Sums.monthly(
                        goingOn.stream().filter(RecurringOutflows::isFixed).toList())),
                all.stream()
                        .filter(stream -> stream.rhythm().isEmpty())
                        .flatMap(stream -> stream.bookings().stream())
                        .toList(),
                caveats,
                "All " + history.currency() + " bookings from " + history.fromDate() + " to " + history.toDate()
                        + " that went out, without those to the consumer's own accounts; grouped by payee and best category,"
                        + " several on a day as one payment. A payment recurs when at least 80 % of its gaps fit a "
                        + Rhythm.names()
                        + " rhythm, or the service reports it as recurring; without a payee's name or IBAN it"
                        + " never does. It is fixed when its stability is at least " + FIXED_FROM_STABILITY + " %.");
    }

    /**
     * Whether a recurring payment is a fixed cost: always about the same, as rent is and the weekly shopping is not.
     *
     * @param stream the payment
     * @return {@code true} when it has a rhythm and a stability of at least {@value #FIXED_FROM_STABILITY} percent
     */
    public static boolean isFixed(CashStream stream) {
        return stream.rhythm().isPresent() && stream.stabilityPercent() >= FIXED_FROM_STABILITY;
    }

    /**
     * How much it says.
     *
     * @return the confidence, by the caveats
     */
    public Confidence confidence() {
        return Confidence.of(caveats);
    }

    /**
     * The rows it was computed of.
     *
     * @return the bookings of all streams
     */
    public List<Booking> bookings() {
        return streams.stream().flatMap(stream -> stream.bookings().stream()).toList();
    }

    Stream<Booking> fixedBookings() {
        return streams.stream().filter(RecurringOutflows::isFixed).flatMap(stream -> stream.bookings().stream());
    }

    /** How many payments, and how much this says; amounts stay hidden. */
    @Override
    public String toString() {
        return "RecurringOutflows[" + streams.size() + " payments, " + confidence() + "]";
    }
}
