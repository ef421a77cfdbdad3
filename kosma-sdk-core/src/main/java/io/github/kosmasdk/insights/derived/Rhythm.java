package io.github.kosmasdk.insights.derived;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often payments come. Banks close on weekends, so each has some days of play. Twice a month or every second week, every month
 * or every fourth week: what fits both is the one by which the days come closer, and where they come equally close the one by the
 * calendar. Over a few weeks the two look alike, so it takes some more payments until this is sure.
 */
public enum Rhythm {
    /** Every week: 5 to 9 days between two payments, at least 4 payments. */
    WEEKLY(5, 9, 4, Period.ofWeeks(1), 4, new BigDecimal(52)),
    /** Twice a month, such as on the 1st and the 15th: 11 to 18 days, at least 4 payments. */
    SEMI_MONTHLY(11, 18, 4, Period.ofDays(15), 5, new BigDecimal(24)),
    /** Every second week: 11 to 17 days, at least 4 payments. */
    BIWEEKLY(11, 17, 4, Period.ofWeeks(2), 5, new BigDecimal(26)),
    /** Every month: 24 to 38 days, at least 3 payments. */
    MONTHLY(24, 38, 3, Period.ofMonths(1), 10, new BigDecimal(12)),
    /** Every fourth week: 24 to 38 days, at least 4 payments. */
    FOUR_WEEKLY(24, 38, 4, Period.ofWeeks(4), 10, new BigDecimal(13)),
    /** Every quarter: 80 to 104 days, at least 3 payments. */
    QUARTERLY(80, 104, 3, Period.ofMonths(3), 20, new BigDecimal(4)),
    /** Every year: 350 to 380 days, at least 2 payments. */
    YEARLY(350, 380, 2, Period.ofYears(1), 30, BigDecimal.ONE);

    /** Of the gaps between payments, so many hundredths have to fit. */
    private static final int FITTING_PERCENT = 80;

    private static final BigDecimal MONTHS = new BigDecimal(12);

    private final int shortest;
    private final int longest;
    private final int payments;
    private final Period period;
    private final int patienceDays;
    private final BigDecimal perYear;

    Rhythm(int shortest, int longest, int payments, Period period, int patienceDays, BigDecimal perYear) {
        this.shortest = shortest;
        this.longest = longest;
        this.payments = payments;
        this.period = period;
        this.patienceDays = patienceDays;
        this.perYear = perYear;
    }

    /** The rhythm of these days, which are in order and each there once; empty when there is none, or there are too few. */
    static Optional<Rhythm> of(List<LocalDate> days) {
        long[] gaps = IntStream.range(1, days.size())
                .mapToLong(i -> days.get(i).toEpochDay() - days.get(i - 1).toEpochDay())
                .toArray();
        return Arrays.stream(values())
                .filter(rhythm -> days.size() >= rhythm.payments)
                .filter(rhythm -> 100
                                * Arrays.stream(gaps)
                                        .filter(gap -> gap >= rhythm.shortest && gap <= rhythm.longest)
                                        .count()
                        >= (long) FITTING_PERCENT * gaps.length)
                .min(Comparator.comparingLong(rhythm -> rhythm.daysOff(days)));
    }

    /** By how many days payments came sooner or later than the rhythm lets expect, all together. */
    private long daysOff(List<LocalDate> days) {
        int paymentsPerCycle = this == SEMI_MONTHLY ? 2 : 1;
        Period cycle = this == SEMI_MONTHLY ? Period.ofMonths(1) : period;
        return IntStream.range(paymentsPerCycle, days.size())
                .mapToLong(i -> Math.abs(
                        ChronoUnit.DAYS.between(days.get(i - paymentsPerCycle).plus(cycle), days.get(i))))
                .sum();
    }

    /** All of them in words. */
    static String names() {
        return Arrays.stream(values())
                .map(rhythm -> rhythm.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "))
                .replaceFirst(", (\\S+)$", " or $1");
    }

    /** The one of that name, whatever the case. */
    static Optional<Rhythm> named(String name) {
        return Arrays.stream(values())
                .filter(rhythm -> rhythm.name().equalsIgnoreCase(name))
                .findFirst();
    }

    LocalDate after(LocalDate day) {
        return day.plus(period);
    }

    /** Whether the payment after that day would not be late yet. */
    boolean goesOn(LocalDate lastSeen, LocalDate today) {
        return !after(lastSeen).plusDays(patienceDays).isBefore(today);
    }

    BigDecimal perMonth(BigDecimal payment) {
        return payment.multiply(perYear).divide(MONTHS, MathContext.DECIMAL64);
    }
}
