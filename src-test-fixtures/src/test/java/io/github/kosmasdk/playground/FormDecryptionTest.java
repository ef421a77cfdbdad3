package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FormDecryptionTest {
    private static JsonNode vector = Json.object();
    private static RSAPrivateCrtKey key = FormKey.fresh().privateKey();

    @BeforeAll
    static void readVector() throws Exception {
        try (InputStream in = FormDecryptionTest.class.getResourceAsStream("/kosma/form-encryption-vector.json")) {
            assertThat(in).isNotNull();
            vector = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        byte[] pkcs8 = Base64.getDecoder().decode(text("private_key_pkcs8_base64"));
        key = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"body_from_jsbn_cryptojs", "body_from_java"})
    void opensWhatTwoIndependentImplementationsEncrypted(String name) {
        JsonNode body = vector.get(name);

        String plaintext = FormDecryption.decrypt(
                body.get("ct").stringValue(),
                body.get("iv").stringValue(),
                body.get("ek").stringValue(),
                key);

        assertThat(plaintext).isEqualTo(text("plaintext_utf8"));
    }

    @Test
    void writesThePublicKeyAsTheVectorDoes() {
        String payload = new FormKey(key).toJwt().split("\\.")[1];

        assertThat(payload).isEqualTo(text("key_jwt").split("\\.")[1]);
    }

    @Test
    void takesAnUpperCaseKeyAndAnIvInBase64() throws Exception {
        byte[] iv = new BigInteger("000102030405060708090a0b0c0d0e0f", 16).toByteArray();
        byte[] padded = new byte[16];
        System.arraycopy(iv, 0, padded, 16 - iv.length, iv.length);

        assertThat(FormDecryption.decrypt(
                        text("/body_from_java/ct"),
                        Base64.getEncoder().encodeToString(padded),
                        ek(text("aes_key_hex").toUpperCase(Locale.ROOT)),
                        key))
                .isEqualTo(text("plaintext_utf8"));
    }

    @Test
    void takesAnEkWithoutItsLeadingZeroByte() throws Exception {
        byte[] block;
        do {
            block = Base64.getDecoder().decode(ek(text("aes_key_hex")));
        } while (block[0] != 0);
        String shortEk = Base64.getEncoder().encodeToString(Arrays.copyOfRange(block, 1, block.length));

        assertThat(FormDecryption.decrypt(text("/body_from_java/ct"), text("iv_hex"), shortEk, key))
                .isEqualTo(text("plaintext_utf8"));
    }

    @Test
    void refusesAnEkOfRawKeyBytes() throws Exception {
        String ek = ek(new String(new byte[32], StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> FormDecryption.decrypt(text("/body_from_java/ct"), text("iv_hex"), ek, key))
                .isInstanceOf(ApiError.class);
    }

    @Test
    void refusesAnEkForAnotherKey() {
        RSAPrivateCrtKey other = FormKey.fresh().privateKey();

        assertThatThrownBy(() -> FormDecryption.decrypt(
                        text("/body_from_java/ct"), text("iv_hex"), text("/body_from_java/ek"), other))
                .isInstanceOf(ApiError.class);
    }

    @Test
    void everyFormKeyIsAnotherOneOfFullLength() {
        BigInteger first = FormKey.fresh().privateKey().getModulus();
        BigInteger second = FormKey.fresh().privateKey().getModulus();

        assertThat(first).isNotEqualTo(second);
        assertThat(first.bitLength()).isEqualTo(2048);
        assertThat(second.bitLength()).isEqualTo(2048);
    }

    private static String ek(String clear) throws Exception {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
        return Base64.getEncoder().encodeToString(rsa.doFinal(clear.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(String nameOrPointer) {
        return (nameOrPointer.startsWith("/") ? vector.at(nameOrPointer) : vector.get(nameOrPointer)).stringValue();
    }
}
