package io.github.kosmasdk.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    /** Tells it from other tokens, and does not give it away. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ConsentToken[***]";
    }
}
