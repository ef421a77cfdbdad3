package io.github.kosmasdk.consent;

import java.util.Objects;

/**
 * The token of a consent. A secret, good for one call: each answer brings the next one, and the one before is dead.
 *
 * @param value the token as it came
 */
public record ConsentToken(String value) {

    /** Checks the part. */
    public ConsentToken {
        Objects.requireNonNull(value, "consent_token");
    }

    @Override
    public String toString() {
        return "ConsentToken[***]";
    }
}
