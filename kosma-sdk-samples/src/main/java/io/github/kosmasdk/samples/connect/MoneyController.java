package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.insights.CategorySum;
import io.github.kosmasdk.insights.derived.Affordability;
import io.github.kosmasdk.insights.derived.CashStream;
import io.github.kosmasdk.insights.derived.Caveat;
import io.github.kosmasdk.insights.derived.RecurringOutflows;
import io.github.kosmasdk.insights.derived.Rhythm;
import io.github.kosmasdk.session.Psu;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the money goes, and what is left: from the reports of Insights, and from what the SDK derives of them. */
@Controller
class MoneyController {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yy", Locale.ENGLISH);
    private static final int MOST_CATEGORIES = 9;
    private static final int MOST_MONTHS = 6;
    private static final int MOST_STREAMS = 8;

    private final Consents consents;
    private final InsightsReading insights;
    private final BankNames banks;
    private final Visitor visitor;

    MoneyController(Consents consents, InsightsReading insights, BankNames banks, Visitor visitor) {
        this.consents = consents;
        this.insights = insights;
        this.banks = banks;
        this.visitor = visitor;
    }

    /** A category with what was spent on it; plain numbers are for the chart. */
    record CategoryView(String name, String total, BigDecimal number, List<MonthView> months) {}

    /** What was spent in a month. */
    record MonthView(String label, String amount, BigDecimal number) {}

    /** A month of income and costs. */
    record Balance(
            String month,
            String income,
            String other,
            String fixed,
            String otherCosts,
            String free,
            boolean negative) {}

    /** Money that comes or goes again and again. */
    record StreamView(
            String who, String what, String rhythm, String average, String monthly, String last, boolean over) {}

    @GetMapping("/spending")
    String spending(@RequestParam(defaultValue = "") String consent, Psu psu, Model model) {
        chosen(consent, model).ifPresent(record -> {
            List<CategorySum> sums = insights.spending(record, psu).value();
            List<YearMonth> months = months(sums);
            model.addAttribute("months", months.stream().map(MONTH::format).toList());
            model.addAttribute("currency", currency(sums));
            model.addAttribute("categories", categories(sums, months));
        });
        return "spending";
    }

    @GetMapping("/income")
    String income(@RequestParam(defaultValue = "") String consent, Psu psu, Model model) {
        chosen(consent, model).ifPresent(record -> {
            Affordability result = insights.affordability(record, psu).value();
            model.addAttribute("confidence", result.confidence().name().toLowerCase(Locale.ROOT));
            model.addAttribute(
                    "caveats",
                    result.caveats().stream().map(Caveat::sentence).sorted().toList());
            model.addAttribute("monthly", Texts.of(result.income().regularMonthly()));
            result.averages().ifPresent(averages -> {
                model.addAttribute("fixed", Texts.of(averages.fixedCosts()));
                model.addAttribute("free", Texts.of(averages.freeCashFlow()));
            });
            result.lowestBalance()
                    .ifPresent(lowest -> model.addAttribute(
                            "lowest", Texts.of(lowest.balance()) + " on " + Texts.of(lowest.date())));
            model.addAttribute("overdrawn", result.daysOverdrawn());
            model.addAttribute("known", result.daysWithBalances());
            model.addAttribute(
                    "balances",
                    result.months().stream()
                            .sorted(Comparator.comparing(Affordability.Month::month)
                                    .reversed())
                            .map(MoneyController::view)
                            .toList());
            model.addAttribute("sources", streams(result.income().streams()));
            model.addAttribute(
                    "costs",
                    streams(result.outflows().streams().stream()
                            .filter(RecurringOutflows::isFixed)
                            .filter(CashStream::goesOn)
                            .toList()));
            model.addAttribute("method", result.method());
        });
        return "income";
    }

    /** Of several banks the one that was chosen, else the latest. */
    private Optional<ConsentRecord> chosen(String id, Model model) {
        List<ConsentRecord> able = consents.connected(visitor).stream()
                .filter(consent -> consent.grantedCalls().contains("insights_refresh"))
                .sorted(Comparator.comparing(ConsentRecord::since).reversed())
                .toList();
        Optional<ConsentRecord> chosen = able.stream()
                .filter(consent -> consent.id().equals(id))
                .findFirst()
                .or(() -> able.stream().findFirst());
        model.addAttribute(
                "options",
                able.stream().map(consent -> BankOption.of(consent, banks)).toList());
        model.addAttribute("consent", chosen.map(ConsentRecord::id).orElse(""));
        return chosen;
    }

    private static List<YearMonth> months(List<CategorySum> sums) {
        TreeSet<YearMonth> months = sums.stream()
                .flatMap(category -> category.splits().stream())
                .flatMap(split -> split.fromDate().stream())
                .map(YearMonth::from)
                .collect(Collectors.toCollection(TreeSet::new));
        List<YearMonth> all = new ArrayList<>(months);
        return all.subList(Math.max(0, all.size() - MOST_MONTHS), all.size());
    }

    /** The largest ones apart, the rest together, so that a chart of them can be read. */
    private static List<CategoryView> categories(List<CategorySum> sums, List<YearMonth> months) {
        String currency = currency(sums);
        List<CategorySum> largest = sums.stream()
                .filter(one ->
                        one.sum().filter(sum -> sum.currency().equals(currency)).isPresent())
                .sorted(Comparator.comparingLong((CategorySum one) -> -shown(one, months)))
                .toList();
        List<CategoryView> views = new ArrayList<>();
        largest.stream()
                .limit(MOST_CATEGORIES)
                .forEach(one -> views.add(view(one.name().orElse("Unknown"), List.of(one), months, currency)));
        if (largest.size() > MOST_CATEGORIES) {
            views.add(view("Everything else", largest.subList(MOST_CATEGORIES, largest.size()), months, currency));
        }
        return views;
    }

    private static String currency(List<CategorySum> sums) {
        return sums.stream()
                .flatMap(one -> one.sum().stream())
                .map(Amount::currency)
                .findFirst()
                .orElse("EUR");
    }

    private static long shown(CategorySum category, List<YearMonth> months) {
        return months.stream().mapToLong(month -> of(category, month)).sum();
    }

    private static CategoryView view(String name, List<CategorySum> sums, List<YearMonth> months, String currency) {
        List<MonthView> views = new ArrayList<>();
        long total = 0;
        for (YearMonth month : months) {
            long minorUnits = sums.stream().mapToLong(one -> of(one, month)).sum();
            total += minorUnits;
            Amount amount = new Amount(minorUnits, currency);
            views.add(new MonthView(MONTH.format(month), Texts.number(amount), amount.toBigDecimal()));
        }
        Amount all = new Amount(total, currency);
        return new CategoryView(name, Texts.number(all), all.toBigDecimal(), views);
    }

    private static long of(CategorySum category, YearMonth month) {
        return category.splits().stream()
                .filter(split -> split.fromDate()
                        .map(YearMonth::from)
                        .filter(month::equals)
                        .isPresent())
                .flatMap(split -> split.sum().stream())
                .mapToLong(sum -> Math.abs(sum.minorUnits()))
                .sum();
    }

    private static Balance view(Affordability.Month month) {
        return new Balance(
                MONTH.format(month.month()),
                Texts.of(month.income()),
                Texts.of(month.otherInflows()),
                Texts.of(month.fixedCosts()),
                Texts.of(month.otherOutflows()),
                Texts.of(month.freeCashFlow()),
                month.freeCashFlow().minorUnits() < 0);
    }

    private static List<StreamView> streams(List<CashStream> streams) {
        return streams.stream()
                .limit(MOST_STREAMS)
                .map(one -> new StreamView(
                        one.partner().orElse("Unknown"),
                        one.category().orElse(""),
                        one.rhythm().map(MoneyController::words).orElse("now and then"),
                        Texts.of(one.average()),
                        Texts.of(one.monthly()),
                        Texts.of(one.lastSeen()),
                        one.rhythm().isPresent() && !one.goesOn()))
                .toList();
    }

    private static String words(Rhythm rhythm) {
        return Map.of(
                        Rhythm.WEEKLY, "every week",
                        Rhythm.SEMI_MONTHLY, "twice a month",
                        Rhythm.BIWEEKLY, "every two weeks",
                        Rhythm.MONTHLY, "every month",
                        Rhythm.FOUR_WEEKLY, "every four weeks",
                        Rhythm.QUARTERLY, "every three months",
                        Rhythm.YEARLY, "every year")
                .getOrDefault(rhythm, rhythm.name());
    }
}
