package io.github.kosmasdk.insights;

/** Whether a report is made for each account or for all together. */
public enum CombineAccounts {
    /** One report for each account. */
    NONE,
    /** One report of all accounts. */
    ALL
}
