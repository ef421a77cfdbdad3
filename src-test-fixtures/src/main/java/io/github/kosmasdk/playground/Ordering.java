package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Categoriser.Brand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The order that a request wishes. */
record Ordering(List<Wish> wishes) {

    private enum Direction {
        ASC,
        DESC
    }

    /** What can be ordered by. */
    enum Field {
        AMOUNT,
        AMOUNT_WITH_TYPE,
        DATE,
        CATEGORY,
        BRAND
    }

    /** One of several, the first counts most. */
    record Wish(Field field, boolean descending) {}

    static Ordering of(Body body) {
        List<Wish> wishes = new ArrayList<>();
        for (Body each : body.objects("order")) {
            each.requiredText("field");
            Field field = each.oneOf("field", Field.class, false);
            Direction direction = each.oneOf("order", Direction.class, false);
            if (field != null) {
                wishes.add(new Wish(field, direction == Direction.DESC));
            }
        }
        return new Ordering(wishes);
    }

    /** Without a wish the newest come first; what is equal stays in the order of the storage. */
    Comparator<StoredTransaction> ofTransactions() {
        return by(Ordering::ofTransactions)
                .orElse(Comparator.comparing(StoredTransaction::date).reversed());
    }

    private static Comparator<StoredTransaction> ofTransactions(Field field) {
        return switch (field) {
            case AMOUNT -> Comparator.comparingLong(StoredTransaction::amount);
            case AMOUNT_WITH_TYPE -> Comparator.comparingLong(StoredTransaction::signedAmount);
            case DATE -> Comparator.comparing(StoredTransaction::date);
            case CATEGORY ->
                Comparator.comparing(
                        transaction -> transaction.categories().get(0).name());
            case BRAND ->
                Comparator.comparing(
                        transaction -> transaction.brand().map(Brand::name).orElse(""));
        };
    }

    /** The comparator of all wishes together, nothing when there is none; a field can be of no meaning for what is ordered. */
    <T> Optional<Comparator<T>> by(Function<Field, Comparator<T>> ofField) {
        return wishes.stream()
                .map(wish -> {
                    Comparator<T> comparator = ofField.apply(wish.field());
                    return wish.descending() ? comparator.reversed() : comparator;
                })
                .reduce(Comparator::thenComparing);
    }
}
