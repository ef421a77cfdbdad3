package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consents for as long as the process lives, for those who say so. They need no key of their own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ConsentStore.class)
@ConditionalOnProperty(name = "kosma.consent.store", havingValue = "memory")
class InMemoryConsentStoreConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TokenProtection consentTokenProtectionOfThisProcess() {
        return PropertiesTokenProtection.ofThisProcess();
    }

    @Bean
    InMemoryConsentStore consentStore() {
        LoggerFactory.getLogger(InMemoryConsentStore.class)
                .warn("Consents are kept in memory, as 'kosma.consent.store' says, and are lost when this application"
                        + " ends");
        return new InMemoryConsentStore();
    }
}
