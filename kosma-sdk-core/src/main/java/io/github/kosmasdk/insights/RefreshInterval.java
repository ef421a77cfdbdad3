package io.github.kosmasdk.insights;

/** How often an account is refreshed by itself. */
public enum RefreshInterval {
    /** Once a day. */
    DAILY,
    /** Once a week. */
    WEEKLY,
    /** As often as the bank allows without the consumer. */
    AS_OFTEN_AS_POSSIBLE
}
