package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "12999, EUR, 129.99",
        "-5, EUR, -0.05",
        "0, SEK, 0.00",
        "1234, JPY, 1234",
        "1234, KWD, 1.234",
        "9223372036854775807, EUR, 92233720368547758.07"
    })
    void convertsBothWaysWithoutLoss(long minorUnits, String currency, BigDecimal value) {
        Amount amount = new Amount(minorUnits, currency);
        assertThat(amount.toBigDecimal()).isEqualTo(value);
        assertThat(Amount.of(value, currency)).isEqualTo(amount);
        assertThat(amount).hasToString(value.toPlainString() + " " + currency);
    }

    @Test
    void guessesNoDecimals() {
        Amount unknown = new Amount(1234, "XXX");
        assertThat(unknown).hasToString("1234 minor units of XXX");
        assertThatThrownBy(unknown::toBigDecimal)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("XXX");
        assertThatThrownBy(() -> Amount.of(BigDecimal.ONE, "no currency")).isInstanceOf(KosmaUsageException.class);
    }

    @ParameterizedTest
    @CsvSource({"0.001, EUR", "0.5, JPY", "92233720368547758.08, EUR", "1E+999999999, EUR", "1E-999999999, EUR"})
    void refusesWhatDoesNotFit(BigDecimal value, String currency) {
        assertThatThrownBy(() -> Amount.of(value, currency))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("minor units");
    }
}
