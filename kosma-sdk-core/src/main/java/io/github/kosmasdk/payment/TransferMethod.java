package io.github.kosmasdk.payment;

import java.util.Locale;

/** How a SEPA transfer moves. */
public enum TransferMethod {
    /** SEPA credit transfer: on the next banking day. */
    SCT,
    /** SEPA instant credit transfer: within seconds, where both banks can. */
    SCT_INSTANT;

    /**
     * The word of a transfer's request; lists of what a bank offers have it in upper case.
     *
     * @return the word, in lower case
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
