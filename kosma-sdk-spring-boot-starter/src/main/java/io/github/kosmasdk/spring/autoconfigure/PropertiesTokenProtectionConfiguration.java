package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.consent.TokenProtection;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The protection of tokens that {@code kosma.consent.encryption.*} describes. */
@Configuration(proxyBeanMethods = false)
class PropertiesTokenProtectionConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnEncryptionSetting.class)
    TokenProtection consentTokenProtection(KosmaConsentProperties properties) {
        return PropertiesTokenProtection.of(properties.encryption());
    }

    /** Matches as soon as anything is said about encryption, so that something wrong about it is not overlooked. */
    static final class OnEncryptionSetting extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean said = Binder.get(context.getEnvironment())
                    .bind(PropertiesTokenProtection.PREFIX, Bindable.mapOf(String.class, String.class))
                    .isBound();
            ConditionMessage.Builder message = ConditionMessage.forCondition("Kosma consents");
            return said
                    ? ConditionOutcome.match(message.foundExactly(PropertiesTokenProtection.PREFIX))
                    : ConditionOutcome.noMatch(
                            message.because("nothing is set in " + PropertiesTokenProtection.PREFIX));
        }
    }
}
