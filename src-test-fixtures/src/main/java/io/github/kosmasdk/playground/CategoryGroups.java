package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.ReportScope.Group;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reports that count and sum up by category. Callers hold the storage's monitor. */
final class CategoryGroups {
    private final InsightsStorage storage;

    CategoryGroups(InsightsStorage storage) {
        this.storage = storage;
    }

    private enum Split {
        MONTH
    }

    /** A row of the report, as it is counted. */
    private record Key(Category category, String currency) {}

    private record Row(Key key, List<StoredTransaction> transactions, boolean signed) {
        long sum() {
            return sum(transactions);
        }

        long sum(Collection<StoredTransaction> some) {
            return some.stream()
                    .mapToLong(signed ? StoredTransaction::signedAmount : StoredTransaction::amount)
                    .sum();
        }

        ObjectNode toJson(List<Window> months) {
            ObjectNode json = key.category.toJson().put("count", transactions.size());
            json.set("sum", Json.amount(sum(), key.currency));
            if (!months.isEmpty()) {
                ArrayNode splits = json.putArray("splits");
                months.forEach(month -> splits.add(split(month)));
            }
            return json;
        }

        private ObjectNode split(Window month) {
            List<StoredTransaction> within = transactions.stream()
                    .filter(transaction -> month.contains(transaction.date()))
                    .toList();
            ObjectNode json = Json.object()
                    .put("from_date", month.from().toString())
                    .put("to_date", month.to().toString())
                    .put("count", within.size());
            json.set("sum", Json.amount(sum(within), key.currency));
            return json;
        }
    }

    ObjectNode groupByCategory(Body body) {
        TransactionFilter filter = TransactionFilter.of(body);
        return report(body, "GROUP_BY_CATEGORY", filter, filter.type() == null);
    }

    /** What went out. */
    ObjectNode expenseCategory(Body body) {
        return report(body, "EXPENSE_CATEGORIES", TransactionFilter.of(body).ofType("DEBIT"), false);
    }

    private ObjectNode report(Body body, String type, TransactionFilter filter, boolean signed) {
        ReportScope scope = ReportScope.ofTransactions(body, storage, true);
        Set<String> excluded = InsightsMembers.set(body, "excluded_categories");
        Ordering ordering = Ordering.of(body);
        Split split = body.oneOf("split_by", Split.class, false);
        Integer firstDay = body.positive("split_by_month_adjusted_day");
        if (firstDay != null && firstDay > 31) {
            body.reject("split_by_month_adjusted_day", "INVALID_VALUE", "must be a day of a month");
        }
        body.complete();
        return InsightsReports.reports(scope.groups(), group -> {
            List<Window> months = split == null ? List.of() : months(group.frame(), firstDay == null ? 1 : firstDay);
            ObjectNode json = group.head(type);
            ArrayNode categories = json.putArray("categories");
            rows(group, filter, excluded, signed).stream()
                    .sorted(order(ordering))
                    .forEach(row -> categories.add(row.toJson(months)));
            return group.withAvailability(json);
        });
    }

    private static List<Row> rows(
            Group group, TransactionFilter filter, @Nullable Set<String> excluded, boolean signed) {
        Map<Key, List<StoredTransaction>> byCategory = new LinkedHashMap<>();
        group.transactions()
                .filter(filter)
                .forEach(transaction -> transaction.categories(filter.onlyMainCategory()).stream()
                        .filter(category -> filter.categoryIds() == null
                                || filter.categoryIds().contains(category.id()))
                        .filter(category -> excluded == null || !excluded.contains(category.id()))
                        .forEach(category -> byCategory
                                .computeIfAbsent(new Key(category, transaction.currency()), key -> new ArrayList<>())
                                .add(transaction)));
        return byCategory.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue(), signed))
                .toList();
    }

    /** Without a wish the largest sums come first. */
    private static Comparator<Row> order(Ordering ordering) {
        Comparator<Row> byAmount = Comparator.comparingLong(row -> Math.abs(row.sum()));
        Comparator<Row> byName = Comparator.comparing(row -> row.key.category.name());
        return ordering.<Row>by(field -> switch (field) {
                    case AMOUNT -> byAmount;
                    case AMOUNT_WITH_TYPE -> Comparator.comparingLong(Row::sum);
                    case CATEGORY -> byName;
                    case DATE, BRAND -> (one, other) -> 0;
                })
                .orElse(byAmount.reversed())
                .thenComparing(byName);
    }

    /** The months of a frame, each beginning on this day or, where a month has none such, on its last; cut to the frame. */
    private static List<Window> months(Window frame, int firstDay) {
        List<Window> months = new ArrayList<>();
        YearMonth month = YearMonth.from(frame.from()).minusMonths(1);
        while (!start(month, firstDay).isAfter(frame.to())) {
            Window whole = new Window(
                    start(month, firstDay), start(month.plusMonths(1), firstDay).minusDays(1));
            Window cut = whole.intersection(frame);
            if (cut != null) {
                months.add(cut);
            }
            month = month.plusMonths(1);
        }
        return months;
    }

    private static LocalDate start(YearMonth month, int day) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }
}
