package io.github.kosmasdk.insights.derived;

import io.github.kosmasdk.Amount;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a consumer earns, derived by the SDK from bookings.
 *
 * @param streams the sources, each with its payer, the largest total first; also those without a rhythm
 * @param total what all of them sum up to over the days of the history
 * @param monthly what that makes in a month, on average over the days of the history, rounded
 * @param regularMonthly what those with a rhythm that still goes on make in a month
 * @param leftOut what came in and does not count: refunds, transfers between own accounts, what has another category, or none
 *     while others have one
 * @param caveats why this says less than it could, empty when nothing does
 * @param method how it was computed, in plain words
 */
public record Income(
        List<CashStream> streams,
        Amount total,
        Amount monthly,
        Amount regularMonthly,
        List<Booking> leftOut,
        Set<Caveat> caveats,
        String method) {

    /** When more than so many hundredths of the money that came in have no category, the income may well be among them. */
    private static final int MANY_PERCENT = 10;

    /** Copies the parts. */
    public Income {
        streams = List.copyOf(streams);
        leftOut = List.copyOf(leftOut);
        caveats = Set.copyOf(caveats);
    }

    /**
     * Computes it.
     *
     * @param history what is known
     * @return the income
     */
    public static Income of(History history) {
        List<Booking> income =
                history.bookings().stream().filter(history::isIncome).toList();
        List<CashStream> streams = Streams.in(history, income);
        long total = Sums.of(income);
        Set<Caveat> caveats = history.caveats();
        withoutCategory(history).ifPresent(caveats::add);
        caveats.addAll(Streams.caveats(streams));
        if (income.isEmpty()) {
            caveats.add(Caveat.NO_INCOME);
        } else if (streams.stream().noneMatch(CashStream::goesOn)) {
            caveats.add(Caveat.NO_REGULAR_INCOME);
        }
        return new Income(
                streams,
                history.amount(total),
                history.perMonth(total),
                history.amount(
                        Sums.monthly(streams.stream().filter(CashStream::goesOn).toList())),
                history.bookings().stream()
                        .filter(booking -> booking.comesIn() && !history.isIncome(booking))
                        .toList(),
                caveats,
                method(history));
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

    private static Optional<Caveat> withoutCategory(History history) {
        if (!history.hasCategories()) {
            return history.bookings().isEmpty() ? Optional.empty() : Optional.of(Caveat.NO_CATEGORIES);
        }
        List<Booking> inflows = history.bookings().stream()
                .filter(booking -> booking.comesIn() && !history.isBetweenOwnAccounts(booking))
                .toList();
        List<Booking> without = inflows.stream()
                .filter(booking -> booking.categories().isEmpty())
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        long many = Math.multiplyExact(Sums.of(inflows), MANY_PERCENT) / 100;
        return Optional.of(Sums.of(without) > many ? Caveat.MANY_WITHOUT_CATEGORY : Caveat.SOME_WITHOUT_CATEGORY);
    }

    private static String method(History history) {
        String which = history.hasCategories()
                ? "whose categories lie in " + names(history.incomeCategories()) + " but not in "
                        + names(history.notIncomeCategories())
                : "(no booking has a category)";
        return "All " + history.currency() + " bookings from " + history.fromDate() + " to " + history.toDate()
                + " that came in " + which
                + ", without those from the consumer's own accounts; grouped by payer and best"
                + " category, several on a day as one payment. A source is regular when at least 80 % of the gaps between its"
                + " payments fit a " + Rhythm.names() + " rhythm, or the service reports it as recurring; without a"
                + " payer's name or IBAN it never is.";
    }

    private static String names(Set<String> categories) {
        return categories.stream().sorted().collect(Collectors.joining(", ", "[", "]"));
    }

    /** How many sources, and how much this says; amounts stay hidden. */
    @Override
    public String toString() {
        return "Income[" + streams.size() + " sources, " + confidence() + "]";
    }
}
