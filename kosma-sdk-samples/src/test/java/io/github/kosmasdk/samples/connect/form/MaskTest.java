package io.github.kosmasdk.samples.connect.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[0-9] [0-9] . [0-9]|00.0|00.0",
                "[A-Z] [A-Z] - \\d|AA-0|AA-0",
                "[a-z] / [A-Za-z0-9] \\w|A/__|A/XX",
                "/[0-9]/ : /\\d/|0:0|0:0",
                "( [0-9] ) [0-9]|(0)0|(0)0",
                "##.##.####|__.__.____|##.##.####",
                "D E [0-9] - [0-9]|__0-0|DE0-0"
            })
    void separatorsStandBetweenWhatIsTyped(String entries, String places, String example) {
        assertThat(Mask.of(List.of(entries.split(" ")))).contains(new Mask(places, example));
    }

    @Test
    void aBlankIsASeparator() {
        assertThat(Mask.of(List.of("[0-9]", " ", "[0-9]"))).contains(new Mask("0 0", "0 0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0-9] [0-9]", "[0-9]{4} - [0-9]", "X X", "(?:a|b) /.", "\\s - [0-9]"})
    void nothingIsSaidByAMaskWithoutSeparatorsOrOneThatIsNotUnderstood(String entries) {
        assertThat(Mask.of(List.of(entries.split(" ")))).isEmpty();
    }

    @Test
    void noMask() {
        assertThat(Mask.of(List.of())).isEmpty();
    }
}
