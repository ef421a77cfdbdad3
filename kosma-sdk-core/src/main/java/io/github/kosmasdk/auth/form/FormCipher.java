package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.error.KosmaUsageException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encrypts an answer: AES-256-CBC under a fresh key, that key as 64 hexadecimal digits under the form's RSA key with
 * PKCS#1 v1.5 padding. The service fixes all of it.
 */
final class FormCipher {

    private static final int MIN_MODULUS_BITS = 1024;
    private static final int MAX_MODULUS_BITS = 16_384;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,4200}");
    private static final JsonMapper JSON = new JsonMapper();

    private FormCipher() {}

    static EncryptedFormAnswer encrypt(SecretJson plaintext, @Nullable String keyJwt, SecureRandom random) {
        PublicKey publicKey = publicKey(keyJwt);
        byte[] aesKey = new byte[32];
        byte[] iv = new byte[16];
        byte[] aesKeyHex = new byte[64];
        try {
            random.nextBytes(aesKey);
            random.nextBytes(iv);
            hex(aesKey, aesKeyHex);

            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKey, "AES"), new IvParameterSpec(iv));
            byte[] ct = aes.doFinal(plaintext.bytes(), 0, plaintext.length());

            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, publicKey, random);
            byte[] ek = rsa.doFinal(aesKeyHex);

            Base64.Encoder base64 = Base64.getEncoder();
            return new EncryptedFormAnswer(
                    base64.encodeToString(ct), HexFormat.of().formatHex(iv), base64.encodeToString(ek));
        } catch (GeneralSecurityException e) {
            throw broken("it cannot be used to encrypt", e);
        } finally {
            Arrays.fill(aesKey, (byte) 0);
            Arrays.fill(aesKeyHex, (byte) 0);
        }
    }

    private static PublicKey publicKey(@Nullable String keyJwt) {
        if (keyJwt == null || keyJwt.isBlank()) {
            throw broken("there is none", null);
        }
        String[] parts = keyJwt.strip().split("\\.", -1);
        if (parts.length < 2) {
            throw broken("it is not a JWT (header.payload.signature)", null);
        }
        JsonNode payload = payload(parts[1]);
        BigInteger modulus = number(payload, "modulus");
        BigInteger exponent = number(payload, "exponent");
        int bits = modulus.bitLength();
        if (bits < MIN_MODULUS_BITS || bits > MAX_MODULUS_BITS) {
            throw broken(
                    "its modulus has " + bits + " bits, accepted are " + MIN_MODULUS_BITS + " to " + MAX_MODULUS_BITS,
                    null);
        }
        if (!modulus.testBit(0) || !exponent.testBit(0) || exponent.bitLength() < 2) {
            throw broken("modulus and exponent are no RSA key", null);
        }
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException e) {
            throw broken("modulus and exponent are no RSA key", e);
        }
    }

    private static JsonNode payload(String part) {
        int end = part.length();
        while (end > 0 && part.charAt(end - 1) == '=') {
            end--;
        }
        try {
            byte[] json = Base64.getUrlDecoder()
                    .decode(part.substring(0, end).replace('+', '-').replace('/', '_'));
            return JSON.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException e) {
            throw broken("its payload is not Base64 of JSON", null);
        }
    }

    private static BigInteger number(JsonNode payload, String name) {
        JsonNode node = payload.get(name);
        if (node == null || !node.isString() || !HEX.matcher(node.stringValue()).matches()) {
            throw broken("its " + name + " is absent or not hexadecimal text", null);
        }
        return new BigInteger(node.stringValue(), 16);
    }

    private static void hex(byte[] bytes, byte[] digits) {
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = (byte) Character.forDigit(bytes[i] >> 4 & 0xF, 16);
            digits[2 * i + 1] = (byte) Character.forDigit(bytes[i] & 0xF, 16);
        }
    }

    private static KosmaUsageException broken(String why, @Nullable Throwable cause) {
        return new KosmaUsageException(
                "The form's encryption key is unusable: " + why
                        + ". Nothing was sent. Read the step again: the service gives a new key with every form.",
                cause);
    }
}
