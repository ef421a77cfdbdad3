package io.github.kosmasdk.consent;

import java.util.Objects;
import java.util.Optional;

/**
 * A consent token as a store keeps it: encrypted, unless the vault was told to keep tokens in the clear.
 *
 * @param keyId the key it was encrypted with, empty when it is in the clear
 * @param value ASCII, up to some 4,000 characters; stored and given back as it is
 */
public record ProtectedToken(Optional<String> keyId, String value) {

    /** Checks the parts. */
    public ProtectedToken {
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(value, "value");
    }

    /** Which key; the value stays hidden. */
    @Override
    public String toString() {
        return "ProtectedToken[" + keyId.map(id -> "key " + id).orElse("in the clear") + "]";
    }
}
