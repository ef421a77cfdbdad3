package io.github.kosmasdk.payment;

import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.internal.mask.Masks;
import java.util.Optional;

/**
 * What a transfer flow results in: the transfer was initiated. The bank can still reject it. Every member can be
 * missing; a flow that finished without any of them initiated its transfer all the same.
 *
 * @param transferId its id, for {@link ReactivePaymentsClient#transferState}
 * @param transferToken the token for the first look at its state
 * @param transfer what was initiated, as far as the bank says
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/transfer.html">Transfer</a>
 */
public record TransferResult(
        Optional<String> transferId, Optional<TransferToken> transferToken, Optional<Transfer> transfer) {

    /** Nothing but that it was initiated. */
    static final TransferResult NOTHING_SAID = new TransferResult(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The kind of flow, as the wire names it.
     *
     * @return the key of {@link PaymentFlows#TRANSFER}
     */
    public String type() {
        return PaymentFlows.TRANSFER.key();
    }

    /** The start of the id; the token and the amount stay hidden. */
    @Override
    public String toString() {
        return "TransferResult[" + transferId.map(Masks::id).orElse("no id") + "]";
    }
}
