package io.github.kosmasdk.account;

/** Which transfers an account can make. */
public enum TransferType {
    /** None. */
    NONE,
    /** Domestic ones only. */
    DOMESTIC,
    /** All. */
    FULL,
    /** Only to one fixed account. */
    REFERENCE,
    /** Some, with limits. */
    RESTRICTED
}
