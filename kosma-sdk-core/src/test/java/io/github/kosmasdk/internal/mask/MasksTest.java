package io.github.kosmasdk.internal.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE43000000005686751168",
                "de43000000005686751168",
                "De43000000005686751168",
                "DE43 0000 0000 5686 7511 68",
                "de43 0000 0000 5686 7511 68",
                "DE43-0000-0000-5686-7511-68",
                "DE43.0000.0000.5686.7511.68",
                "DE43\u00a00000\u00a00000\u00a05686\u00a07511\u00a068",
                "DE43\t0000\t0000\t5686\t7511\t68"
            })
    void anIbanIsFoundHoweverItIsWritten(String iban) {
        for (String around : List.of("%s", "not granted: %s.", "iban_%s", "{\"iban\":\"%s\"}", "from %s to", "(%s)")) {
            String text = around.formatted(iban);
            assertThat(Masks.text(text))
                    .isEqualToIgnoringCase(around.formatted("DE43***1168"))
                    .doesNotContain("5686");
            assertThat(Masks.label(text)).doesNotContain("5686");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBANDE43000000005686751168", "account 5686751168", "5686 7511 68", "x5686751168y"})
    void aLongNumberIsMaskedWhereverItStands(String text) {
        assertThat(Masks.text(text)).contains("***").doesNotContain("5686", "7511");
        assertThat(Masks.label(text)).doesNotContain("5686", "7511");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb",
                "abcdefghijklmnopqrstuvwxyz1"
            })
    void anOpaqueWordIsMasked(String secret) {
        assertThat(Masks.text("the token " + secret + " is not known")).isEqualTo("the token *** is not known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USER.TRANSFER_DENIED.TRANSFER_TYPE_NOT_POSSIBLE: the account cannot make this transfer",
                "from_date 2026-11-23 is after to_date 2026-11-22 [body.transactions.to_date: DATE]",
                "bias.apis.forms.elements.UsernameElement",
                "retry in 30 minutes, PSD2 of 2018",
                "AT11 this is no account but words enough for one"
            })
    void whatTellsNothingOfAPersonStaysReadable(String text) {
        assertThat(Masks.text(text)).isEqualTo(text);
    }

    @Test
    void aTextIsOneLineAndBounded() {
        assertThat(Masks.text("a\r\nb\u2028c\u0000d")).isEqualTo("a  b c d");
        assertThat(Masks.text("word ".repeat(10_000_000))).hasSizeLessThan(1100);
        assertThat(Masks.label("word ".repeat(100))).hasSizeLessThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/xs2a/v1/sessions/a0c4k9d2e7h1i5m8/flows/account-details,"
                + "https://api.example/xs2a/v1/sessions/a0c4…/flows/account-details",
        "http://127.0.0.1:8080/branded/xs2a/v1/wizard/w1d2k9d2e7h1?t=secret#there,"
                + "http://127.0.0.1:8080/branded/xs2a/v1/wizard/w1d2…?…",
        "https://api.example/xs2a/v1/consents/short/transfers/%2e%2e%2fDE43000000005686751168/state/get,"
                + "https://api.example/xs2a/v1/consents/***/transfers/***/state/get",
        "https://user:secret@api.example/xs2a, https://***/xs2a",
        "https://api.example, https://api.example",
        "https://api.example?secret, https://api.example?…",
        "secret, ***",
        "secret value://x, ***",
        "'', ***"
    })
    void aLinkShowsItsOriginAndTheWordsOfTheApi(String link, String shown) {
        assertThat(Masks.link(link)).isEqualTo(shown);
    }

    @Test
    void aPageOfABankShowsPlainWordsOnly() {
        assertThat(Masks.page("https://bank.example/psd2-login/authorize/x9f8/secretsecretsecretsecret?state=1"))
                .isEqualTo("https://bank.example/***/authorize/***/***?…");
    }

    @Test
    void onlyHeadersOnTheListShowTheirValue() {
        assertThat(Masks.headers(List.of(
                        Map.entry("authorization", "Token secret"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("User-Agent", "Browser of a person"),
                        Map.entry("Server", "a\r\nb"),
                        Map.entry("x-4711", "v"))))
                .isEqualTo(
                        "authorization: ***, content-type: application/json, User-Agent: ***, Server: a  b, ***: ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":{\"state\":\"FINISHED\",\"session_id\":\"a0c4\",\"flows\":{\"accounts\":\"https://x\"}}}"
                        + "|{\"data\":{\"state\":\"FINISHED\",\"session_id\":\"***\",\"flows\":{\"accounts\":\"***\"}}}",
                "{\"error\":{\"code\":\"badRequest\",\"message\":\"Erika\",\"errors\":[{\"code\":\"A\",\"location\":\"body.x\"},{\"code\":\"B\"}]}}"
                        + "|{\"error\":{\"code\":\"badRequest\",\"message\":\"***\",\"errors\":[{\"code\":\"A\",\"location\":\"body.x\"},{\"code\":\"B\"}]}}",
                "{\"code\":\"12345\",\"amount\":{\"amount\":250075,\"currency\":\"EUR\"},\"read_only\":true,\"iban\":null}"
                        + "|{\"code\":\"***\",\"amount\":{\"amount\":***,\"currency\":\"EUR\"},\"read_only\":***,\"iban\":null}",
                "{\"state\":\"Erika Mustermann\",\"type\":\"DE43000000005686751168\",\"DE43000000005686751168\":1}"
                        + "|{\"state\":\"***\",\"type\":\"***\",\"***\":***}",
                "[1,[\"x\"],{\"count\":3}]|[***,[\"***\"],{\"count\":3}]",
                "{\"state\":\"RUNNING\",\"secret|{\"state\":\"RUNNING\" (not JSON from here on)",
                "secret|(not JSON from here on)",
                "\"secret\"|\"***\"",
                "``|``"
            })
    void aBodyKeepsItsStructure(String body, String shown) {
        assertThat(masked(body).strip()).isEqualTo(shown);
    }

    @Test
    void aBodyIsShownInPart() {
        assertThat(masked("[" + "{\"state\":\"RUNNING\"},".repeat(100_000)))
                .hasSizeLessThan(4100)
                .endsWith("…");
    }

    private static String masked(String body) {
        return MaskedJson.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
