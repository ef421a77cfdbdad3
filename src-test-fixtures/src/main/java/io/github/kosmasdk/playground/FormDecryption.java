package io.github.kosmasdk.playground;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens an encrypted form answer: {@code ek} holds the AES key as hexadecimal text, {@code ct} the JSON of the answer. */
final class FormDecryption {
    private FormDecryption() {}

    /** @throws ApiError when any of the three parts is not what the contract asks for */
    static String decrypt(String ct, String iv, String ek, RSAPrivateKey key) {
        byte[] aesKey = aesKey(ek, key);
        byte[] clear;
        try {
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(aesKey, "AES"), new IvParameterSpec(iv(iv)));
            clear = aes.doFinal(base64(ct, "ct"));
        } catch (GeneralSecurityException wrongKeyOrPadding) {
            throw refused("ct", "cannot be decrypted with the key in 'ek' and the 'iv'");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(clear))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw refused("ct", "does not decrypt to UTF-8 text");
        }
    }

    private static byte[] aesKey(String ek, RSAPrivateKey key) {
        int blockLength = (key.getModulus().bitLength() + 7) / 8;
        byte[] encrypted = base64(ek, "ek");
        if (encrypted.length == 0 || encrypted.length > blockLength) {
            throw refused("ek", "has " + encrypted.length + " bytes, the key of the form has " + blockLength);
        }
        // some big-number libraries drop leading zero bytes
        byte[] block = new byte[blockLength];
        System.arraycopy(encrypted, 0, block, blockLength - encrypted.length, encrypted.length);
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.DECRYPT_MODE, key);
            String hex = new String(rsa.doFinal(block), StandardCharsets.US_ASCII);
            if (hex.length() != 64) {
                throw refused("ek", "must hold the AES-256 key as 64 hexadecimal characters");
            }
            return HexFormat.of().parseHex(hex);
        } catch (GeneralSecurityException wrongKeyOrPadding) {
            throw refused("ek", "cannot be decrypted with the key of the current form");
        } catch (IllegalArgumentException notHex) {
            throw refused("ek", "must hold the AES-256 key as 64 hexadecimal characters");
        }
    }

    private static byte[] iv(String iv) {
        if (iv.matches("[0-9a-fA-F]{32}")) {
            return HexFormat.of().parseHex(iv);
        }
        byte[] bytes = base64(iv, "iv");
        if (bytes.length != 16) {
            throw refused("iv", "must be 16 bytes in hexadecimal");
        }
        return bytes;
    }

    private static byte[] base64(String text, String member) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw refused(member, member.equals("iv") ? "must be 16 bytes in hexadecimal" : "is not Base64");
        }
    }

    private static ApiError refused(String member, String message) {
        return ApiError.invalid("INVALID_FORMAT", message, "body." + member);
    }
}
