package io.github.kosmasdk.insights.derived;

/** Why a signal says less than it could. */
public enum Caveat {
    /** There is no booking at all. */
    NO_BOOKINGS("there is no booking in these days", true),
    /** Less than three full months. */
    TOO_FEW_MONTHS("less than three full months are known, so averages say little", true),
    /** Less than six full months. */
    FEW_MONTHS("less than six full months are known, so what comes seldom is missing", false),
    /** Nothing was found that counts as income. */
    NO_INCOME("nothing was found that counts as income", true),
    /** There is income, but none with a rhythm that still goes on. */
    NO_REGULAR_INCOME("no income was found that comes regularly and still goes on", true),
    /** No booking has a category, so everything that came in counts as income. */
    NO_CATEGORIES("no booking has a category, so everything that came in counts as income", true),
    /** More than a tenth of the money that came in has no category, and does not count as income. */
    MANY_WITHOUT_CATEGORY("more than a tenth of what came in has no category, so it does not count as income", true),
    /** Some of the money that came in has no category, and does not count as income. */
    SOME_WITHOUT_CATEGORY("some of what came in has no category, so it does not count as income", false),
    /** Reports do not cover all days, or the service does not say that their data is complete. */
    INCOMPLETE_DATA("the data does not cover all of these days", true),
    /** Bookings or balances in another currency were left out. */
    OTHER_CURRENCIES("bookings or balances in other currencies were left out", false),
    /** Rows were left out: booked ones without a day or a direction, or those in a state that is not known. */
    UNREADABLE_ROWS("rows without a day, a direction or a known state were left out", false),
    /** No IBAN of the consumer's own is known, or not that of each account, so transfers between own accounts may count. */
    OWN_ACCOUNTS_UNKNOWN(
            "not all of the consumer's own accounts are known, so transfers between them may count", false),
    /** The service reports payments that recur in an interval that is none of {@link Rhythm}. */
    UNKNOWN_INTERVAL("the service reports payments that recur in an interval that is not known here", false),
    /** Payments of whose other side neither IBAN nor name is known cannot be told apart, and never count as regular. */
    PARTNERS_UNKNOWN("some payments do not say who the other side is, so none of them counts as regular", false),
    /** No balances were given. */
    NO_BALANCES("no balances are known", false),
    /** There are accounts without any known balance; {@link Affordability#accountsWithoutBalances} has them. */
    ACCOUNTS_WITHOUT_BALANCES("of some accounts no balance is known, so they may be lower or overdrawn", false),
    /** Balances are not known for every day. */
    BALANCE_GAPS("balances are not known for every day", false);

    private final String sentence;
    private final boolean serious;

    Caveat(String sentence, boolean serious) {
        this.sentence = sentence;
        this.serious = serious;
    }

    /**
     * The reason in plain words.
     *
     * @return a part of a sentence
     */
    public String sentence() {
        return sentence;
    }

    /**
     * Whether a decision should not rest on the signal alone.
     *
     * @return {@code true} when it should not
     */
    public boolean isSerious() {
        return serious;
    }
}
