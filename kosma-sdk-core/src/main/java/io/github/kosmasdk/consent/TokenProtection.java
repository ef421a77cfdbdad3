package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a vault protects the tokens that it stores: AES-256-GCM, bound to the consent they belong to, so that a token moved
 * to another row cannot be read. Immutable.
 *
 * <p>To change the key without downtime, first make the new one known to all nodes with {@link #readingKey}, then
 * make it the one that encrypts, with the old one as {@link #readingKey}. Each call encrypts with the new one; {@link
 * ConsentVault#protectAgain()} does the rest, and then the old one can go.
 */
public final class TokenProtection {

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What has to be written down where tokens are kept in the clear. */
    public enum PlainText {
        /** Whoever reads the store, or a copy of it, can read the accounts of all consumers. */
        I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR
    }

    private final @Nullable String currentKey;
    private final Map<String, SecretKey> keys;
    private final boolean readsPlainText;

    private TokenProtection(@Nullable String currentKey, Map<String, SecretKey> keys, boolean readsPlainText) {
        this.currentKey = currentKey;
        this.keys = keys;
        this.readsPlainText = readsPlainText;
    }

    /**
     * Encrypts with a key.
     *
     * @param keyId a name for the key, stored beside each token
     * @param base64Key 32 random bytes in Base64; such as {@code openssl rand -base64 32} makes
     * @return the protection
     * @throws KosmaUsageException when it is no such key
     */
    public static TokenProtection aesGcm(String keyId, String base64Key) {
        return new TokenProtection(keyId, Map.of(keyId, key(keyId, base64Key)), false);
    }

    /**
     * Stores tokens as they are. Reads those that are in the clear only.
     *
     * @param accepted that this is meant
     * @return no protection
     */
    public static TokenProtection none(PlainText accepted) {
        Objects.requireNonNull(accepted, "accepted");
        return new TokenProtection(null, Map.of(), true);
    }

    /**
     * Reads what was encrypted with another key too.
     *
     * @param keyId the name of the key
     * @param base64Key the key in Base64
     * @return the protection that knows it
     * @throws KosmaUsageException when it is no key, or its name is taken
     */
    public TokenProtection readingKey(String keyId, String base64Key) {
        if (keys.containsKey(keyId)) {
            throw new KosmaUsageException("Two keys are named '" + keyId + "'");
        }
        Map<String, SecretKey> more = new LinkedHashMap<>(keys);
        more.put(keyId, key(keyId, base64Key));
        return new TokenProtection(currentKey, Map.copyOf(more), readsPlainText);
    }

    /**
     * Reads tokens in the clear too, from a time without encryption. Take it away once all are encrypted: with it, who
     * can write into the store can plant a token.
     *
     * @return the protection that does
     */
    public TokenProtection readingPlainText() {
        return new TokenProtection(currentKey, keys, true);
    }

    private static SecretKey key(String keyId, String base64Key) {
        if (keyId.isBlank() || keyId.length() > 100) {
            throw new KosmaUsageException("A key needs a name of 1 to 100 characters");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64Key.strip());
        } catch (IllegalArgumentException e) {
            throw new KosmaUsageException("The key '" + keyId + "' is not Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new KosmaUsageException("The key '" + keyId + "' has " + bytes.length + " bytes, and AES-256 needs "
                    + KEY_BYTES + ": make one with openssl rand -base64 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    boolean isCurrent(ProtectedToken token) {
        return token.keyId().equals(Optional.ofNullable(currentKey));
    }

    ProtectedToken protect(String id, String consentId, ConsentToken token) {
        if (currentKey == null) {
            return new ProtectedToken(Optional.empty(), token.value());
        }
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(currentKey), iv, id, consentId);
            byte[] encrypted = cipher.doFinal(token.value().getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(iv.length + encrypted.length)
                    .put(iv)
                    .put(encrypted)
                    .array();
            return new ProtectedToken(
                    Optional.of(currentKey), Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException e) {
            throw new TokenProtectionException("The token of a consent cannot be encrypted", e);
        }
    }

    ConsentToken reveal(String id, String consentId, ProtectedToken token) {
        if (token.keyId().isEmpty()) {
            if (!readsPlainText) {
                throw new TokenProtectionException(
                        "The token of consent " + id + " is stored in the clear, but this vault encrypts: let it read"
                                + " tokens in the clear until all are encrypted",
                        null);
            }
            return new ConsentToken(token.value());
        }
        String keyId = token.keyId().get();
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw new TokenProtectionException(
                    "The token of consent " + id + " was encrypted with the key '" + keyId
                            + "', which this vault does not have, only " + keys.keySet()
                            + ". Nothing was changed: give it that key to read with",
                    null);
        }
        try {
            byte[] all = Base64.getDecoder().decode(token.value());
            if (all.length <= IV_BYTES) {
                throw new GeneralSecurityException("too short");
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, IV_BYTES), id, consentId);
            return new ConsentToken(
                    new String(cipher.doFinal(all, IV_BYTES, all.length - IV_BYTES), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TokenProtectionException(
                    "The token of consent " + id + " cannot be decrypted with the key '" + keyId
                            + "': it was encrypted with another key of that name, or its row was altered. Nothing was"
                            + " changed",
                    e);
        }
    }

    private static Cipher cipher(int mode, @Nullable SecretKey key, byte[] iv, String id, String consentId)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD((id.length() + ":" + id + consentId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The names of the keys; the keys stay hidden. */
    @Override
    public String toString() {
        return "TokenProtection[" + (currentKey == null ? "in the clear" : "key " + currentKey) + ", reads "
                + keys.keySet() + "]";
    }
}
