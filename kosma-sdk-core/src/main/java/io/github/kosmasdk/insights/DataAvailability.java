package io.github.kosmasdk.insights;

/** How much of the days of a report the stored data covers. */
public enum DataAvailability {
    /** All of them. */
    COMPLETE,
    /** Some of them. */
    PARTIAL,
    /** None. */
    NONE
}
