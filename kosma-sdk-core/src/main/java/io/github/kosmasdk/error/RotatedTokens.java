package io.github.kosmasdk.error;

import java.util.Objects;
import java.util.Optional;

/**
 * The tokens that an error answer to a call with a consent brought, in place of those the call used up. Secrets.
 *
 * @param consentToken the next consent token, empty when there was none
 * @param transferToken the next transfer token, empty when there was none
 */
public record RotatedTokens(Optional<String> consentToken, Optional<String> transferToken) {

    /** None came. */
    public static final RotatedTokens NONE = new RotatedTokens(Optional.empty(), Optional.empty());

    /** Checks the parts. */
    public RotatedTokens {
        Objects.requireNonNull(consentToken, "consent_token");
        Objects.requireNonNull(transferToken, "transfer_token");
    }

    /** Which came; the tokens stay hidden. */
    @Override
    public String toString() {
        return "RotatedTokens[" + (consentToken.isPresent() ? "consent" : "")
                + (consentToken.isPresent() && transferToken.isPresent() ? ", " : "")
                + (transferToken.isPresent() ? "transfer" : "") + "]";
    }
}
