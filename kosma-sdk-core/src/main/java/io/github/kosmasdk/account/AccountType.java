package io.github.kosmasdk.account;

/** The kinds of accounts. */
public enum AccountType {
    /** A payment account. */
    DEFAULT,
    /** A savings account. */
    SAVING,
    /** A credit card account. */
    CREDITCARD,
    /** A securities account. */
    DEPOT
}
