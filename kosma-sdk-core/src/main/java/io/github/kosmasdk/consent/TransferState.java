package io.github.kosmasdk.consent;

/** Where a transfer stands at the bank. */
public enum TransferState {
    /** Authorised, not booked yet. */
    AUTHORIZED,
    /** Booked on the debtor's account and sent. */
    COMPLETED_DEBTOR,
    /** Received by the creditor. */
    COMPLETED_CREDITOR,
    /** Cancelled before it was executed. */
    CANCELED,
    /** Rejected by the bank. */
    REJECTED
}
