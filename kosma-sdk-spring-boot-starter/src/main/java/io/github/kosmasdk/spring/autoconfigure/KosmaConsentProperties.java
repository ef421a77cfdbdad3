package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.consent.TokenProtection.PlainText;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the vault that keeps consents.
 *
 * @param store Where consents are kept, unless the application brings a ConsentStore bean.
 * @param unattendedLimit Calls of one kind for one account in 24 hours without the consumer. One more is refused before it
 *     is sent.
 * @param lease Time that a call holds its consent at most. After it another node takes over. At least 5 s longer than
 *     "kosma.deadline".
 * @param patience Time that a call waits for another one with the same consent to end.
 * @param encryption how tokens are protected in the store
 */
@ConfigurationProperties("kosma.consent")
public record KosmaConsentProperties(
        @DefaultValue("jdbc") Store store,
        @DefaultValue("4") int unattendedLimit,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("30s") Duration patience,
        @DefaultValue Encryption encryption) {

    /** Where consents are kept. */
    public enum Store {
        /** In the DataSource of the application, shared by all its nodes. */
        JDBC,
        /** In this process. Lost when it ends, so for tests and for trying things out. */
        MEMORY
    }

    /**
     * How tokens are protected in the store.
     *
     * @param currentKey Name of the key that encrypts. Can be left out while there is one key.
     * @param keys Keys by name, secrets. Each is 32 random bytes in Base64, such as "openssl rand -base64 32" makes. Those
     *     that are not current only read.
     * @param none Stores tokens in the clear, without keys, once the consequences are written down here.
     * @param readsPlainText Whether tokens in the clear are read too, from a time without encryption.
     */
    public record Encryption(
            @Nullable String currentKey,
            @DefaultValue Map<String, String> keys,
            @Nullable PlainText none,
            @DefaultValue("false") boolean readsPlainText) {

        /** The names of the keys; the keys stay hidden. */
        @Override
        public String toString() {
            return "Encryption[currentKey=" + currentKey + ", keys=" + keys.keySet() + ", none=" + none
                    + ", readsPlainText=" + readsPlainText + "]";
        }
    }
}
