package io.github.kosmasdk.insights;

/** What a balances report requires of each account. */
public enum BalanceAvailability {
    /** One of the two amounts: without both the report is refused. */
    BALANCE_OR_AVAILABLE,
    /** Nothing: what is missing is left out. */
    NONE
}
