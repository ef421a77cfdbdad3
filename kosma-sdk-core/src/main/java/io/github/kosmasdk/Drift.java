package io.github.kosmasdk;

import java.util.Objects;

/**
 * Something in an answer that this version of the SDK does not know: the service has moved on.
 *
 * @param kind what is not known
 * @param where the names of the members on the way to it, such as {@code data.result.accounts[].holder_kind}; never a
 *     value. A name that does not look like one is a question mark, so that it can be the tag of a metric
 */
public record Drift(Kind kind, String where) {

    /** What is not known. */
    public enum Kind {
        /** A member. It is left out. */
        MEMBER,
        /** A word of a list that is open: see {@link OpenEnum}. */
        WORD
    }

    /** Checks the parts. */
    public Drift {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(where, "where");
    }

    @Override
    public String toString() {
        return (kind == Kind.MEMBER ? "the member " : "the word of ") + where;
    }
}
