package io.github.kosmasdk.account;

/** The known states of a transaction. */
public enum TransactionState {
    /** Booked. */
    PROCESSED,
    /** Announced, not booked yet; has no {@code transaction_id} and can still change or vanish. */
    PENDING,
    /** Canceled. */
    CANCELED,
    /** Failed. */
    FAILED
}
