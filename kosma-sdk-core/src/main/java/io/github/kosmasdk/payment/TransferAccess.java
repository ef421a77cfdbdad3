package io.github.kosmasdk.payment;

import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.internal.mask.Masks;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the state of a transfer is asked with. Both of its tokens are good for one call: after every call go on with the
 * access that it gave, from the answer or, when it failed, from {@link #after}. Store it before you look at the answer,
 * and never use one twice or from two places at once.
 *
 * @param consentId the consent
 * @param consentToken its latest token
 * @param transferId the transfer
 * @param transferToken its latest token
 */
public record TransferAccess(
        String consentId, ConsentToken consentToken, String transferId, TransferToken transferToken) {

    /** Checks the parts. */
    public TransferAccess {
        Objects.requireNonNull(consentId, "consent_id");
        Objects.requireNonNull(consentToken, "consent_token");
        Objects.requireNonNull(transferId, "transfer_id");
        Objects.requireNonNull(transferToken, "transfer_token");
    }

    /**
     * The access for the first call.
     *
     * @param consent the consent of the transfer's session, which asked for the scope {@code transfer}
     * @param transfer the transfer
     * @return the access, empty when the bank gave no id or no token for the transfer: then its state cannot be asked
     */
    public static Optional<TransferAccess> of(Consent consent, TransferResult transfer) {
        return transfer.transferId()
                .flatMap(id -> transfer.transferToken()
                        .map(token -> new TransferAccess(consent.consentId(), consent.consentToken(), id, token)));
    }

    /**
     * The access to go on with after a call that failed with an error answer.
     *
     * @param failure how it failed
     * @return the access with the tokens that the answer brought; without any, this one again where it was not used up:
     *     the API token was refused, the request was too early or invalid, or the consent was used too often today. Empty
     *     when this access is dead. A consent token alone is in {@link KosmaApiException#rotatedTokens()}
     */
    public Optional<TransferAccess> after(KosmaApiException failure) {
        RotatedTokens tokens = failure.rotatedTokens();
        if (tokens.equals(RotatedTokens.NONE)) {
            return isNotUsedUpBy(failure) ? Optional.of(this) : Optional.empty();
        }
        return tokens.consentToken().isPresent() && tokens.transferToken().isPresent()
                ? Optional.of(next(tokens.consentToken(), tokens.transferToken()))
                : Optional.empty();
    }

    private static boolean isNotUsedUpBy(KosmaApiException failure) {
        return failure instanceof KosmaAuthenticationException
                || failure.status() == 429
                || failure.code().equals("badRequest")
                || failure.category().isA(ErrorCategory.CONSENT_LIMIT_EXCEEDED);
    }

    ConsentAccess consent() {
        return new ConsentAccess(consentId, consentToken, Map.of());
    }

    TransferAccess next(Optional<String> consent, Optional<String> transfer) {
        return new TransferAccess(
                consentId,
                consent.map(ConsentToken::new).orElse(consentToken),
                transferId,
                transfer.map(TransferToken::new).orElse(transferToken));
    }

    /**
     * Writes the access, to be read again by {@link #fromJson}. The text holds both tokens: keep it as a secret.
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
    public static TransferAccess fromJson(String json) {
        return KosmaJson.read(json, TransferAccess.class);
    }

    /** The start of the transfer's id; the rest stays hidden. */
    @Override
    public String toString() {
        return "TransferAccess[" + Masks.id(transferId) + "]";
    }
}
