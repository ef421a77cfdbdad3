package io.github.kosmasdk.account;

/** Whether the consumer picks from the accounts in an accounts flow. */
public enum AccountsSelection {
    /** No: all accounts are given. */
    NO_SELECTION,
    /** Exactly one. */
    SINGLE_ACCOUNT,
    /** One or more. */
    MULTIPLE_ACCOUNTS
}
