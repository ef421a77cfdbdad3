package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenEnumTest {

    enum Method {
        SCT,
        SCT_INSTANT,
        SPECIAL {}
    }

    enum Other {
        SCT
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCT_INSTANT", "sct_instant", "Sct_Instant"})
    void knowsAConstantHoweverItIsWritten_andKeepsTheText(String wireText) {
        OpenEnum<Method> method = OpenEnum.of(Method.class, wireText);

        assertThat(method.known()).contains(Method.SCT_INSTANT);
        assertThat(method.is(Method.SCT_INSTANT)).isTrue();
        assertThat(method.is(Method.SCT)).isFalse();
        assertThat(method.isKnown()).isTrue();
        assertThat(method.value()).isEqualTo(wireText);
        assertThat(method).hasToString(wireText).isEqualTo(OpenEnum.of(Method.SCT_INSTANT));
        assertThat(method).hasSameHashCodeAs(OpenEnum.of(Method.SCT_INSTANT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TARGET2", "", " SCT", "sct instant"})
    void keepsAnUnknownWord(String wireText) {
        OpenEnum<Method> method = OpenEnum.of(Method.class, wireText);

        assertThat(method.known()).isEmpty();
        assertThat(method.isKnown()).isFalse();
        assertThat(method.is(Method.SCT)).isFalse();
        assertThat(method).hasToString(wireText);
        assertThat(method.value()).isEqualTo(wireText);
    }

    @Test
    void unknownWordsAreEqualByTextAndEnum() {
        assertThat(OpenEnum.of(Method.class, "NEW")).isEqualTo(OpenEnum.of(Method.class, "NEW"));
        assertThat(OpenEnum.of(Method.class, "NEW")).hasSameHashCodeAs(OpenEnum.of(Method.class, "NEW"));
        assertThat(OpenEnum.of(Method.class, "NEW")).isNotEqualTo(OpenEnum.of(Method.class, "new"));
        assertThat((Object) OpenEnum.of(Method.class, "NEW")).isNotEqualTo(OpenEnum.of(Other.class, "NEW"));
        assertThat((Object) OpenEnum.of(Method.SCT)).isNotEqualTo(OpenEnum.of(Other.SCT));
        assertThat(OpenEnum.of(Method.SCT)).isNotEqualTo(OpenEnum.of(Method.class, "NEW"));
        assertThat((Object) OpenEnum.of(Method.SCT)).isNotEqualTo("SCT");
    }

    @Test
    void knownConstantsAreNeverAllocatedAgain() {
        assertThat(OpenEnum.of(Method.class, "SCT"))
                .isSameAs(OpenEnum.of(Method.class, "SCT"))
                .isSameAs(OpenEnum.of(Method.SCT));
    }

    @Test
    void constantsWithABodyAreConstantsOfTheirEnum() {
        assertThat(OpenEnum.of(Method.SPECIAL)).isSameAs(OpenEnum.of(Method.class, "SPECIAL"));
    }

    @Test
    void lettersAreComparedWithoutTheLocaleOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(OpenEnum.of(Method.class, "sct_instant").is(Method.SCT_INSTANT))
                    .isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void nullIsNoWord() {
        assertThatNullPointerException()
                .isThrownBy(() -> OpenEnum.of(Method.class, nothing()))
                .withMessage("wireText");
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }
}
