package io.github.kosmasdk.account;

/** How the money moved. */
public enum TransactionMethod {
    /** A credit transfer. */
    TRANSFER,
    /** A direct debit. */
    DIRECT_DEBIT,
    /** An instant credit transfer. */
    INSTANT,
    /** The service does not know. */
    UNKNOWN
}
