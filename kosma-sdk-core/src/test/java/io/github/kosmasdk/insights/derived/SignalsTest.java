package io.github.kosmasdk.insights.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.DocExample;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.insights.AccountInfoReport;
import io.github.kosmasdk.insights.BalanceOverTimeReport;
import io.github.kosmasdk.insights.CategorizationReport;
import io.github.kosmasdk.insights.CategorizationRequest;
import io.github.kosmasdk.insights.CategorizedTransaction;
import io.github.kosmasdk.insights.Category;
import io.github.kosmasdk.insights.CategoryTree;
import io.github.kosmasdk.insights.DailyBalance;
import io.github.kosmasdk.insights.DataAvailability;
import io.github.kosmasdk.insights.RecurringTransactionsReport;
import io.github.kosmasdk.insights.ReportScope;
import io.github.kosmasdk.insights.ReportsClient;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.json.WireJson;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/** Signals of histories that a person can check by hand. */
class SignalsTest {

    private static final LocalDate JANUARY = LocalDate.parse("2026-01-01");
    private static final LocalDate JUNE = LocalDate.parse("2026-06-30");
    private static final String OWN = "DE43000000005686751168";
    private static final Logger log = LoggerFactory.getLogger(SignalsTest.class);

    private static Booking booking(LocalDate date, long minorUnits, String partner, String... categories) {
        return new Booking(
                Optional.of(partner + date),
                date,
                new Amount(minorUnits, "EUR"),
                Optional.of(partner),
                Optional.empty(),
                List.of(categories));
    }

    private static Stream<Booking> monthly(int day, long minorUnits, String partner, String... categories) {
        return IntStream.range(0, 6)
                .mapToObj(i -> booking(JANUARY.plusMonths(i).withDayOfMonth(day), minorUnits, partner, categories));
    }

    /** Half a year: 2,800.00 of salary, 900.00 of rent, groceries every few days, one refund, savings to an own account. */
    private static List<Booking> life() {
        List<Booking> rows = new ArrayList<>();
        monthly(25, 280_000, "Example Works AG", "Salary", "Employment Income", "Income")
                .forEach(rows::add);
        monthly(2, -90_000, "Landlord", "Rent", "Living").forEach(rows::add);
        for (int i = 0; i < 60; i++) {
            rows.add(booking(JANUARY.plusDays(i * 3L + i % 2), -(1_000 + i * 37L % 6_000), "Market " + i, "Groceries"));
        }
        rows.add(booking(LocalDate.parse("2026-03-10"), 4_500, "Shoes", "Shopping Refund", "Refunds", "Income"));
        rows.add(new Booking(
                Optional.empty(),
                LocalDate.parse("2026-04-01"),
                new Amount(-50_000, "EUR"),
                Optional.of("Erika Mustermann"),
                Optional.of("DE43 0000 0000 5686 7511 68"),
                List.of("Savings")));
        return rows;
    }

    private static History.Builder builder() {
        return History.builder("EUR", JANUARY, JUNE).bookings(life()).ownIbans(OWN);
    }

    @Test
    void salaryIsARegularIncome() {
        Income income = Income.of(builder().build());
        assertThat(income.streams()).singleElement().satisfies(salary -> {
            assertThat(salary.partner()).contains("Example Works AG");
            assertThat(salary.category()).contains("Salary");
            assertThat(salary.rhythm()).contains(Rhythm.MONTHLY);
            assertThat(salary.average()).isEqualTo(new Amount(280_000, "EUR"));
            assertThat(salary.monthly()).isEqualTo(new Amount(280_000, "EUR"));
            assertThat(salary.total()).isEqualTo(new Amount(1_680_000, "EUR"));
            assertThat(salary.stabilityPercent()).isEqualTo(100);
            assertThat(salary.lastSeen()).isEqualTo("2026-06-25");
            assertThat(salary.nextExpected()).contains(LocalDate.parse("2026-07-25"));
            assertThat(salary.goesOn()).isTrue();
            assertThat(salary.bookings()).hasSize(6);
        });
        assertThat(income.regularMonthly()).isEqualTo(new Amount(280_000, "EUR"));
        assertThat(income.leftOut())
                .singleElement()
                .satisfies(refund -> assertThat(refund.partner()).contains("Shoes"));
        assertThat(income.bookings()).hasSize(6);
        assertThat(income.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(income.method()).contains("[Income]", "[Refunds]", "2026-01-01", "2026-06-30");
        assertThat(income).hasToString("Income[1 sources, HIGH]");
    }

    @Test
    void rentIsFixedAndGroceriesAreNot() {
        RecurringOutflows outflows = RecurringOutflows.of(builder().build());
        assertThat(outflows.streams())
                .filteredOn(RecurringOutflows::isFixed)
                .singleElement()
                .satisfies(rent -> assertThat(rent.partner()).contains("Landlord"));
        assertThat(outflows.fixedMonthly()).isEqualTo(new Amount(90_000, "EUR"));
        assertThat(outflows.others()).hasSize(60); // the shops have numbers in their names, and are one
        assertThat(outflows.others())
                .as("what goes to an own account is not spent")
                .noneMatch(booking -> booking.amount().minorUnits() == -50_000);
    }

    @Test
    void whatMovesBetweenOwnAccountsCountsNowhere() {
        List<Booking> rows = List.of(
                booking(JANUARY, -100, "MUSTERMANN, Erika"),
                booking(JANUARY, 100, "Somebody", "Internal Transfer", "Finances"),
                booking(JANUARY, 100, "Mustermann Erika", "Freelance Fees", "Income"));
        Affordability affordability = Affordability.of(History.builder("EUR", JANUARY, JUNE)
                .bookings(rows)
                .ownNames("Mustermann Erika")
                .build());
        assertThat(affordability.income().bookings()).hasSize(1);
        assertThat(affordability.outflows().others()).isEmpty();
        assertThat(affordability.months().get(0).freeCashFlow()).isEqualTo(new Amount(100, "EUR"));
        assertThat(affordability.caveats()).doesNotContain(Caveat.OWN_ACCOUNTS_UNKNOWN);
    }

    @Test
    void aMonthIsWhatCameInLessWhatWentOut() {
        Affordability affordability = Affordability.of(builder()
                .balance("a", new DailyBalance(JANUARY, Optional.of(new Amount(-100, "EUR"))))
                .balance("a", new DailyBalance(JANUARY.plusDays(1), Optional.of(new Amount(500, "EUR"))))
                .balance("b", new DailyBalance(JANUARY.plusDays(1), Optional.of(new Amount(-200, "EUR"))))
                .balance("b", new DailyBalance(JANUARY.plusDays(2), Optional.empty()))
                .build());
        assertThat(affordability.months()).hasSize(6);
        Affordability.Month march = affordability.months().get(2);
        assertThat(march.month()).isEqualTo(YearMonth.of(2026, 3));
        assertThat(march.income()).isEqualTo(new Amount(280_000, "EUR"));
        assertThat(march.otherInflows()).isEqualTo(new Amount(4_500, "EUR"));
        assertThat(march.fixedCosts()).isEqualTo(new Amount(90_000, "EUR"));
        assertThat(march.freeCashFlow().minorUnits())
                .isEqualTo(280_000 - 90_000 - march.otherOutflows().minorUnits());
        assertThat(affordability.averages().orElseThrow().income()).isEqualTo(new Amount(280_000, "EUR"));
        assertThat(affordability.daysWithBalances()).isEqualTo(2);
        assertThat(affordability.daysOverdrawn()).isEqualTo(2);
        assertThat(affordability.lowestBalance())
                .contains(new Affordability.LowestBalance(JANUARY.plusDays(1), new Amount(300, "EUR")));
        assertThat(affordability.caveats()).containsExactly(Caveat.BALANCE_GAPS);
        assertThat(affordability.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void accountsWhoseBalanceIsNotKnownAreNamed() {
        DailyBalance euros = new DailyBalance(JANUARY, Optional.of(new Amount(500, "EUR")));
        DailyBalance dollars = new DailyBalance(JANUARY, Optional.of(new Amount(-900, "USD")));
        Affordability affordability = Affordability.of(builder()
                .balances(List.of(
                        balances("euros", euros),
                        balances("dollars", dollars),
                        balances("unknown", new DailyBalance(JANUARY, Optional.empty())),
                        balances("empty")))
                .build());
        assertThat(affordability.accountsWithoutBalances()).containsExactlyInAnyOrder("dollars", "unknown", "empty");
        assertThat(affordability.caveats())
                .containsExactlyInAnyOrder(
                        Caveat.OTHER_CURRENCIES, Caveat.ACCOUNTS_WITHOUT_BALANCES, Caveat.BALANCE_GAPS);
        assertThat(affordability.lowestBalance())
                .contains(new Affordability.LowestBalance(JANUARY, new Amount(500, "EUR")));
        assertThat(affordability.daysOverdrawn()).isZero();
    }

    private static BalanceOverTimeReport balances(String account, DailyBalance... days) {
        return new BalanceOverTimeReport(
                Optional.empty(),
                List.of(account),
                List.of(days),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void thinDataSaysSo() {
        Affordability nothing = Affordability.of(
                History.builder("EUR", JANUARY, JANUARY.plusDays(9)).build());
        assertThat(nothing.averages()).isEmpty();
        assertThat(nothing.lowestBalance()).isEmpty();
        assertThat(nothing.confidence()).isEqualTo(Confidence.LOW);
        assertThat(nothing.caveats())
                .contains(
                        Caveat.NO_BOOKINGS,
                        Caveat.NO_INCOME,
                        Caveat.TOO_FEW_MONTHS,
                        Caveat.NO_BALANCES,
                        Caveat.OWN_ACCOUNTS_UNKNOWN);

        History twoMonths = History.builder("EUR", JANUARY, LocalDate.parse("2026-02-28"))
                .bookings(life())
                .bookings(List.of(new Booking(
                        Optional.empty(),
                        JANUARY,
                        new Amount(1, "USD"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())))
                .incomplete()
                .build();
        Affordability thin = Affordability.of(twoMonths);
        assertThat(thin.months()).hasSize(2);
        assertThat(thin.caveats())
                .contains(
                        Caveat.TOO_FEW_MONTHS,
                        Caveat.NO_REGULAR_INCOME,
                        Caveat.OTHER_CURRENCIES,
                        Caveat.INCOMPLETE_DATA);
        assertThat(Caveat.values())
                .allSatisfy(caveat -> assertThat(caveat.sentence()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "20, TOO_FEW_MONTHS, LOW",
        "28, TOO_FEW_MONTHS, LOW",
        "89, TOO_FEW_MONTHS, LOW",
        "90, FEW_MONTHS, MEDIUM"
    })
    void everySignalSaysThatTheDaysAreFew(int days, Caveat caveat, Confidence confidence) {
        List<Booking> weekly = IntStream.range(0, 13)
                .mapToObj(week -> JANUARY.plusWeeks(week))
                .flatMap(day -> Stream.of(
                        booking(day, 50_000, "Works", "Salary", "Income"), booking(day, -900, "Club", "Sports")))
                .toList();
        History history = History.builder("EUR", JANUARY, JANUARY.plusDays(days - 1))
                .bookings(weekly)
                .ownIbans(OWN)
                .build();
        assertThat(Income.of(history).caveats()).contains(caveat);
        assertThat(RecurringOutflows.of(history).caveats()).containsExactly(caveat);
        assertThat(RecurringOutflows.of(history).confidence()).isEqualTo(confidence);
        assertThat(Affordability.of(history).caveats()).contains(caveat);
    }

    @Test
    void withoutCategoriesAllThatComesInCounts() {
        History plain = History.builder("EUR", JANUARY, JUNE)
                .bookings(List.of(booking(JANUARY, 100, "Somebody")))
                .build();
        Income income = Income.of(plain);
        assertThat(income.total()).isEqualTo(new Amount(100, "EUR"));
        assertThat(income.caveats()).contains(Caveat.NO_CATEGORIES);
        assertThat(income.method()).contains("no booking has a category");
    }

    @ParameterizedTest
    @CsvSource({"1, SOME_WITHOUT_CATEGORY", "186666, SOME_WITHOUT_CATEGORY", "188000, MANY_WITHOUT_CATEGORY"})
    void whatCameInWithoutACategoryIsNotPassedOver(long minorUnits, Caveat caveat) {
        Booking plain = booking(JANUARY, minorUnits, "Somebody");
        Income income = Income.of(builder().bookings(List.of(plain)).build());
        assertThat(income.leftOut()).contains(plain);
        assertThat(income.caveats()).containsExactly(caveat);
        assertThat(income.confidence()).isEqualTo(caveat.isSerious() ? Confidence.LOW : Confidence.MEDIUM);

        Booking own =
                new Booking(Optional.empty(), JANUARY, plain.amount(), Optional.empty(), Optional.of(OWN), List.of());
        assertThat(Income.of(builder().bookings(List.of(own)).build()).caveats())
                .as("between own accounts it is no income anyway")
                .isEmpty();
    }

    /** Takes a second when each row is looked at a few times, and most of an hour when each is held against all. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aHundredThousandRowsAreNotTooMany() {
        List<Booking> rows = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            rows.add(booking(JANUARY.plusDays(i % 180), 100, "Payer " + (char) ('A' + i % 20)));
        }
        rows.add(booking(JUNE, 100, "Works", "Salary", "Income"));
        Affordability affordability = Affordability.of(
                History.builder("EUR", JANUARY, JUNE).bookings(rows).build());
        assertThat(affordability.income().total()).isEqualTo(new Amount(100, "EUR"));
        assertThat(affordability.income().leftOut()).hasSize(100_000);
    }

    @Test
    void anOwnAccountWithoutAnIbanIsTold() {
        AccountInfoReport known = WireJson.read("{\"iban\":\"" + OWN + "\"}", AccountInfoReport.class);
        AccountInfoReport card = WireJson.read("{\"account_alias\":\"Card\"}", AccountInfoReport.class);
        History.Builder builder = History.builder("EUR", JANUARY, JUNE).bookings(life());
        assertThat(builder.ownAccounts(List.of(known)).build().caveats()).isEmpty();
        assertThat(builder.ownAccounts(List.of(card)).build().caveats()).containsExactly(Caveat.OWN_ACCOUNTS_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, false", "CANCELED, false", "FAILED, false", "RETURNED, true"})
    void aRowInAnUnknownStateIsTold(String state, boolean told) {
        CategorizedTransaction row = WireJson.read(
                "{\"booking_date\":\"2026-01-05\",\"amount\":{\"amount\":100,\"currency\":\"EUR\"},\"type\":\"CREDIT\",\"state\":\""
                        + state + "\",\"categories\":[]}",
                CategorizedTransaction.class);
        History history = builder().transactions(Stream.of(row)).build();
        assertThat(history.bookings()).hasSameSizeAs(life());
        assertThat(history.caveats().contains(Caveat.UNREADABLE_ROWS)).isEqualTo(told);
    }

    @Test
    void aHistoryStaysAsItWasBuilt() {
        History.Builder builder = builder().balance("a", new DailyBalance(JANUARY, Optional.of(new Amount(1, "EUR"))));
        History history = builder.build();
        builder.balance("a", new DailyBalance(JANUARY, Optional.of(new Amount(-1, "EUR"))))
                .balance("a", new DailyBalance(JUNE, Optional.of(new Amount(-1, "EUR"))));
        assertThat(Affordability.of(history).daysOverdrawn()).isZero();
        assertThat(Affordability.of(history).daysWithBalances()).isEqualTo(1);
    }

    @Test
    void theTreeFindsWhatLiesAbove() {
        CategoryTree tree = new CategoryTree(
                List.of(new Category("1", "Income", List.of()), new Category("2", "Salary", List.of("1"))));
        List<Booking> mainCategoryOnly =
                List.of(booking(JANUARY, 100, "Works", "Salary"), booking(JANUARY, 7, "Somebody", "Gifts"));
        assertThat(Income.of(History.builder("EUR", JANUARY, JUNE)
                                .bookings(mainCategoryOnly)
                                .build())
                        .caveats())
                .contains(Caveat.NO_INCOME);
        assertThat(Income.of(History.builder("EUR", JANUARY, JUNE)
                                .bookings(mainCategoryOnly)
                                .categories(tree)
                                .build())
                        .total())
                .isEqualTo(new Amount(100, "EUR"));
        assertThat(Income.of(History.builder("EUR", JANUARY, JUNE)
                                .bookings(mainCategoryOnly)
                                .incomeCategories("gifts")
                                .build())
                        .total())
                .isEqualTo(new Amount(7, "EUR"));
    }

    @ParameterizedTest
    @CsvSource({"MONTHLY, MONTHLY", "QUARTERLY, QUARTERLY", "yearly, YEARLY", "EVERY_FULL_MOON, ", ", "})
    void anIntervalOfTheServiceIsTakenForWhatItSays(String interval, Rhythm rhythm) {
        List<Booking> twice = List.of(
                booking(JANUARY, -100, "Club", "Sports"), booking(JANUARY.plusMonths(3), -100, "Club", "Sports"));
        RecurringTransactionsReport report = WireJson.read(
                "{\"intervals\":[{" + (interval == null ? "" : "\"interval\":\"" + interval + "\",")
                        + "\"transaction_groups\":[{\"transaction_ids\":[\"Club2026-01-01\",\"Club2026-04-01\"]}]}]}",
                RecurringTransactionsReport.class);
        RecurringOutflows outflows = RecurringOutflows.of(History.builder("EUR", JANUARY, JUNE)
                .bookings(twice)
                .recurring(List.of(report))
                .build());
        assertThat(outflows.streams())
                .extracting(CashStream::rhythm)
                .isEqualTo(rhythm == null ? List.of() : List.of(Optional.of(rhythm)));
        assertThat(outflows.caveats().contains(Caveat.UNKNOWN_INTERVAL)).isEqualTo(rhythm == null);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01 2026-02-15 2026-03-01 2026-03-15 2026-04-01, SEMI_MONTHLY",
        "2026-04-15 2026-04-30 2026-05-15 2026-05-29 2026-06-15 2026-06-30, SEMI_MONTHLY",
        "2026-02-02 2026-02-16 2026-03-02 2026-03-16 2026-03-30, BIWEEKLY",
        "2026-01-02 2026-01-16 2026-01-30 2026-02-12 2026-02-27, BIWEEKLY",
        "2026-01-05 2026-02-02 2026-03-02 2026-03-30, FOUR_WEEKLY",
        "2026-01-30 2026-02-27 2026-03-30 2026-04-30, MONTHLY",
        "2026-01-30 2026-02-27 2026-03-27, MONTHLY"
    })
    void theCalendarAndWeeksAreToldApart(String days, Rhythm rhythm) {
        assertThat(Rhythm.of(Stream.of(days.split(" ")).map(LocalDate::parse).toList()))
                .contains(rhythm);
    }

    @Test
    void paymentsOfAnybodyHaveNoRhythm() {
        List<Booking> rows = monthly(3, -5_000, "4711", "Cash").toList();
        RecurringOutflows outflows =
                RecurringOutflows.of(builder().bookings(rows).build());
        assertThat(outflows.others()).containsAll(rows);
        assertThat(outflows.fixedMonthly()).isEqualTo(new Amount(90_000, "EUR"));
        assertThat(outflows.caveats()).containsExactly(Caveat.PARTNERS_UNKNOWN);

        Income income = Income.of(History.builder("EUR", JANUARY, JUNE)
                .bookings(monthly(3, 5_000, "4711", "Salary", "Income").toList())
                .build());
        assertThat(income.streams()).singleElement().satisfies(anybody -> {
            assertThat(anybody.rhythm()).isEmpty();
            assertThat(anybody.stabilityPercent()).isZero();
        });
        assertThat(income.caveats()).contains(Caveat.PARTNERS_UNKNOWN, Caveat.NO_REGULAR_INCOME);
        assertThat(RecurringOutflows.of(builder().bookings(rows.subList(0, 1)).build())
                        .caveats())
                .as("one payment has no rhythm anyway")
                .isEmpty();
    }

    @Test
    void theMethodNamesEveryRhythm() {
        assertThat(Income.of(builder().build()).method())
                .contains("weekly, semi-monthly, biweekly, monthly, four-weekly, quarterly or yearly rhythm");
    }

    @Test
    void whatTheServiceCallsRecurringIs() {
        List<Booking> twice = List.of(
                booking(JANUARY, -100, "Club", "Sports"), booking(JANUARY.plusMonths(1), -100, "Club", "Sports"));
        History.Builder known = History.builder("EUR", JANUARY, JUNE).bookings(twice);
        assertThat(RecurringOutflows.of(known.build()).streams()).isEmpty();
        RecurringTransactionsReport report = WireJson.read(
                "{\"intervals\":[{\"interval\":\"MONTHLY\",\"transaction_groups\":[{\"transaction_ids\":[\"Club2026-01-01\","
                        + "\"Club2026-02-01\"]}]}]}",
                RecurringTransactionsReport.class);
        assertThat(RecurringOutflows.of(known.recurring(List.of(report)).build())
                        .streams())
                .singleElement()
                .satisfies(club -> assertThat(club.rhythm()).contains(Rhythm.MONTHLY));
    }

    @Test
    void rowsOfReportsAreTakenAsTheyAre() {
        CategorizationReport report = WireJson.read("""
                {"data_availability":"PARTIAL","transactions":[
                 {"booking_date":"2026-01-05","amount":{"amount":100,"currency":"EUR"},"type":"CREDIT","state":"PROCESSED",
                  "categories":[{"id":"1","name":"Income"}]},
                 {"booking_date":"2026-01-05","amount":{"amount":100,"currency":"EUR"},"type":"CREDIT","state":"PENDING",
                  "categories":[]},
                 {"amount":{"amount":100,"currency":"EUR"},"type":"CREDIT","categories":[]}]}""", CategorizationReport.class);
        History history = History.builder("EUR", JANUARY, JUNE)
                .categorization(List.of(report))
                .build();
        assertThat(history.bookings()).hasSize(1);
        assertThat(Income.of(history).caveats()).contains(Caveat.INCOMPLETE_DATA, Caveat.UNREADABLE_ROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, 2026-01-01, 2026-06-30, false",
        "COMPLETE, 2025-12-01, 2026-07-31, false",
        "COMPLETE, 2026-01-02, 2026-06-30, true",
        "COMPLETE, 2026-01-01, 2026-06-29, true",
        "COMPLETE, , 2026-06-30, true",
        "COMPLETE, 2026-01-01, , true",
        "PARTIAL, 2026-01-01, 2026-06-30, true",
        "MOSTLY, 2026-01-01, 2026-06-30, true",
        ", 2026-01-01, 2026-06-30, true"
    })
    void aReportCountsAsCompleteOnlyWhenItSaysSoOfAllDays(
            String availability, LocalDate first, LocalDate last, boolean incomplete) {
        CategorizationReport report = new CategorizationReport(
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.ofNullable(first),
                Optional.ofNullable(last),
                Optional.empty(),
                Optional.ofNullable(availability).map(text -> OpenEnum.of(DataAvailability.class, text)));
        History history = builder().categorization(List.of(report)).build();
        assertThat(history.caveats().contains(Caveat.INCOMPLETE_DATA)).isEqualTo(incomplete);
        assertThat(RecurringOutflows.of(history).confidence()).isEqualTo(incomplete ? Confidence.LOW : Confidence.HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 4, WEEKLY",
        "7, 3, ",
        "14, 4, BIWEEKLY",
        "30, 3, MONTHLY",
        "30, 2, ",
        "91, 3, QUARTERLY",
        "365, 2, YEARLY",
        "45, 6, "
    })
    void aRhythmNeedsEnoughPayments(int gap, int payments, Rhythm rhythm) {
        List<LocalDate> days = IntStream.range(0, payments)
                .mapToObj(i -> JANUARY.plusDays((long) i * gap))
                .toList();
        assertThat(Rhythm.of(days)).isEqualTo(Optional.ofNullable(rhythm));
    }

    @Test
    void aSalaryThatStoppedDoesNotGoOn() {
        History history = History.builder("EUR", JANUARY, LocalDate.parse("2026-12-31"))
                .bookings(life())
                .build();
        Income income = Income.of(history);
        assertThat(income.streams().get(0).goesOn()).isFalse();
        assertThat(income.regularMonthly()).isEqualTo(new Amount(0, "EUR"));
        assertThat(income.caveats()).contains(Caveat.NO_REGULAR_INCOME);
    }

    /** Compiled here, and shown in docs/insights.md. */
    static Affordability example(ReportsClient reports, String insightsConsumerId, LocalDate from, LocalDate to) {
        // signals:begin
        ReportScope days = ReportScope.of(insightsConsumerId).between(from, to);
        History history = History.builder("EUR", from, to)
                .categorization(reports.categorization(CategorizationRequest.builder(days)
                        .requiredDataAvailability(DataAvailability.PARTIAL)
                        .build()))
                .balances(reports.balanceOverTime(days))
                .ownAccounts(reports.accountInfo(ReportScope.of(insightsConsumerId)))
                .build();

        Income income = Income.of(history);
        Affordability affordability = Affordability.of(history);
        if (affordability.confidence() == Confidence.LOW) {
            affordability.caveats().forEach(caveat -> log.info(caveat.sentence()));
        }
        // signals:end
        log.info(income.method());
        return affordability;
    }

    @Test
    void theExampleOfTheDocumentation() throws IOException {
        StubTransport service = new StubTransport()
                .answer(200, KosmaFixtures.text("insights-categorization.response"))
                .answer(200, KosmaFixtures.text("insights-balance-over-time.response"))
                .answer(200, KosmaFixtures.text("insights-account-info.response"));
        Affordability affordability = example(
                StubClient.over(service, Schedulers.immediate()).insights().reports(),
                "cust-4711",
                LocalDate.parse("2023-02-01"),
                LocalDate.parse("2023-05-31"));
        assertThat(affordability.months()).hasSize(4);
        assertThat(affordability.daysOverdrawn()).isEqualTo(1);
        assertThat(affordability.caveats()).contains(Caveat.INCOMPLETE_DATA, Caveat.NO_INCOME);
        DocExample.isShown("insights/derived/SignalsTest.java", "signals", "insights.md");
    }

    @Test
    void aHistoryEndsAfterItBegins() {
        assertThatThrownBy(() -> History.builder("EUR", JUNE, JANUARY)).isInstanceOf(KosmaUsageException.class);
    }
}
