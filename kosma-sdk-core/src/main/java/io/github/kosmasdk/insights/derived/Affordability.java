package io.github.kosmasdk.insights.derived;

import io.github.kosmasdk.Amount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a consumer can afford, derived by the SDK from bookings and balances. It describes the past; it is no advice on credit.
 *
 * @param months the full calendar months, the oldest first
 * @param averages an average month of these, rounded; empty when there is none
 * @param lowestBalance the lowest balance at the end of a day of all accounts together but {@code accountsWithoutBalances}, of the
 *     days on which all of these are known; empty when there is none
 * @param daysOverdrawn on how many days an account that is known of that day was below zero at its end
 * @param daysWithBalances of how many days a balance is known
 * @param accountsWithoutBalances the accounts, as the history names them, of which balances were asked for, but none in its
 *     currency is known
 * @param income what counts as income
 * @param outflows what recurs
 * @param caveats why this says less than it could, empty when nothing does
 * @param method how it was computed, in plain words
 */
public record Affordability(
        List<Month> months,
        Optional<Averages> averages,
        Optional<LowestBalance> lowestBalance,
        int daysOverdrawn,
        int daysWithBalances,
        Set<String> accountsWithoutBalances,
        Income income,
        RecurringOutflows outflows,
        Set<Caveat> caveats,
        String method) {

    /** Copies the parts. */
    public Affordability {
        months = List.copyOf(months);
        accountsWithoutBalances = Set.copyOf(accountsWithoutBalances);
        caveats = Set.copyOf(caveats);
    }

    /**
     * A month. Income and other inflows less both outflows is what the accounts changed by, but for transfers between them.
     *
     * @param month the month
     * @param income what counts as income
     * @param otherInflows what else came in, such as refunds
     * @param fixedCosts what recurs and is always about the same, without a sign
     * @param otherOutflows what else went out, without a sign
     * @param freeCashFlow income less both outflows; other inflows do not count, as they may not come again
     */
    public record Month(
            YearMonth month,
            Amount income,
            Amount otherInflows,
            Amount fixedCosts,
            Amount otherOutflows,
            Amount freeCashFlow) {

        /** The month; amounts stay hidden. */
        @Override
        public String toString() {
            return "Month[" + month + "]";
        }
    }

    /**
     * An average month.
     *
     * @param income what counts as income
     * @param fixedCosts what recurs and is always about the same, without a sign
     * @param otherOutflows what else goes out, without a sign
     * @param freeCashFlow income less both outflows
     */
    public record Averages(Amount income, Amount fixedCosts, Amount otherOutflows, Amount freeCashFlow) {

        /** Hides the amounts. */
        @Override
        public String toString() {
            return "Averages[***]";
        }
    }

    /**
     * The lowest balance.
     *
     * @param date the day, the first one where there are several
     * @param balance the balance of all accounts together of which balances are known
     */
    public record LowestBalance(LocalDate date, Amount balance) {

        /** The day; the amount stays hidden. */
        @Override
        public String toString() {
            return "LowestBalance[" + date + "]";
        }
    }

    /**
     * Computes it.
     *
     * @param history what is known
     * @return the affordability
     */
    public static Affordability of(History history) {
        Income income = Income.of(history);
        RecurringOutflows outflows = RecurringOutflows.of(history);
        List<Month> months = months(history, income, outflows);
        Map<LocalDate, Map<String, Long>> balances = history.balances();
        int overdrawn = (int) balances.values().stream()
                .filter(ofDay -> ofDay.values().stream().anyMatch(balance -> balance < 0))
                .count();
        return new Affordability(
                months,
                averages(history, months),
                lowest(history),
                overdrawn,
                balances.size(),
                history.accountsWithoutBalances(),
                income,
                outflows,
                caveats(history, income, outflows),
                "Of each full calendar month: what counts as income, less what went out; of that, fixed costs are the payments that"
                        + " recur with a stability of at least " + RecurringOutflows.FIXED_FROM_STABILITY
                        + " %. Transfers between the consumer's own accounts count nowhere. Income: " + income.method()
                        + " Balances are those at the end of a day; a day is overdrawn when one account was below zero.");
    }

    /**
     * How much it says.
     *
     * @return the confidence, by the caveats
     */
    public Confidence confidence() {
        return Confidence.of(caveats);
    }

    private static List<Month> months(History history, Income income, RecurringOutflows outflows) {
        Map<YearMonth, List<Booking>> byMonth = history.bookings().stream()
                .filter(booking -> !history.isBetweenOwnAccounts(booking))
                .collect(Collectors.groupingBy(booking -> YearMonth.from(booking.date())));
        Set<Booking> fixed = Collections.newSetFromMap(new IdentityHashMap<>());
        outflows.fixedBookings().forEach(fixed::add);
        return history.fullMonths().stream()
                .map(month -> month(history, month, byMonth.getOrDefault(month, List.of()), fixed))
                .toList();
    }

    private static Month month(History history, YearMonth month, Collection<Booking> bookings, Set<Booking> fixed) {
        long income = sum(bookings, history::isIncome);
        long otherInflows = sum(bookings, booking -> booking.comesIn() && !history.isIncome(booking));
        long fixedCosts = -sum(bookings, fixed::contains);
        long otherOutflows = -sum(bookings, booking -> booking.goesOut() && !fixed.contains(booking));
        return new Month(
                month,
                history.amount(income),
                history.amount(otherInflows),
                history.amount(fixedCosts),
                history.amount(otherOutflows),
                history.amount(Math.subtractExact(Math.subtractExact(income, fixedCosts), otherOutflows)));
    }

    private static long sum(Collection<Booking> bookings, Predicate<Booking> which) {
        return Sums.of(bookings.stream().filter(which).toList());
    }

    private static Optional<Averages> averages(History history, List<Month> months) {
        if (months.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Averages(
                average(history, months, Month::income),
                average(history, months, Month::fixedCosts),
                average(history, months, Month::otherOutflows),
                average(history, months, Month::freeCashFlow)));
    }

    private static Amount average(History history, List<Month> months, Function<Month, Amount> what) {
        long total =
                months.stream().map(month -> what.apply(month).minorUnits()).reduce(0L, Math::addExact);
        return history.rounded(
                BigDecimal.valueOf(total).divide(BigDecimal.valueOf(months.size()), MathContext.DECIMAL64));
    }

    private static Optional<LowestBalance> lowest(History history) {
        Map<LocalDate, Long> totals = new HashMap<>();
        history.balances().forEach((date, ofDay) -> {
            if (ofDay.size() == history.accountsWithBalances()) {
                totals.put(date, ofDay.values().stream().reduce(0L, Math::addExact));
            }
        });
        return totals.entrySet().stream()
                .min(Map.Entry.<LocalDate, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(day -> new LowestBalance(day.getKey(), history.amount(day.getValue())));
    }

    private static Set<Caveat> caveats(History history, Income income, RecurringOutflows outflows) {
        Set<Caveat> caveats = history.caveats();
        caveats.addAll(income.caveats());
        caveats.addAll(outflows.caveats());
        if (!history.accountsWithoutBalances().isEmpty()) {
            caveats.add(Caveat.ACCOUNTS_WITHOUT_BALANCES);
        }
        long days = history.toDate().toEpochDay() - history.fromDate().toEpochDay() + 1;
        if (history.balances().isEmpty()) {
            caveats.add(Caveat.NO_BALANCES);
        } else if (history.balances().values().stream()
                        .filter(ofDay -> ofDay.size() == history.accountsWithBalances())
                        .count()
                < days) {
            caveats.add(Caveat.BALANCE_GAPS);
        }
        return caveats;
    }

    /** How many months, and how much this says; amounts stay hidden. */
    @Override
    public String toString() {
        return "Affordability[" + months.size() + " months, " + confidence() + "]";
    }
}
