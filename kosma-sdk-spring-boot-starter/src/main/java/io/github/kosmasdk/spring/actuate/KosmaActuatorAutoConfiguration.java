package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.spring.autoconfigure.KosmaConsentAutoConfiguration;
import io.github.kosmasdk.spring.autoconfigure.KosmaConsentProperties;
import io.github.kosmasdk.spring.autoconfigure.KosmaProperties;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint of consents, their meters, the health of their store, and secrets that no endpoint shows. */
@AutoConfiguration(after = KosmaConsentAutoConfiguration.class)
public final class KosmaActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class Endpoints {

        @Bean
        @ConditionalOnBean({KosmaProperties.class, KosmaConsentProperties.class})
        SanitizingFunction kosmaSecretsSanitizingFunction(
                KosmaProperties properties, KosmaConsentProperties consentProperties) {
            return SecretSettings.hide(properties, consentProperties);
        }

        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnMissingBean
        @ConditionalOnSingleCandidate(ConsentVault.class)
        ConsentsEndpoint kosmaConsentsEndpoint(ConsentVault vault) {
            return new ConsentsEndpoint(vault);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        @ConditionalOnSingleCandidate(ConsentVault.class)
        ConsentMeters kosmaConsentMeters(ConsentVault vault) {
            return new ConsentMeters(vault);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("kosmaconsents")
    static class Healths {

        @Bean
        @ConditionalOnMissingBean(name = "kosmaConsentsHealthIndicator")
        @ConditionalOnSingleCandidate(ConsentVault.class)
        HealthIndicator kosmaConsentsHealthIndicator(ConsentVault vault) {
            return new ConsentsHealthIndicator(vault);
        }
    }
}
