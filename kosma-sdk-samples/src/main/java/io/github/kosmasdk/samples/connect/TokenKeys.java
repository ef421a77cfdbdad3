package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.consent.TokenProtection;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * While the vault is a database in memory, its key is made anew at each start and known to nobody. A vault that stays
 * needs a key that stays: {@code kosma.consent.encryption.keys.*}.
 */
@Configuration(proxyBeanMethods = false)
class TokenKeys {

    private static final int KEY_BYTES = 32;

    @Bean
    @ConditionalOnProperty(name = "spring.datasource.url", havingValue = "jdbc:h2:mem:bank-connect")
    TokenProtection tokenProtection() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return TokenProtection.aesGcm("this-start", Base64.getEncoder().encodeToString(key));
    }
}
