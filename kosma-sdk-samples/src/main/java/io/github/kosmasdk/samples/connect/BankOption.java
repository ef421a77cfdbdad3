package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.consent.ConsentRecord;

/**
 * A connected bank to choose, where there are several.
 *
 * @param consent the consent that connects it
 * @param name its name, and since when it is connected
 */
record BankOption(String consent, String name) {

    static BankOption of(ConsentRecord consent, BankNames banks) {
        return new BankOption(consent.id(), banks.name(consent) + ", connected " + Texts.of(consent.since()));
    }
}
