package io.github.kosmasdk.consent;

import java.util.Objects;

/**
 * The token with which the state of one transfer can be asked for. A secret, good for one call: each answer brings the
 * next one. Banks let it live for a day or so, whatever the lifetime of the consent.
 *
 * @param value the token as it came
 */
public record TransferToken(String value) {

    /** Checks the part. */
    public TransferToken {
        Objects.requireNonNull(value, "transfer_token");
    }

    @Override
    public String toString() {
        return "TransferToken[***]";
    }
}
