package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.Maps;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a call with a consent is made with. Its token is good for one call: after every call go on with the access that it
 * gave, from the answer or, when it failed, from {@link #after}. Store it before you look at the answer, and never use
 * one twice or from two places at once. A {@link ConsentVault} does all of that for you.
 *
 * @param consentId the consent
 * @param consentToken its latest token
 * @param links the link per granted call, by key such as {@code accounts}
 */
public record ConsentAccess(String consentId, ConsentToken consentToken, Map<String, ApiLink> links) {

    /** Checks the parts; absent links are an empty map. */
    public ConsentAccess {
        Objects.requireNonNull(consentId, "consent_id");
        Objects.requireNonNull(consentToken, "consent_token");
        links = Maps.copy(links);
    }

    /**
     * The access for the first call.
     *
     * @param consent the consent
     * @return the access
     */
    public static ConsentAccess of(Consent consent) {
        return new ConsentAccess(consent.consentId(), consent.consentToken(), consent.consents());
    }

    /**
     * The access to go on with after a call that failed with an error answer.
     *
     * @param failure how it failed
     * @return the access with the token that the answer brought; without one, this one again where it was not used up: the
     *     API token was refused, the request was too early or invalid, or the consent was used too often today. Empty when
     *     this access is dead
     */
    public Optional<ConsentAccess> after(KosmaApiException failure) {
        return failure.rotatedTokens()
                .consentToken()
                .map(ConsentToken::new)
                .map(this::next)
                .or(() -> CallOutcome.leavesTokenUnused(failure) ? Optional.of(this) : Optional.empty());
    }

    ConsentAccess next(ConsentToken token) {
        return new ConsentAccess(consentId, token, links);
    }

    ApiLink link(String call) {
        ApiLink link = links.get(call);
        if (link == null) {
            throw new KosmaUsageException("This consent does not grant '" + call + "', only " + links.keySet()
                    + ": ask for it in the consent scope of the session, and let the consumer log in again");
        }
        return link;
    }

    /**
     * Writes the access, to be read again by {@link #fromJson}. The text holds the token: keep it as a secret.
     *
     * @return the access as JSON
     */
    public String toJson() {
        return KosmaJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the text
     * @return the access
     * @throws KosmaUsageException when the text is not an access
     */
    public static ConsentAccess fromJson(String json) {
        return KosmaJson.read(json, ConsentAccess.class);
    }

    /** What is granted; id and token stay hidden. */
    @Override
    public String toString() {
        return "ConsentAccess" + links.keySet();
    }
}
