package io.github.kosmasdk.insights.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.insights.Category;
import io.github.kosmasdk.insights.CategoryTree;
import io.github.kosmasdk.insights.DailyBalance;
import io.github.kosmasdk.insights.RecurringTransactionsReport;
import io.github.kosmasdk.internal.json.WireJson;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every history, tried with many that are made up from a seed. */
class SignalPropertiesTest {

    private static final LocalDate FROM = LocalDate.parse("2025-01-10");
    private static final LocalDate TO = LocalDate.parse("2026-06-05");
    private static final String OWN = "DE43000000005686751168";
    private static final List<List<String>> CATEGORIES = List.of(
            List.of("Salary", "Income"),
            List.of("Wages"),
            List.of("Shopping Refund"),
            List.of("Rent", "Living"),
            List.of("Groceries"),
            List.of());
    private static final CategoryTree TREE = new CategoryTree(List.of(
            new Category("1", "Income", List.of()),
            new Category("2", "Wages", List.of("1")),
            new Category("3", "Refunds", List.of("1")),
            new Category("4", "Shopping Refund", List.of("3"))));

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /**
     * Some payers and payees with a rhythm of their own, some by chance, some between own accounts, some without a name, some in
     * another currency, and now and then nothing at all.
     */
    private static List<Booking> rows(long seed) {
        Random random = new Random(seed);
        List<Booking> rows = new ArrayList<>();
        int partners = 1 + random.nextInt(12);
        for (int partner = 0; partner < partners; partner++) {
            int gap = List.of(1, 7, 14, 30, 91, 365).get(random.nextInt(6));
            long amount = (random.nextBoolean() ? 1 : -1) * (100L + random.nextInt(300_000));
            List<String> categories = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
            Optional<String> iban = random.nextInt(5) == 0 ? Optional.of(OWN) : Optional.empty();
            String name = random.nextInt(6) == 0 ? "4711" : "Partner " + (char) ('A' + partner);
            String currency = random.nextInt(8) == 0 ? "USD" : "EUR";
            for (LocalDate day = FROM.plusDays(random.nextInt(30));
                    !day.isAfter(TO);
                    day = day.plusDays(gap + random.nextInt(1 + gap / 10))) {
                rows.add(new Booking(
                        Optional.of("tx" + rows.size()),
                        day,
                        new Amount(
                                random.nextInt(20) == 0 ? 0 : amount + (random.nextBoolean() ? random.nextInt(50) : 0),
                                currency),
                        Optional.of(name),
                        iban,
                        categories));
            }
        }
        return rows;
    }

    private static History history(List<Booking> rows, List<AccountDay> balances) {
        return history(FROM, TO, rows, balances);
    }

    private static History history(LocalDate from, LocalDate to, List<Booking> rows, List<AccountDay> balances) {
        History.Builder builder = History.builder("EUR", from, to)
                .bookings(rows)
                .ownIbans(OWN)
                .categories(TREE)
                .recurring(List.of(recurring("MONTHLY", 2), recurring("QUARTERLY", 3), recurring("AT_FULL_MOON", 5)));
        balances.forEach(balance -> builder.balance(balance.account(), balance.day()));
        return builder.build();
    }

    private static History history(List<Booking> rows) {
        return history(rows, List.of());
    }

    /** The service says of one in seven of the first runs of rows that they recur in this interval. */
    private static RecurringTransactionsReport recurring(String interval, int remainder) {
        String ids = IntStream.range(0, 300)
                .filter(id -> id / 20 % 7 == remainder)
                .mapToObj(id -> "\"tx" + id + "\"")
                .collect(Collectors.joining(","));
        return WireJson.read(
                "{\"intervals\":[{\"interval\":\"" + interval + "\",\"transaction_groups\":[{\"transaction_ids\":["
                        + ids + "]}]}]}",
                RecurringTransactionsReport.class);
    }

    private record AccountDay(String account, DailyBalance day) {}

    /** Two accounts, one of which is not known of each day, one in another currency, and one of which nothing is known. */
    private static List<AccountDay> balances(long seed) {
        Random random = new Random(seed);
        return Stream.iterate(FROM, day -> !day.isAfter(TO), day -> day.plusDays(1))
                .flatMap(day -> Stream.of(
                        new AccountDay("a", balance(day, random.nextInt(1000) - 100, "EUR")),
                        new AccountDay(
                                "b", random.nextInt(9) == 0 ? unknown(day) : balance(day, random.nextInt(900), "EUR")),
                        new AccountDay("dollars", balance(day, -1, "USD")),
                        new AccountDay("unknown", unknown(day))))
                .toList();
    }

    private static DailyBalance balance(LocalDate day, long minorUnits, String currency) {
        return new DailyBalance(day, Optional.of(new Amount(minorUnits, currency)));
    }

    private static DailyBalance unknown(LocalDate day) {
        return new DailyBalance(day, Optional.empty());
    }

    private static List<AccountDay> doubled(List<AccountDay> balances) {
        return balances.stream()
                .map(one -> new AccountDay(
                        one.account(),
                        new DailyBalance(
                                one.day().date(),
                                one.day()
                                        .balance()
                                        .map(balance -> new Amount(2 * balance.minorUnits(), balance.currency())))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfRowsDoesNotMatter(long seed) {
        List<Booking> shuffled = new ArrayList<>(rows(seed));
        Collections.shuffle(shuffled, new Random(seed + 1));
        List<AccountDay> balances = new ArrayList<>(balances(seed));
        Collections.shuffle(balances, new Random(seed + 2));
        assertThat(Affordability.of(history(shuffled, balances)))
                .isEqualTo(Affordability.of(history(rows(seed), balances(seed))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPaidTwiceIsTwiceAsMuch(long seed) {
        List<Booking> twice = new ArrayList<>(rows(seed));
        twice.addAll(rows(seed));
        assertDoubled(
                Affordability.of(history(rows(seed), balances(seed))),
                Affordability.of(history(twice, doubled(balances(seed)))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void twiceTheAmountsAreTwiceAsMuch(long seed) {
        List<Booking> larger = rows(seed).stream()
                .map(row -> new Booking(
                        row.id(),
                        row.date(),
                        new Amount(2 * row.amount().minorUnits(), row.amount().currency()),
                        row.partner(),
                        row.partnerIban(),
                        row.categories()))
                .toList();
        assertDoubled(
                Affordability.of(history(rows(seed), balances(seed))),
                Affordability.of(history(larger, doubled(balances(seed)))));
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

        assertDoubled(one.income().monthly(), two.income().monthly(), 1);
        int sources = one.income().streams().size();
        assertDoubled(one.income().regularMonthly(), two.income().regularMonthly(), sources);
        int payments = one.outflows().streams().size();
        assertDoubled(one.outflows().monthly(), two.outflows().monthly(), payments);
        assertDoubled(one.outflows().fixedMonthly(), two.outflows().fixedMonthly(), payments);
        Affordability.Averages before = one.averages().orElseThrow();
        Affordability.Averages after = two.averages().orElseThrow();
        assertDoubled(before.income(), after.income(), 1);
        assertDoubled(before.fixedCosts(), after.fixedCosts(), 1);
        assertDoubled(before.otherOutflows(), after.otherOutflows(), 1);
        assertDoubled(before.freeCashFlow(), after.freeCashFlow(), 1);

        Affordability.LowestBalance lowest = one.lowestBalance().orElseThrow();
        assertThat(two.lowestBalance().orElseThrow().date()).isEqualTo(lowest.date());
        assertDoubled(lowest.balance(), two.lowestBalance().orElseThrow().balance(), 0);
        assertThat(two.daysOverdrawn()).isEqualTo(one.daysOverdrawn());
        assertThat(two.daysWithBalances()).isEqualTo(one.daysWithBalances());
    }

    /** Rounding takes less than a minor unit from each of the parts. */
    private static void assertDoubled(Amount one, Amount two, int roundedParts) {
        assertThat(two.minorUnits() - 2 * one.minorUnits()).isBetween((long) -roundedParts, (long) roundedParts);
    }

    private static void assertStreamsDoubled(List<CashStream> one, List<CashStream> two) {
        assertThat(two).hasSameSizeAs(one);
        for (int i = 0; i < one.size(); i++) {
            CashStream before = one.get(i);
            CashStream after = two.get(i);
            assertThat(after.rhythm()).isEqualTo(before.rhythm());
            assertThat(after.stabilityPercent()).isEqualTo(before.stabilityPercent());
            assertThat(after.total().minorUnits()).isEqualTo(2 * before.total().minorUnits());
            assertDoubled(before.average(), after.average(), 1);
            assertDoubled(before.monthly(), after.monthly(), 1);
            assertThat(after.goesOn()).isEqualTo(before.goesOn());
            assertThat(after.lastSeen()).isEqualTo(before.lastSeen());
        }
    }

    private static boolean moves(Booking booking) {
        return booking.amount().minorUnits() != 0;
    }

    /** Looked for in the rows themselves, over some of the days. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsLeftOutOrUnsureIsTold(long seed) {
        Random random = new Random(seed);
        LocalDate from = FROM.plusDays(random.nextInt(200));
        LocalDate to = from.plusDays(random.nextInt(300));
        List<Booking> rows = rows(seed);
        Affordability affordability = Affordability.of(history(from, to, rows, balances(seed)));

        List<Booking> ofTheseDays = rows.stream()
                .filter(row -> !row.date().isBefore(from) && !row.date().isAfter(to))
                .toList();
        boolean dollars =
                ofTheseDays.stream().anyMatch(row -> row.amount().currency().equals("USD"));
        assertThat(RecurringOutflows.of(history(from, to, rows, List.of()))
                        .caveats()
                        .contains(Caveat.OTHER_CURRENCIES))
                .isEqualTo(dollars);
        assertThat(affordability.caveats()).contains(Caveat.OTHER_CURRENCIES, Caveat.UNKNOWN_INTERVAL);
        assertThat(affordability.accountsWithoutBalances()).containsExactlyInAnyOrder("dollars", "unknown");

        List<Booking> euros = ofTheseDays.stream()
                .filter(row -> row.amount().currency().equals("EUR"))
                .toList();
        boolean withoutCategory = euros.stream()
                .anyMatch(row -> row.comesIn()
                        && row.categories().isEmpty()
                        && row.partnerIban().isEmpty());
        assertThat(affordability.income().caveats().stream()
                        .anyMatch(
                                Set.of(Caveat.NO_CATEGORIES, Caveat.SOME_WITHOUT_CATEGORY, Caveat.MANY_WITHOUT_CATEGORY)
                                        ::contains))
                .isEqualTo(withoutCategory
                        || !euros.isEmpty()
                                && euros.stream()
                                        .allMatch(row -> row.categories().isEmpty()));

        if (ChronoUnit.DAYS.between(from, to) < 85) {
            assertThat(affordability.income().confidence()).isEqualTo(Confidence.LOW);
            assertThat(affordability.outflows().confidence()).isEqualTo(Confidence.LOW);
            assertThat(affordability.confidence()).isEqualTo(Confidence.LOW);
        }
        assertThat(Stream.of(
                                affordability.income().streams(),
                                affordability.outflows().streams())
                        .flatMap(List::stream)
                        .filter(stream -> stream.rhythm().isPresent()))
                .allMatch(stream -> stream.partner().orElseThrow().startsWith("Partner")
                        || stream.partnerIban().isPresent());
    }

    /** Paid on workdays: what falls on a weekend comes on the Friday before. */
    private static List<LocalDate> schedule(Rhythm rhythm, Random random) {
        LocalDate first = FROM.plusDays(random.nextInt(28));
        Stream<LocalDate> days =
                switch (rhythm) {
                    case WEEKLY -> IntStream.range(0, 80).mapToObj(first::plusWeeks);
                    case BIWEEKLY -> IntStream.range(0, 40).mapToObj(i -> first.plusWeeks(2L * i));
                    case FOUR_WEEKLY -> IntStream.range(0, 20).mapToObj(i -> first.plusWeeks(4L * i));
                    case SEMI_MONTHLY ->
                        IntStream.range(0, 40)
                                .mapToObj(i -> first.withDayOfMonth(i % 2 == 0 ? 1 : 15)
                                        .plusMonths(i / 2));
                    case MONTHLY -> IntStream.range(0, 20).mapToObj(first::plusMonths);
                    case QUARTERLY -> IntStream.range(0, 7).mapToObj(i -> first.plusMonths(3L * i));
                    case YEARLY -> IntStream.range(0, 2).mapToObj(first::plusYears);
                };
        return days.map(day -> day.minusDays(Math.max(0, day.getDayOfWeek().getValue() - 5)))
                .filter(day -> !day.isBefore(FROM) && !day.isAfter(TO))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Rhythm.class)
    void aRhythmIsFoundAndMakesInAMonthATwelfthOfAYear(Rhythm rhythm) {
        Map<Rhythm, Integer> paymentsPerYear = Map.of(
                Rhythm.WEEKLY, 52,
                Rhythm.SEMI_MONTHLY, 24,
                Rhythm.BIWEEKLY, 26,
                Rhythm.MONTHLY, 12,
                Rhythm.FOUR_WEEKLY, 13,
                Rhythm.QUARTERLY, 4,
                Rhythm.YEARLY, 1);
        seeds().forEach(seed -> {
            List<Booking> rows = schedule(rhythm, new Random(seed)).stream()
                    .map(day -> new Booking(
                            Optional.empty(),
                            day,
                            new Amount(120_000, "EUR"),
                            Optional.of("Works"),
                            Optional.empty(),
                            List.of("Wages")))
                    .toList();
            assertThat(Income.of(history(rows)).streams()).singleElement().satisfies(works -> {
                assertThat(works.rhythm()).contains(rhythm);
                assertThat(works.monthly()).isEqualTo(new Amount(10_000L * paymentsPerYear.get(rhythm), "EUR"));
            });
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowIsSomewhereOnceAndSumsAreEqual(long seed) {
        History history = history(rows(seed));
        Affordability affordability = Affordability.of(history);
        List<Booking> between = history.bookings().stream()
                .filter(history::isBetweenOwnAccounts)
                .filter(SignalPropertiesTest::moves)
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
                .containsExactlyInAnyOrderElementsOf(history.bookings().stream()
                        .filter(SignalPropertiesTest::moves)
                        .toList());

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
