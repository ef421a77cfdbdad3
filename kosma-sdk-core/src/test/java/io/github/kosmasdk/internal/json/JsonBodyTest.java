package io.github.kosmasdk.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.consent.Consent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What a body may hold, and what is done with one that holds more. */
class JsonBodyTest {

    private static final ResponseLimits TIGHT = new ResponseLimits(1 << 20, 1 << 14, 20, 2000, 30);

    private static final String ONE_CENT = "\"amount\":{\"amount\":1,\"currency\":\"EUR\"}";

    private static JsonBody body(String json) {
        return Bodies.of(json.getBytes(StandardCharsets.UTF_8), TIGHT);
    }

    private static TransactionsResult transactions(String members) {
        return WireJson.<TransactionsResult>dataReader(TransactionsResult.class)
                .apply(body("{\"data\":{\"transactions\":[{" + members + "}]}}"));
    }

    private static String messageOf(String members) {
        return WireJson.where(catchThrowableOfType(JacksonException.class, () -> transactions(members)));
    }

    @Test
    void readsFromTheBeginningAsOftenAsNeeded() {
        JsonBody body = body("{\"a\":1}");
        assertThat(body.tree()).isEqualTo(body.tree());
        assertThat(body.length()).isEqualTo(7);
    }

    @Test
    void nestingIsLimited() {
        String deep = "[".repeat(21) + "]".repeat(21);
        assertThat(messageOf("\"unknown\":" + deep)).contains("beyond a limit", "(20, ", "kosma.limits.max-nesting");
        assertThatThrownBy(() -> body(deep).tree()).hasMessageContaining("max-nesting");
        assertThatThrownBy(() -> body("{\"a\":".repeat(100_000)).tree()).hasMessageContaining("max-nesting");
    }

    @Test
    void textsAreLimited() {
        assertThat(transactions(ONE_CENT + ",\"reference\":\"" + "x".repeat(2000) + "\"")
                        .transactions())
                .hasSize(1);
        assertThat(messageOf(ONE_CENT + ",\"reference\":\"" + "x".repeat(5001) + "\""))
                .contains("beyond a limit", "(2000, ", "kosma.limits.max-string-length")
                .doesNotContain("xx");
    }

    @Test
    void namesAreLimited() {
        assertThatThrownBy(() -> body("{\"" + "n".repeat(5000) + "\":1}").tree())
                .hasMessageContaining("Name length")
                .message()
                .doesNotContain("nn");
    }

    @Test
    void tinyValuesAreLimited() {
        assertThat(body("[" + "0,".repeat(65_000) + "0]").tree()).hasSize(65_001);
        assertThatThrownBy(() -> body("[" + "0,".repeat(65_600) + "0]").tree())
                .hasMessageContaining("(65536, ")
                .hasMessageContaining("kosma.limits.max-body-size");
    }

    @Test
    void numbersAreLimited() {
        assertThat(messageOf("\"amount\":{\"amount\":" + "9".repeat(400) + ",\"currency\":\"EUR\"}"))
                .contains("beyond a limit", "kosma.limits.max-number-length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999999999",
                "1e999999999",
                "1e-999999999",
                "-1e999999999",
                "1.0",
                "1.5",
                "1e2",
                "\"100\"",
                "true",
                "null",
                "[100]",
                "{}"
            })
    void whatIsNoLongIsNoAmount(String number) {
        assertThat(messageOf("\"amount\":{\"amount\":" + number + ",\"currency\":\"EUR\"}"))
                .isEqualTo("it does not fit at data.transactions[0].amount.amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", "0x10", ".5", "1_000", "1e", "--1"})
    void whatIsNoNumberIsNoJson(String number) {
        assertThat(messageOf("\"amount\":{\"amount\":" + number + ",\"currency\":\"EUR\"}"))
                .startsWith("it is not JSON, or cut short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0"})
    void everyLongIsAnAmount(String number) {
        TransactionsResult result = transactions("\"amount\":{\"amount\":" + number + ",\"currency\":\"EUR\"}");
        assertThat(result.transactions().get(0).amount().minorUnits()).isEqualTo(Long.parseLong(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"consent_token\":\"a\",\"consent_token\":\"b\"}}",
                "{\"data\":{\"consent_token\":\"a\",\"consent_token\":\"a\"}}",
                "{\"data\":{\"consent_token\":\"a\",\"consent\\u005ftoken\":\"b\"}}",
                "{\"data\":{\"consent_token\":\"a\",\"x\":{\"deep\":[{}]},\"consent_id\":\"i\",\"consent_token\":null}}",
                "{\"data\":{\"consent_id\":\"i\",\"consent_token\":\"a\"},\"data\":{\"consent_token\":\"b\"}}",
                "{\"data\":{\"x\":1,\"x\":2}}"
            })
    void aMemberThatIsThereTwiceIsRefused(String json) {
        assertThatThrownBy(() -> WireJson.<Consent>dataReader(Consent.class).apply(body(json)))
                .hasMessageContaining("twice")
                .message()
                .doesNotContain("token");
        assertThatThrownBy(() -> body(json).tree()).hasMessageContaining("twice");
    }

    @Test
    void anAmountThatIsThereTwiceIsRefused() {
        assertThat(messageOf("\"amount\":{\"amount\":1,\"currency\":\"EUR\",\"amount\":2}"))
                .contains("twice");
        assertThat(
                        messageOf(
                                "\"amount\":{\"amount\":1,\"currency\":\"EUR\"},\"amount\":{\"amount\":2,\"currency\":\"EUR\"}"))
                .contains("twice");
    }

    @Test
    void theSameNameInDifferentObjectsIsFine() {
        String json = "{\"a\":{\"a\":[{\"a\":1},{\"a\":2},{\"a\":{\"a\":3}}]},\"b\":{\"a\":4}}";
        assertThat(body(json).tree().at("/a/a/2/a/a").intValue()).isEqualTo(3);
    }

    @Test
    void whatNobodyReadsIsSkippedWithAllThatIsInIt() {
        assertThat(transactions(
                                ONE_CENT
                                        + ",\"unknown\":{\"x\":{\"y\":[{}]}},\"reference\":\"r\",\"more\":[{\"reference\":\"s\"}]")
                        .transactions()
                        .get(0)
                        .reference())
                .contains("r");
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 34, 500})
    void wideObjectsAreCheckedToTheirEnd(int width) {
        String members = IntStream.range(0, width)
                .mapToObj(i -> "\"m" + i + "\":{\"m" + i + "\":0}")
                .collect(Collectors.joining(","));
        assertThat(body("[{" + members + "},{" + members + "}]").tree()).hasSize(2);
        for (int again : new int[] {0, width / 2, width - 1}) {
            assertThatThrownBy(
                            () -> body("{" + members + ",\"m" + again + "\":0}").tree())
                    .as("%d of %d", again, width)
                    .hasMessageContaining("twice");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"data\":{\"consent_token\":\"t\",\"result\":{\"x\":1,\"x\":2}}} | t",
                "{\"data\":{\"result\":{\"x\":1,\"x\":2},\"consent_token\":\"t\"}} | t",
                "{\"data\":{\"consent_token\":\"t\",\"result\":{\"cut | t",
                "{\"data\":{\"consent_token\":\"t\",\"consent_token\":\"t\"}} | t",
                "{\"data\":{\"consent_token\":\"t\",\"consent_token\":\"u\"}} | none",
                "{\"data\":{\"result\":{\"consent_token\":\"t\"}}} | none",
                "{\"data\":{\"result\":{\"cut | none",
                "{\"data\":{\"consent_token\":\"cut | none",
                "{\"data\":{\"consent_token\":17}} | none",
                "<html> | none"
            })
    void aTokenIsFoundInWhatCannotBeReadAsAWhole(String json, String token) {
        assertThat(body(json).salvage("/data/consent_token").orElse(null)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n"})
    void nothingIsNoJson(String nothing) {
        assertThat(catchThrowableOfType(
                        JacksonException.class,
                        () -> WireJson.dataReader(Consent.class).apply(body(nothing))))
                .isNotNull();
    }
}
