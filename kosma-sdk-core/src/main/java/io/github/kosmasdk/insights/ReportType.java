package io.github.kosmasdk.insights;

/** The reports. To name those that are wanted limits what a refresh reads; their words there are our reading of the contract. */
public enum ReportType {
    /** What the accounts are. */
    ACCOUNT_INFOS,
    /** Their balances. */
    BALANCES,
    /** Their balances day by day. */
    BALANCE_OVER_TIME,
    /** Their transactions with categories. */
    CATEGORIZATION,
    /** What comes and goes regularly. */
    RECURRING_TRANSACTIONS,
    /** Sums of categories. */
    GROUP_BY_CATEGORY,
    /** Sums of expenses, the older report. */
    EXPENSE_CATEGORIES
}
