package io.github.kosmasdk.account;

import java.util.Optional;

/**
 * The references of a transaction exactly as the bank holds them.
 *
 * @param unstructured free text
 * @param structured a structured creditor reference
 * @param endToEnd the end-to-end id, for reconciliation
 * @param message the message, on the debtor's account only
 * @param opposingMessage the message for the other side
 * @param mandate the mandate of a direct debit
 * @param additionalInformation what else the bank says
 * @param national a national reference
 */
public record BankReferences(
        Optional<String> unstructured,
        Optional<String> structured,
        Optional<String> endToEnd,
        Optional<String> message,
        Optional<String> opposingMessage,
        Optional<String> mandate,
        Optional<String> additionalInformation,
        Optional<String> national) {

    /** Hides everything: texts that people write beside their money. */
    @Override
    public String toString() {
        return "BankReferences[***]";
    }
}
