package io.github.kosmasdk.account;

/** The direction of a transaction. Amounts are unsigned; this is their sign. */
public enum TransactionType {
    /** Money came in. */
    CREDIT,
    /** Money went out. */
    DEBIT
}
