package io.github.kosmasdk.insights;

/**
 * How transactions or sums are ordered.
 *
 * @param order the direction
 * @param field by what
 */
public record OrderBy(Order order, Field field) {

    /** The direction. */
    public enum Order {
        /** Small, old and A first. */
        ASC,
        /** Large, new and Z first. */
        DESC
    }

    /** By what. */
    public enum Field {
        /** By the amount without its sign. */
        AMOUNT,
        /** By the amount with its sign; in the categorization report only. */
        AMOUNT_WITH_TYPE,
        /** By day. */
        DATE,
        /** By category. */
        CATEGORY,
        /** By brand. */
        BRAND
    }

    /**
     * Small, old and A first.
     *
     * @param field by what
     * @return the order
     */
    public static OrderBy ascending(Field field) {
        return new OrderBy(Order.ASC, field);
    }

    /**
     * Large, new and Z first.
     *
     * @param field by what
     * @return the order
     */
    public static OrderBy descending(Field field) {
        return new OrderBy(Order.DESC, field);
    }
}
