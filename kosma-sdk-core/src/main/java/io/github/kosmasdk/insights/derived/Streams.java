package io.github.kosmasdk.insights.derived;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the streams in bookings of one direction. */
final class Streams {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** Where the service calls so many hundredths of the bookings recurring, they are. */
    private static final int RECURRING_PERCENT = 66;

    private Streams() {}

    /** The streams, those with the largest total first. */
    static List<CashStream> in(History history, Collection<Booking> bookings) {
        Map<String, List<Booking>> groups =
                bookings.stream().collect(Collectors.groupingBy(Streams::key, TreeMap::new, Collectors.toList()));
        return groups.values().stream()
                .map(group -> stream(history, group))
                .sorted(Comparator.comparing(
                                (CashStream stream) -> stream.total().minorUnits())
                        .reversed())
                .toList();
    }

    /** Who and what for. */
    private static String key(Booking booking) {
        String category = booking.categories().stream().findFirst().orElse("");
        return (partner(booking).orElse("") + "\n" + category).toUpperCase(Locale.ROOT);
    }

    /** Who; empty when nothing tells it. Numbers in a name are those of an order or a branch. */
    private static Optional<String> partner(Booking booking) {
        return booking.partnerIban()
                .map(iban -> iban.replaceAll("[^A-Za-z0-9]", ""))
                .filter(iban -> !iban.isEmpty())
                .or(() -> booking.partner()
                        .map(name -> name.replaceAll("[^\\p{L}]+", " ").strip()))
                .filter(partner -> !partner.isEmpty());
    }

    /** What is to be said of streams: that some mix payments of anybody. */
    static Set<Caveat> caveats(Collection<CashStream> streams) {
        boolean mixed = streams.stream()
                .anyMatch(stream -> !stream.firstSeen().equals(stream.lastSeen())
                        && partner(stream.bookings().get(0)).isEmpty());
        return mixed ? Set.of(Caveat.PARTNERS_UNKNOWN) : Set.of();
    }

    private static CashStream stream(History history, List<Booking> bookings) {
        SortedMap<LocalDate, Long> payments = new TreeMap<>();
        bookings.forEach(booking ->
                payments.merge(booking.date(), Math.abs(booking.amount().minorUnits()), Math::addExact));
        long total = payments.values().stream().reduce(0L, Math::addExact);
        BigDecimal average =
                BigDecimal.valueOf(total).divide(BigDecimal.valueOf(payments.size()), MathContext.DECIMAL64);
        LocalDate lastSeen = payments.lastKey();
        Booking latest = bookings.get(bookings.size() - 1);
        boolean isOfOnePartner = partner(latest).isPresent();
        Optional<Rhythm> rhythm = isOfOnePartner
                ? Rhythm.of(List.copyOf(payments.keySet()))
                        .or(() -> saidByTheService(history, bookings, payments.size()))
                : Optional.empty();
        return new CashStream(
                latest.partner(),
                latest.partnerIban(),
                latest.categories().stream().findFirst(),
                rhythm,
                history.amount(total),
                history.rounded(average),
                rhythm.map(known -> history.rounded(known.perMonth(average))).orElseGet(() -> history.perMonth(total)),
                isOfOnePartner ? stability(payments.values(), average) : 0,
                payments.firstKey(),
                lastSeen,
                rhythm.map(known -> known.after(lastSeen)),
                rhythm.map(known -> known.goesOn(lastSeen, history.toDate())).orElse(false),
                bookings);
    }

    private static Optional<Rhythm> saidByTheService(History history, List<Booking> bookings, int payments) {
        if (payments < 2) {
            return Optional.empty();
        }
        Map<Rhythm, Long> said = bookings.stream()
                .flatMap(booking -> history.rhythmByTheService(booking).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return said.entrySet().stream()
                .filter(one -> 100 * one.getValue() >= (long) RECURRING_PERCENT * bookings.size())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static int stability(Collection<Long> payments, BigDecimal average) {
        if (average.signum() == 0) {
            return 0;
        }
        BigDecimal deviation = payments.stream()
                .map(payment -> BigDecimal.valueOf(payment).subtract(average).abs())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(payments.size()), MathContext.DECIMAL64);
        int percent = deviation
                .multiply(HUNDRED)
                .divide(average, MathContext.DECIMAL64)
                .setScale(0, RoundingMode.HALF_UP)
                .intValue();
        return Math.max(0, 100 - percent);
    }
}
