package io.github.kosmasdk.payment;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.consent.TransferState;
import java.util.Optional;

/**
 * Where a transfer stands, and what to ask with next time.
 *
 * @param state its state, empty when the bank does not say
 * @param bankState the bank's own word, such as {@code ACSC}
 * @param next the access for the next call; it replaces the one that was used
 */
public record TransferStateAnswer(
        Optional<OpenEnum<TransferState>> state, Optional<String> bankState, TransferAccess next) {}
