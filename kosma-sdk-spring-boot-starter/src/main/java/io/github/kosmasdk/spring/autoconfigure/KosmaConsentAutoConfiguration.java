package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.KosmaUsageException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A {@link ConsentVault} for applications that want one: those that say how its tokens are protected, by {@code
 * kosma.consent.encryption.*} or by a {@link TokenProtection} bean, or that keep consents in memory. Nobody else gets a
 * table or has to make a key.
 */
@AutoConfiguration(
        after = KosmaAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@EnableConfigurationProperties(KosmaConsentProperties.class)
@Import({ // in this order
    PropertiesTokenProtectionConfiguration.class,
    InMemoryConsentStoreConfiguration.class,
    JdbcConsentStoreConfiguration.class
})
public final class KosmaConsentAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean({TokenProtection.class, ConsentStore.class})
    @ConditionalOnSingleCandidate(KosmaClient.class)
    ConsentVault consentVault(
            KosmaClient client, ConsentStore store, TokenProtection protection, KosmaConsentProperties properties) {
        try {
            return ConsentVault.builder(client, store)
                    .tokenProtection(protection)
                    .unattendedLimit(properties.unattendedLimit())
                    .lease(properties.lease())
                    .patience(properties.patience())
                    .build();
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(
                    e.getMessage() + ".",
                    properties.unattendedLimit() < 1
                            ? "Correct 'kosma.consent.unattended-limit'."
                            : "Make 'kosma.consent.lease' 5 s longer than 'kosma.deadline', or more.",
                    e);
        }
    }
}
