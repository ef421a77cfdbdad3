package io.github.kosmasdk.consent;

import io.github.kosmasdk.OpenEnum;
import java.util.Optional;

/**
 * Where a transfer stands.
 *
 * @param transferState its state, empty when the bank does not say
 * @param bankTransferState the bank's own word, such as {@code ACSC}
 * @param transferToken the token for the next look, empty when the one that was used stays, or a vault keeps it
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
 */
public record TransferStateResult(
        Optional<OpenEnum<TransferState>> transferState,
        Optional<String> bankTransferState,
        Optional<TransferToken> transferToken) {

    /** The bank said nothing. */
    static final TransferStateResult NOTHING_SAID =
            new TransferStateResult(Optional.empty(), Optional.empty(), Optional.empty());

    TransferStateResult withoutToken() {
        return new TransferStateResult(transferState, bankTransferState, Optional.empty());
    }
}
