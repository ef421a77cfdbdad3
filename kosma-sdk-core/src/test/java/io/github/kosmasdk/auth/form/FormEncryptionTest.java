package io.github.kosmasdk.auth.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.form.FormReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FormEncryptionTest {

    private static final String MODULUS = EncryptionVector.get("modulus_hex");

    /** Gives the key and the IV of the vector, then ones, as the padding may hold no zero. */
    private static final class VectorRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] stream =
                HexFormat.of().parseHex(EncryptionVector.get("aes_key_hex") + EncryptionVector.get("iv_hex"));
        private int at;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = at < stream.length ? stream[at++] : 1;
            }
        }
    }

    private static FormAnswer answer(@Nullable String keyJwt) {
        return FormReader.read(new JsonMapper().readTree("""
                        {"form_identifier":"9a11b19e-077e-4715-904a-a9a2cc891837","elements":[
                          {"type":"input","key":"bias.apis.forms.elements.UsernameElement"},
                          {"type":"input","key":"bias.apis.forms.elements.PasswordElement","password":true}]}"""), keyJwt)
                .answer()
                .put("bias.apis.forms.elements.UsernameElement", "redirect")
                .put("bias.apis.forms.elements.PasswordElement", "Pässwört€".toCharArray())
                .build();
    }

    @Test
    void matchesTheVectorByteForByte() {
        EncryptedFormAnswer body = answer(EncryptionVector.get("key_jwt")).encrypt(new VectorRandom());

        EncryptedFormAnswer expected = EncryptionVector.body("body_from_jsbn_cryptojs");
        assertThat(body.ct()).isEqualTo(expected.ct());
        assertThat(body.iv()).isEqualTo(expected.iv());
        assertThat(EncryptionVector.aesKeyHex(body)).isEqualTo(EncryptionVector.get("aes_key_hex"));
        assertThat(EncryptionVector.decrypt(body)).isEqualTo(EncryptionVector.get("plaintext_utf8"));
    }

    @Test
    void eachCallTakesANewKeyAndIv() {
        FormAnswer answer = answer(EncryptionVector.get("key_jwt"));

        EncryptedFormAnswer first = answer.encrypt();
        EncryptedFormAnswer second = answer.encrypt();

        assertThat(first.iv()).matches("[0-9a-f]{32}").isNotEqualTo(second.iv());
        assertThat(EncryptionVector.aesKeyHex(first))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(EncryptionVector.aesKeyHex(second));
        assertThat(first.ct()).isNotEqualTo(second.ct());
        assertThat(EncryptionVector.decrypt(first))
                .isEqualTo(EncryptionVector.decrypt(second))
                .isEqualTo(EncryptionVector.get("plaintext_utf8"));
    }

    static Stream<String> keysAsTheyMayCome() {
        String json = json(MODULUS, "10001");
        String upperCase = json(MODULUS.toUpperCase(Locale.ROOT), "010001");
        String standard = Base64.getEncoder().encodeToString(upperCase.getBytes(StandardCharsets.UTF_8));
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                EncryptionVector.get("key_jwt"),
                jwt(upperCase),
                "e30." + standard + ".sig",
                "e30." + url + "=.sig",
                " e30." + url + ".\n",
                "." + url,
                jwt(json("00" + MODULUS, "10001")));
    }

    @ParameterizedTest
    @MethodSource("keysAsTheyMayCome")
    void takesAKeyHoweverItIsWritten(String keyJwt) {
        assertThat(EncryptionVector.decrypt(answer(keyJwt).encrypt()))
                .isEqualTo(EncryptionVector.get("plaintext_utf8"));
    }

    static Stream<Arguments> brokenKeys() {
        String even = MODULUS.substring(0, MODULUS.length() - 1) + "0";
        String small = BigInteger.ONE.shiftLeft(1022).add(BigInteger.ONE).toString(16);
        String huge = BigInteger.ONE.shiftLeft(16_390).add(BigInteger.ONE).toString(16);
        return Stream.of(
                Arguments.of("nodots", "not a JWT"),
                Arguments.of("a.***.c", "payload"),
                Arguments.of("a.e3.c", "payload"),
                Arguments.of("a..c", "modulus"),
                Arguments.of(jwt("[]"), "modulus"),
                Arguments.of(jwt("null"), "modulus"),
                Arguments.of(jwt("{\"modulus\":12,\"exponent\":\"10001\"}"), "modulus"),
                Arguments.of(jwt("{\"modulus\":\"" + MODULUS + "\"}"), "exponent"),
                Arguments.of(jwt(json("xyz", "10001")), "modulus"),
                Arguments.of(jwt(json("-" + MODULUS, "10001")), "modulus"),
                Arguments.of(jwt(json("", "10001")), "modulus"),
                Arguments.of(jwt(json(small, "10001")), "1023 bits"),
                Arguments.of(jwt(json(huge, "10001")), "16391 bits"),
                Arguments.of(jwt(json(even, "10001")), "no RSA key"),
                Arguments.of(jwt(json(MODULUS, "1")), "no RSA key"),
                Arguments.of(jwt(json(MODULUS, "0")), "no RSA key"),
                Arguments.of(jwt(json(MODULUS, "10000")), "no RSA key"));
    }

    @ParameterizedTest
    @MethodSource("brokenKeys")
    void saysWhatIsWrongWithAKey(String keyJwt, String why) {
        FormAnswer answer = answer(keyJwt);

        assertThatThrownBy(answer::encrypt)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("encryption key is unusable")
                .hasMessageContaining(why)
                .hasMessageContaining("Read the step again")
                .message()
                .doesNotContain("Pässwört€", "redirect");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void saysWhenThereIsNoKey(@Nullable String keyJwt) {
        FormAnswer answer = answer(keyJwt);

        assertThatThrownBy(answer::encrypt)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("there is none");
    }

    @Test
    void theJsonIsWhatAParserReads() {
        StringBuilder odd = new StringBuilder("\"\\/\u2028\u2029\uFFFF\u007F\u0080\u07FF\u0800😀\uD800x\uDC00");
        for (char c = 0; c < ' '; c++) {
            odd.append(c);
        }
        odd.append('\uDBFF');
        String text = odd.toString();
        try (SecretJson json = new SecretJson()) {
            json.writeAnswer(
                    text,
                    List.of(
                            new FormAnswer.Entry(text, AnswerValue.Characters.copyOf(text)),
                            new FormAnswer.Entry("none", new AnswerValue.Options(List.of())),
                            new FormAnswer.Entry("two", new AnswerValue.Options(List.of("a", text))),
                            new FormAnswer.Entry(
                                    "cells", new AnswerValue.Cells(new int[] {0, 9, 10, 4711, Integer.MIN_VALUE})),
                            new FormAnswer.Entry("off", new AnswerValue.Flag(false)),
                            new FormAnswer.Entry("x".repeat(5_000), new AnswerValue.Option("o"))));
            var read = new JsonMapper().readTree(Arrays.copyOf(json.bytes(), json.length()));

            assertThat(read.get("form_identifier").stringValue()).isEqualTo(text);
            var data = read.get("data");
            assertThat(data.get(0).get("key").stringValue()).isEqualTo(text);
            assertThat(data.get(0).get("value").stringValue()).isEqualTo(text);
            assertThat(data.get(1).get("value").toString()).isEqualTo("[]");
            assertThat(data.get(2).get("value").get(1).stringValue()).isEqualTo(text);
            assertThat(data.get(3).get("value").toString()).isEqualTo("[0,9,10,4711,-2147483648]");
            assertThat(data.get(4).get("value").booleanValue()).isFalse();
            assertThat(data.get(5).get("key").stringValue()).hasSize(5_000);
        }
    }

    @Test
    void thePlaintextIsOverwritten() {
        SecretJson json = new SecretJson();
        json.writeAnswer("f", List.of(new FormAnswer.Entry("k", AnswerValue.Characters.copyOf("s".repeat(2_000)))));
        byte[] bytes = json.bytes();
        assertThat(bytes).contains('s');

        json.close();

        assertThat(bytes).containsOnly(0);
        assertThat(json.length()).isZero();
    }

    @Test
    void toStringIsShort() {
        assertThat(new EncryptedFormAnswer("cipher", "iv", "key")).hasToString("EncryptedFormAnswer[6 characters]");
    }

    private static String json(String modulus, String exponent) {
        return "{\"modulus\":\"" + modulus + "\",\"exponent\":\"" + exponent + "\"}";
    }

    private static String jwt(String payload) {
        return "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".sig";
    }
}
