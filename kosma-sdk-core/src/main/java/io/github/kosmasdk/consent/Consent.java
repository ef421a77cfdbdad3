package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.Maps;
import java.util.Map;
import java.util.Objects;

/**
 * A consent as a session gives it.
 *
 * @param consentId its id
 * @param consentToken the token for the first call with it; every fetch gives a new one, and the one before is dead
 * @param consents the link per granted call, by key such as {@code accounts}
 */
public record Consent(String consentId, ConsentToken consentToken, Map<String, ApiLink> consents) {

    /** Checks the parts; absent links are an empty map. */
    public Consent {
        Objects.requireNonNull(consentId, "consent_id");
        Objects.requireNonNull(consentToken, "consent_token");
        consents = Maps.copy(consents);
    }

    /** What was granted; id and token stay hidden. */
    @Override
    public String toString() {
        return "Consent" + consents.keySet();
    }
}
