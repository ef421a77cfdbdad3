package io.github.kosmasdk.kyc;

/** The four answers of the EPC's Verification of Payee scheme. */
public enum Verdict {
    /** The name is the holder's, and the account the claimed one. */
    MATCH,
    /** Nearly the holder's name: show {@link OwnershipResult#nameToShow()} and let the customer decide. */
    CLOSE_MATCH,
    /** Another name, or another account. */
    NO_MATCH,
    /** There is nothing to compare, or it cannot be compared. Says nothing about the customer. */
    NOT_POSSIBLE
}
