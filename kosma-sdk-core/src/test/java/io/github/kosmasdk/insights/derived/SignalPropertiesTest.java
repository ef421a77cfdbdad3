package io.github.kosmasdk.insights.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.insights.DailyBalance;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every history, tried with many that are made up from a seed. */
class SignalPropertiesTest {

    private static final LocalDate FROM = LocalDate.parse("2025-01-10");
    private static final LocalDate TO = LocalDate.parse("2026-06-05");
    private static final String OWN = "DE43000000005686751168";
    private static final List<List<String>> CATEGORIES = List.of(
            List.of("Salary", "Income"),
            List.of("Shopping Refund", "Refunds", "Income"),
            List.of("Rent", "Living"),
            List.of("Groceries"),
            List.of());

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /** Some payers and payees with a rhythm of their own, some by chance, some between own accounts. */
    private static List<Booking> rows(long seed) {
        Random random = new Random(seed);
        List<Booking> rows = new ArrayList<>();
        int partners = 1 + random.nextInt(12);
        for (int partner = 0; partner < partners; partner++) {
            int gap = List.of(1, 7, 14, 30, 91, 365).get(random.nextInt(6));
            long amount = (random.nextBoolean() ? 1 : -1) * (100L + random.nextInt(300_000));
            List<String> categories = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
            Optional<String> iban = random.nextInt(5) == 0 ? Optional.of(OWN) : Optional.empty();
            for (LocalDate day = FROM.plusDays(random.nextInt(30));
                    !day.isAfter(TO);
                    day = day.plusDays(gap + random.nextInt(1 + gap / 10))) {
                rows.add(new Booking(
                        Optional.of("tx" + rows.size()),
                        day,
                        new Amount(amount + (random.nextBoolean() ? random.nextInt(50) : 0), "EUR"),
                        Optional.of("Partner " + (char) ('A' + partner)),
                        iban,
                        categories));
            }
        }
        return rows;
    }

    private static History history(List<Booking> rows, List<DailyBalance> balances) {
        History.Builder builder =
                History.builder("EUR", FROM, TO).bookings(rows).ownIbans(OWN);
        balances.forEach(balance -> builder.balance("a", balance));
        return builder.build();
    }

    private static History history(List<Booking> rows) {
        return history(rows, List.of());
    }

    private static List<DailyBalance> balances(long seed) {
        Random random = new Random(seed);
        return Stream.iterate(FROM, day -> !day.isAfter(TO), day -> day.plusDays(1))
                .map(day -> new DailyBalance(day, Optional.of(new Amount(random.nextInt(1000) - 100, "EUR"))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfRowsDoesNotMatter(long seed) {
        List<Booking> shuffled = new ArrayList<>(rows(seed));
        Collections.shuffle(shuffled, new Random(seed + 1));
        List<DailyBalance> balances = new ArrayList<>(balances(seed));
        Collections.shuffle(balances, new Random(seed + 2));
        assertThat(Affordability.of(history(shuffled, balances)))
                .isEqualTo(Affordability.of(history(rows(seed), balances(seed))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPaidTwiceIsTwiceAsMuch(long seed) {
        List<Booking> twice = new ArrayList<>(rows(seed));
        twice.addAll(rows(seed));
        assertDoubled(Affordability.of(history(rows(seed))), Affordability.of(history(twice)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void twiceTheAmountsAreTwiceAsMuch(long seed) {
        List<Booking> larger = rows(seed).stream()
                .map(row -> new Booking(
                        row.id(),
                        row.date(),
                        new Amount(2 * row.amount().minorUnits(), "EUR"),
                        row.partner(),
                        row.partnerIban(),
                        row.categories()))
                .toList();
        assertDoubled(Affordability.of(history(rows(seed))), Affordability.of(history(larger)));
    }

    private static void assertDoubled(Affordability one, Affordability two) {
        assertThat(two.months()).hasSameSizeAs(one.months());
        for (int i = 0; i < one.months().size(); i++) {
            Affordability.Month before = one.months().get(i);
            Affordability.Month after = two.months().get(i);
            for (Function<Affordability.Month, Amount> amount : List.<Function<Affordability.Month, Amount>>of(
                    Affordability.Month::income,
                    Affordability.Month::otherInflows,
                    Affordability.Month::fixedCosts,
                    Affordability.Month::otherOutflows,
                    Affordability.Month::freeCashFlow)) {
                assertThat(amount.apply(after).minorUnits())
                        .isEqualTo(2 * amount.apply(before).minorUnits());
            }
        }
        assertThat(two.income().total().minorUnits())
                .isEqualTo(2 * one.income().total().minorUnits());
        assertStreamsDoubled(one.income().streams(), two.income().streams());
        assertStreamsDoubled(one.outflows().streams(), two.outflows().streams());
        assertThat(two.caveats()).isEqualTo(one.caveats());
    }

    private static void assertStreamsDoubled(List<CashStream> one, List<CashStream> two) {
        assertThat(two).hasSameSizeAs(one);
        for (int i = 0; i < one.size(); i++) {
            CashStream before = one.get(i);
            CashStream after = two.get(i);
            assertThat(after.rhythm()).isEqualTo(before.rhythm());
            assertThat(after.stabilityPercent()).isEqualTo(before.stabilityPercent());
            assertThat(after.total().minorUnits()).isEqualTo(2 * before.total().minorUnits());
            assertThat(after.average().minorUnits() - 2 * before.average().minorUnits())
                    .as("rounded once each")
                    .isBetween(-1L, 1L);
            assertThat(after.lastSeen()).isEqualTo(before.lastSeen());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowIsSomewhereOnceAndSumsAreEqual(long seed) {
        History history = history(rows(seed));
        Affordability affordability = Affordability.of(history);
        List<Booking> between = history.bookings().stream()
                .filter(history::isBetweenOwnAccounts)
                .toList();
        assertThat(Stream.of(
                                affordability.income().bookings(),
                                affordability.income().leftOut().stream()
                                        .filter(booking -> !history.isBetweenOwnAccounts(booking))
                                        .toList(),
                                affordability.outflows().bookings(),
                                affordability.outflows().others(),
                                between)
                        .flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(history.bookings());

        Set<YearMonth> months = Set.copyOf(history.fullMonths());
        long rows = history.bookings().stream()
                .filter(booking -> months.contains(YearMonth.from(booking.date())))
                .filter(booking -> !history.isBetweenOwnAccounts(booking))
                .mapToLong(booking -> booking.amount().minorUnits())
                .sum();
        long sums = affordability.months().stream()
                .mapToLong(month -> month.income().minorUnits()
                        + month.otherInflows().minorUnits()
                        - month.fixedCosts().minorUnits()
                        - month.otherOutflows().minorUnits())
                .sum();
        assertThat(sums).isEqualTo(rows);
        assertThat(affordability.income().streams().stream()
                        .mapToLong(stream -> stream.total().minorUnits())
                        .sum())
                .isEqualTo(affordability.income().total().minorUnits());
    }
}
