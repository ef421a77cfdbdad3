package io.github.kosmasdk.insights;

/** Whether the service keeps the bank's consent, for refreshes without a login. */
public enum StoreConsent {
    /** It does not. */
    NO,
    /** It does where it can. */
    OPTIONAL,
    /** It does, or the flow fails. */
    REQUIRED
}
