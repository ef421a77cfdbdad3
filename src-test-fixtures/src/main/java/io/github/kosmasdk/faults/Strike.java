package io.github.kosmasdk.faults;

import java.util.Random;

/**
 * A fault that strikes once in a direction of a connection.
 *
 * @param kind what happens
 * @param after how many bytes pass before it
 * @param within how many more pass at most, by chance
 */
record Strike(Kind kind, long after, long within) {

    enum Kind {
        CUT,
        RESET,
        HALF_CLOSE,
        BLACK_HOLE
    }

    static Strike after(Kind kind, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a fault cannot strike before the first byte: " + bytes);
        }
        return new Strike(kind, bytes, 0);
    }

    static Strike within(Kind kind, long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a fault needs at least one byte to strike at: " + bytes);
        }
        return new Strike(kind, 0, bytes - 1);
    }

    /** How many bytes pass before it on one connection. */
    long draw(Random dice) {
        return within == 0 ? after : after + (long) (dice.nextDouble() * (within + 1));
    }
}
