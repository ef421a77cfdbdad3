package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.consent.TokenProtection.PlainText;
import io.github.kosmasdk.error.KosmaUsageException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens at rest. */
class TokenProtectionTest {

    private static final String OLD_KEY = key(1);
    private static final String NEW_KEY = key(2);
    private static final ConsentToken TOKEN = new ConsentToken("eyJhbGciOiJSUzI1NiJ9.eyJ2IjoxfQ.c2ln");

    private final TokenProtection old = TokenProtection.aesGcm("old", OLD_KEY);

    static String key(int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void whatIsStoredTellsNothingAndIsReadAgain() {
        ProtectedToken stored = old.protect("v1", "c1", TOKEN);
        assertThat(stored.keyId()).contains("old");
        assertThat(stored.value()).isASCII().doesNotContain("eyJ", "c2ln");
        assertThat(new String(Base64.getDecoder().decode(stored.value()), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("eyJ");
        assertThat(old.reveal("v1", "c1", stored)).isEqualTo(TOKEN);
    }

    @Test
    void theSameTokenNeverLooksTheSame() {
        assertThat(old.protect("v1", "c1", TOKEN)).isNotEqualTo(old.protect("v1", "c1", TOKEN));
    }

    @ParameterizedTest
    @CsvSource({"v2, c1", "v1, c2", "v1c, 1"})
    void aTokenInAnotherRowCannotBeRead(String id, String consentId) {
        ProtectedToken stored = old.protect("v1", "c1", TOKEN);
        assertThatThrownBy(() -> old.reveal(id, consentId, stored)).isInstanceOf(TokenProtectionException.class);
    }

    @Test
    void anAlteredTokenIsNotRead() {
        ProtectedToken stored = old.protect("v1", "c1", TOKEN);
        byte[] bytes = Base64.getDecoder().decode(stored.value());
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            ProtectedToken changed =
                    new ProtectedToken(stored.keyId(), Base64.getEncoder().encodeToString(altered));
            assertThatThrownBy(() -> old.reveal("v1", "c1", changed))
                    .isInstanceOf(TokenProtectionException.class)
                    .hasMessageContaining("altered");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not Base64!", "AAAAAAAAAAAAAAAA"})
    void whatIsNoTokenIsNotRead(String value) {
        assertThatThrownBy(() -> old.reveal("v1", "c1", new ProtectedToken(Optional.of("old"), value)))
                .isInstanceOf(TokenProtectionException.class);
    }

    @Test
    void aKeyCanBeChanged() {
        ProtectedToken before = old.protect("v1", "c1", TOKEN);
        TokenProtection prepared = old.readingKey("new", NEW_KEY);
        TokenProtection changed = TokenProtection.aesGcm("new", NEW_KEY).readingKey("old", OLD_KEY);
        ProtectedToken after = changed.protect("v1", "c1", TOKEN);

        assertThat(prepared.reveal("v1", "c1", after)).isEqualTo(TOKEN);
        assertThat(changed.reveal("v1", "c1", before)).isEqualTo(TOKEN);
        assertThat(changed.isCurrent(before)).isFalse();
        assertThat(changed.isCurrent(after)).isTrue();
    }

    @Test
    void encryptionCanBeTakenUp() {
        TokenProtection none = TokenProtection.none(PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR);
        TokenProtection prepared = none.readingKey("new", NEW_KEY);
        TokenProtection changed = TokenProtection.aesGcm("new", NEW_KEY).readingPlainText();
        ProtectedToken before = prepared.protect("v1", "c1", TOKEN);
        ProtectedToken after = changed.protect("v1", "c1", TOKEN);

        assertThat(before).isEqualTo(none.protect("v1", "c1", TOKEN));
        assertThat(prepared.reveal("v1", "c1", after)).isEqualTo(TOKEN);
        assertThat(changed.reveal("v1", "c1", before)).isEqualTo(TOKEN);
        assertThat(changed.isCurrent(before)).isFalse();
    }

    @Test
    void aKeyThatIsMissingIsNamed() {
        ProtectedToken stored = old.protect("v1", "c1", TOKEN);
        assertThatThrownBy(() -> TokenProtection.aesGcm("new", NEW_KEY).reveal("v1", "c1", stored))
                .isInstanceOf(TokenProtectionException.class)
                .hasMessageContaining("'old'")
                .hasMessageContaining("[new]");
    }

    @Test
    void anotherKeyOfTheSameNameIsToldApart() {
        ProtectedToken stored = old.protect("v1", "c1", TOKEN);
        assertThatThrownBy(() -> TokenProtection.aesGcm("old", NEW_KEY).reveal("v1", "c1", stored))
                .isInstanceOf(TokenProtectionException.class)
                .hasMessageContaining("another key of that name");
    }

    @Test
    void inTheClearOnlyWhereSomebodyWroteThatDown() {
        TokenProtection none = TokenProtection.none(PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR);
        ProtectedToken stored = none.protect("v1", "c1", TOKEN);
        assertThat(stored).isEqualTo(new ProtectedToken(Optional.empty(), TOKEN.value()));
        assertThat(none.reveal("v1", "c1", stored)).isEqualTo(TOKEN);

        assertThatThrownBy(() -> old.reveal("v1", "c1", stored))
                .isInstanceOf(TokenProtectionException.class)
                .hasMessageContaining("in the clear");
        assertThat(old.readingPlainText().reveal("v1", "c1", stored)).isEqualTo(TOKEN);
        assertThat(old.readingPlainText().isCurrent(stored)).isFalse();
        assertThatThrownBy(() -> none.reveal("v1", "c1", old.protect("v1", "c1", TOKEN)))
                .isInstanceOf(TokenProtectionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not Base64!"})
    void whatIsNoKeyIsRefusedWithoutBeingTold(String key) {
        assertThatThrownBy(() -> TokenProtection.aesGcm("k1", key))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("'k1'");
        assertThatThrownBy(() -> TokenProtection.aesGcm(" ", OLD_KEY)).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> old.readingKey("old", NEW_KEY)).isInstanceOf(KosmaUsageException.class);
    }

    @Test
    void nothingIsTold() {
        assertThat(old).asString().contains("old").doesNotContain(OLD_KEY);
        assertThat(old.protect("v1", "c1", TOKEN)).asString().isEqualTo("ProtectedToken[key old]");
        assertThat(new ProtectedToken(Optional.empty(), "eyJ")).asString().doesNotContain("eyJ");
    }
}
