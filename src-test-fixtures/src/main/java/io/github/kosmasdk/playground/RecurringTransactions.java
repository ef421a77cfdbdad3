package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.ReportScope.Group;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report of what comes and goes every month. Callers hold the storage's monitor. */
final class RecurringTransactions {
    private static final int MOST_DAYS_APART = 6;
    private static final int LEAST = 2;
    private static final int SURE = 3;
    private static final double ABOUT_THE_SAME = 0.25;
    private static final double ALMOST_THE_SAME = 0.05;

    private final InsightsStorage storage;

    RecurringTransactions(InsightsStorage storage) {
        this.storage = storage;
    }

    /** What makes two payments the same one of two months. */
    private record Key(boolean debit, String party, Category category, String currency) {
        static Key of(StoredTransaction transaction) {
            String iban = transaction.counterPartyIban();
            String party = iban.isEmpty() ? transaction.counterPartyName() : iban;
            return new Key(
                    transaction.isDebit(),
                    party.isEmpty() ? transaction.reference() : party,
                    transaction.categories().get(0),
                    transaction.currency());
        }
    }

    /** The days of the month between which it falls; the last one can lie beyond the month. */
    private record Days(int earliest, int latest) {}

    private record Repeated(Key key, List<StoredTransaction> transactions, Days days) {
        long average() {
            return Math.round(transactions.stream()
                    .mapToLong(StoredTransaction::amount)
                    .average()
                    .orElseThrow());
        }

        ObjectNode toJson() {
            ObjectNode json = Json.object().put("earliest_day", days.earliest).put("latest_day", days.latest);
            json.set("average_amount", Json.amount(average(), key.currency));
            ArrayNode ids = json.putArray("transaction_ids");
            transactions.forEach(transaction -> ids.add(transaction.id));
            ArrayNode categories = json.putArray("categories");
            StoredTransaction newest = transactions.get(transactions.size() - 1);
            newest.categories().forEach(category -> categories.add(category.toJson()));
            newest.brand().ifPresent(brand -> json.set("brand", brand.toJson()));
            return json;
        }
    }

    ObjectNode report(Body body) {
        ReportScope scope = ReportScope.ofTransactions(body, storage, false);
        body.complete();
        return InsightsReports.reports(scope.groups(), group -> {
            ObjectNode json = group.head("RECURRING_TRANSACTIONS");
            ArrayNode intervals = json.putArray("intervals");
            List<Repeated> monthly = monthly(group);
            if (!monthly.isEmpty()) {
                intervals.add(interval(monthly));
            }
            return group.withAvailability(json);
        });
    }

    private static ObjectNode interval(List<Repeated> groups) {
        String currency = groups.get(0).key.currency;
        ObjectNode json = Json.object().put("interval", "MONTHLY");
        json.set("income_amount", Json.amount(sum(groups, false), currency));
        json.set("expense_amount", Json.amount(sum(groups, true), currency));
        ArrayNode array = json.putArray("transaction_groups");
        groups.forEach(group -> array.add(group.toJson()));
        return json;
    }

    private static long sum(List<Repeated> groups, boolean debit) {
        return groups.stream()
                .filter(group -> group.key.debit == debit)
                .mapToLong(Repeated::average)
                .sum();
    }

    /** Those in the currency that most of them have, what comes in first, the large ones first. */
    private static List<Repeated> monthly(Group group) {
        Map<Key, List<StoredTransaction>> candidates = group.transactions()
                .filter(StoredTransaction::isProcessed)
                .sorted(Comparator.comparing(StoredTransaction::date))
                .collect(Collectors.groupingBy(Key::of, LinkedHashMap::new, Collectors.toList()));
        List<Repeated> repeated = candidates.entrySet().stream()
                .flatMap(entry -> repeated(entry.getKey(), entry.getValue()).stream())
                .toList();
        String currency = repeated.stream()
                .collect(Collectors.groupingBy(each -> each.key.currency, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
        return repeated.stream()
                .filter(each -> each.key.currency.equals(currency))
                .sorted(Comparator.<Repeated, Boolean>comparing(each -> each.key.debit)
                        .thenComparing(Repeated::average, Comparator.reverseOrder()))
                .toList();
    }

    /** Once in every month from the first to the last, around the same day, for about the same amount. */
    private static Optional<Repeated> repeated(Key key, List<StoredTransaction> transactions) {
        Days days = days(transactions);
        if (transactions.size() < LEAST || days == null || !isEveryMonth(transactions, days)) {
            return Optional.empty();
        }
        double tolerance = transactions.size() < SURE ? ALMOST_THE_SAME : ABOUT_THE_SAME;
        List<Long> amounts =
                transactions.stream().map(StoredTransaction::amount).sorted().toList();
        boolean alike = amounts.get(amounts.size() - 1) - amounts.get(0) <= tolerance * amounts.get(amounts.size() / 2);
        return alike ? Optional.of(new Repeated(key, transactions, days)) : Optional.empty();
    }

    private static @Nullable Days days(List<StoredTransaction> transactions) {
        List<Integer> plain =
                transactions.stream().map(each -> each.date().getDayOfMonth()).toList();
        Days within = new Days(Collections.min(plain), Collections.max(plain));
        if (within.latest - within.earliest <= MOST_DAYS_APART) {
            return within;
        }
        List<Integer> over = transactions.stream()
                .map(each -> each.date().getDayOfMonth() > MOST_DAYS_APART
                        ? each.date().getDayOfMonth()
                        : each.date().getDayOfMonth()
                                + each.date().minusMonths(1).lengthOfMonth())
                .toList();
        Days across = new Days(Collections.min(over), Collections.max(over));
        return across.latest - across.earliest <= MOST_DAYS_APART ? across : null;
    }

    private static boolean isEveryMonth(List<StoredTransaction> transactions, Days days) {
        List<YearMonth> months =
                transactions.stream().map(each -> monthOf(each.date(), days)).toList();
        for (int i = 1; i < months.size(); i++) {
            if (!months.get(i).equals(months.get(0).plusMonths(i))) {
                return false;
            }
        }
        return true;
    }

    /** A day at the head of a month belongs to the month before when the payment reaches over its end. */
    private static YearMonth monthOf(LocalDate date, Days days) {
        YearMonth month = YearMonth.from(date);
        return date.getDayOfMonth() < days.earliest ? month.minusMonths(1) : month;
    }
}
