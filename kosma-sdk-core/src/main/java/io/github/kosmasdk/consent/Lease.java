package io.github.kosmasdk.consent;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The right to make a call with a consent, held by one call at a time. It ends when it is given back or when its time is
 * over.
 *
 * @param holder who has it: opaque to a store, up to 1,000 characters
 * @param until when its time is over, to the microsecond
 * @param abandonedBy who held it before and never gave it back; empty when it was free
 */
public record Lease(String holder, Instant until, Optional<String> abandonedBy) {

    /** Checks the parts. */
    public Lease {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(abandonedBy, "abandonedBy");
    }

    /** Until when; the holder names an account and stays hidden. */
    @Override
    public String toString() {
        return "Lease[until " + until + "]";
    }
}
