package io.github.kosmasdk.auth.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test vector made by two independent implementations, and the service's side of the encryption. */
final class EncryptionVector {

    private static final JsonNode VECTOR = read();

    private EncryptionVector() {}

    static String get(String name) {
        return VECTOR.get(name).stringValue();
    }

    static EncryptedFormAnswer body(String name) {
        JsonNode body = VECTOR.get(name);
        return new EncryptedFormAnswer(
                body.get("ct").stringValue(),
                body.get("iv").stringValue(),
                body.get("ek").stringValue());
    }

    /** The AES key in the body, as the text it travels as. */
    static String aesKeyHex(EncryptedFormAnswer body) {
        try {
            PrivateKey privateKey = KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(get("private_key_pkcs8_base64"))));
            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.DECRYPT_MODE, privateKey);
            return new String(rsa.doFinal(Base64.getDecoder().decode(body.ek())), StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("ek cannot be decrypted", e);
        }
    }

    static String decrypt(EncryptedFormAnswer body) {
        try {
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(HexFormat.of().parseHex(aesKeyHex(body)), "AES"),
                    new IvParameterSpec(HexFormat.of().parseHex(body.iv())));
            return new String(aes.doFinal(Base64.getDecoder().decode(body.ct())), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("ct cannot be decrypted", e);
        }
    }

    private static JsonNode read() {
        try (InputStream file = Objects.requireNonNull(
                EncryptionVector.class.getResourceAsStream("/kosma/form-encryption-vector.json"), "vector")) {
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
