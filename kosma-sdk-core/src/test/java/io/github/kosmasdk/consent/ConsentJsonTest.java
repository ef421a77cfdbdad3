package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of a consent that a store keeps as a text. */
class ConsentJsonTest {

    @ParameterizedTest
    @MethodSource("io.github.kosmasdk.consent.ConsentStoreContract#consents")
    void isReadAsItWasWritten(StoredConsent consent) {
        String json = KosmaJson.write(consent.details());
        assertThat(KosmaJson.read(json, ConsentDetails.class)).isEqualTo(consent.details());
    }
}
