package io.github.kosmasdk.insights.derived;

import java.util.Set;

/** How much a signal says, by its caveats. */
public enum Confidence {
    /** No caveat. */
    HIGH,
    /** Some caveats, none of them serious. */
    MEDIUM,
    /** A serious caveat. */
    LOW;

    static Confidence of(Set<Caveat> caveats) {
        return caveats.isEmpty() ? HIGH : caveats.stream().anyMatch(Caveat::isSerious) ? LOW : MEDIUM;
    }
}
