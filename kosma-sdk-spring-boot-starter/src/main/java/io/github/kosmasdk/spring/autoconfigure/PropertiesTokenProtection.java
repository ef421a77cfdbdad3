package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.consent.TokenProtection.PlainText;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.autoconfigure.KosmaConsentProperties.Encryption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** The protection of tokens from the properties. */
final class PropertiesTokenProtection {

    static final String PREFIX = "kosma.consent.encryption";

    static final String HOW_TO_ENCRYPT = """
            Set 'kosma.consent.encryption.keys.k1' to a secret key, where 'k1' is a name of your choice. This makes one:

                openssl rand -base64 32

            Keep it with your other secrets: without it nobody can read the stored tokens again. As an environment \
            variable it is KOSMA_CONSENT_ENCRYPTION_KEYS_K1.""";

    private PropertiesTokenProtection() {}

    static TokenProtection of(Encryption encryption) {
        if (encryption.none() != null) {
            return inTheClear(encryption, encryption.none());
        }
        String current = currentKey(encryption);
        TokenProtection protection = checked(current, () -> TokenProtection.aesGcm(current, key(encryption, current)));
        for (Map.Entry<String, String> other : encryption.keys().entrySet()) {
            if (!other.getKey().equals(current)) {
                TokenProtection known = protection;
                protection = checked(other.getKey(), () -> known.readingKey(other.getKey(), other.getValue()));
            }
        }
        return encryption.readsPlainText() ? protection.readingPlainText() : protection;
    }

    /** With a key that nobody knows: what it encrypts is gone with the process as well. */
    static TokenProtection ofThisProcess() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return TokenProtection.aesGcm("process", Base64.getEncoder().encodeToString(key));
    }

    private static TokenProtection inTheClear(Encryption encryption, PlainText accepted) {
        if (!encryption.keys().isEmpty()) {
            throw new KosmaConfigurationException(
                    "'kosma.consent.encryption.none' stores tokens in the clear, and 'kosma.consent.encryption.keys' has"
                            + " keys to encrypt them with.",
                    "Remove one of them. To encrypt tokens that have been stored in the clear so far, remove"
                            + " 'kosma.consent.encryption.none', set 'kosma.consent.encryption.reads-plain-text' to true,"
                            + " call protectAgain() of the ConsentVault once, and take the setting away again.");
        }
        return TokenProtection.none(accepted);
    }

    private static String currentKey(Encryption encryption) {
        String current = encryption.currentKey();
        if (encryption.keys().isEmpty()) {
            throw new KosmaConfigurationException(
                    "The tokens of consents cannot be encrypted: 'kosma.consent.encryption.keys' has no key.",
                    HOW_TO_ENCRYPT);
        }
        if (current == null || current.isBlank()) {
            if (encryption.keys().size() == 1) {
                return encryption.keys().keySet().iterator().next();
            }
            throw new KosmaConfigurationException(
                    "'kosma.consent.encryption.keys' has the keys "
                            + encryption.keys().keySet()
                            + ", and 'kosma.consent.encryption.current-key' does not say which one encrypts.",
                    "Set 'kosma.consent.encryption.current-key' to the name of the key that encrypts; the others read.");
        }
        if (!encryption.keys().containsKey(current)) {
            throw new KosmaConfigurationException(
                    "'kosma.consent.encryption.current-key' is '" + current
                            + "', but 'kosma.consent.encryption.keys' has only "
                            + encryption.keys().keySet() + ".",
                    "Set 'kosma.consent.encryption.current-key' to the name of one of the keys, or add a key of that"
                            + " name. The names of environment variables become lower case.");
        }
        return current;
    }

    private static String key(Encryption encryption, String id) {
        return encryption.keys().getOrDefault(id, "");
    }

    private static TokenProtection checked(String keyId, Supplier<TokenProtection> protection) {
        try {
            return protection.get();
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(
                    e.getMessage() + ".",
                    "Correct '" + PREFIX + ".keys." + keyId + "': it takes 32 random bytes in Base64. This makes them:"
                            + "\n\n    openssl rand -base64 32",
                    e);
        }
    }
}
