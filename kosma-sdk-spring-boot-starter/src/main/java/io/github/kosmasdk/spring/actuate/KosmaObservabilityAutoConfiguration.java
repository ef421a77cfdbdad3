package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.spring.KosmaClientBuilderCustomizer;
import io.github.kosmasdk.spring.autoconfigure.KosmaAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Observations, meters and health of the client, each where the application has what it needs. */
@AutoConfiguration(after = KosmaAutoConfiguration.class)
public final class KosmaObservabilityAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    static class Observations {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        KosmaClientBuilderCustomizer kosmaObservations(ObjectProvider<ObservationRegistry> registry) {
            return builder -> registry.ifUnique(builder::observationRegistry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        DriftMeter kosmaDriftMeter() {
            return new DriftMeter();
        }

        @Bean
        @ConditionalOnSingleCandidate(KosmaClient.class)
        ClientMeters kosmaClientMeters(KosmaClient client) {
            return new ClientMeters(client);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("kosma")
    static class Healths {

        @Bean
        @ConditionalOnMissingBean(name = "kosmaHealthIndicator")
        @ConditionalOnSingleCandidate(KosmaClient.class)
        HealthIndicator kosmaHealthIndicator(KosmaClient client) {
            return new ClientHealthIndicator(client);
        }
    }
}
