package io.github.kosmasdk.payment;

import java.io.Serializable;
import java.util.Objects;

/**
 * A rule that a transfer breaks.
 *
 * @param member the member on the wire, such as {@code to.iban}
 * @param message what is wrong with it, in words that go on after its name; never the value of an account
 */
public record TransferProblem(String member, String message) implements Serializable {

    /** Checks the parts. */
    public TransferProblem {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(message, "message");
    }

    /** Such as {@code to.iban has wrong check digits}. */
    @Override
    public String toString() {
        return member + " " + message;
    }
}
