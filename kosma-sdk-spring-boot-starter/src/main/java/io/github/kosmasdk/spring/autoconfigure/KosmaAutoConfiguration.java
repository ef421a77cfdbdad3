package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaReactiveClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.WhiteLabelKeys;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.KosmaClientBuilderCustomizer;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;

/**
 * A {@link KosmaClient} and a {@link KosmaReactiveClient} over one pool of connections. An application that brings one
 * of them gets the other face of it; one that brings both gets nothing from here.
 */
@AutoConfiguration
@EnableConfigurationProperties(KosmaProperties.class)
public final class KosmaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(KosmaConnectionDetails.class)
    PropertiesKosmaConnectionDetails kosmaConnectionDetails(KosmaProperties properties) {
        return new PropertiesKosmaConnectionDetails(properties);
    }

    @Bean
    @ConditionalOnMissingBean({KosmaReactiveClient.class, KosmaClient.class})
    KosmaReactiveClient kosmaReactiveClient(
            KosmaProperties properties,
            KosmaConnectionDetails connection,
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<KosmaClientBuilderCustomizer> customizers,
            ConfigurableApplicationContext application) {
        KosmaClientBuilder builder = KosmaReactiveClient.builder().environment(connection.environment());
        if (connection.token().isPresent()) {
            builder.token(() -> connection.token().orElse(""));
        }
        apply(properties, builder);
        ConnectionSettings.apply(properties, connection, sslBundles, builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        KosmaReactiveClient client = build(builder);
        application.addApplicationListener(new WarmUp(client));
        return client;
    }

    /** The faces share their connections, so only the one that made them closes them. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(KosmaReactiveClient.class)
    KosmaClient kosmaClient(KosmaReactiveClient reactive) {
        return KosmaClient.of(reactive);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(KosmaClient.class)
    KosmaReactiveClient reactiveFaceOfKosmaClient(KosmaClient client) {
        return client.reactive();
    }

    private static void apply(KosmaProperties properties, KosmaClientBuilder builder) {
        set("kosma.deadline", properties.deadline(), builder::deadline);
        if (properties.userAgent() != null && !properties.userAgent().isBlank()) {
            set("kosma.user-agent", properties.userAgent(), builder::userAgent);
        }
        if (properties.whiteLabel().isConfigured()) {
            set(
                    "kosma.white-label.*",
                    properties.whiteLabel(),
                    keys -> builder.whiteLabelKeys(new WhiteLabelKeys(keys.hsm(), keys.aspspData())));
        }
        builder.drift(properties.drift());
        set("kosma.resilience.*", properties.resilience(), resilience -> builder.resilience(resilience.toPolicy()));
        set(
                "kosma.polling.*",
                properties.polling(),
                polling -> builder.polling(new PollingPolicy(polling.first(), polling.max())));
        set(
                "kosma.pool.*",
                properties.pool(),
                pool -> builder.connectionPool(new ConnectionPool(
                        pool.maxConnections(),
                        pool.maxPending(),
                        pool.maxIdle(),
                        pool.maxLife(),
                        pool.connectTimeout())));
        set("kosma.limits.*", properties.limits(), limits -> builder.limits(limits(limits)));
    }

    static ResponseLimits limits(KosmaProperties.Limits limits) {
        return new ResponseLimits(
                bytes(limits.maxBodySize()),
                bytes(limits.maxHeaderSize()),
                limits.maxNesting(),
                limits.maxStringLength(),
                limits.maxNumberLength());
    }

    private static int bytes(DataSize size) {
        return (int) Math.min(size.toBytes(), Integer.MAX_VALUE);
    }

    private static <T> void set(String property, T value, Consumer<T> setter) {
        try {
            setter.accept(value);
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(e.getMessage() + ".", "Correct '" + property + "'.", e);
        }
    }

    private static KosmaReactiveClient build(KosmaClientBuilder builder) {
        try {
            return builder.buildReactive();
        } catch (KosmaUsageException e) {
            if (!e.getMessage().startsWith("There is no API token")) {
                throw new KosmaConfigurationException(
                        e.getMessage() + ".",
                        "Correct the properties 'kosma.*', or what the KosmaClientBuilderCustomizer beans set.",
                        e);
            }
            throw new KosmaConfigurationException(
                    "The Kosma client has no API token: 'kosma.token' is not set.", """
                    Set the property 'kosma.token' or the environment variable KOSMA_TOKEN to an API token. It is made \
                    in the portal of the environment (the playground and production have one each) and is valid for \
                    180 days.

                    For a token that changes while the application runs, bring a KosmaClientBuilderCustomizer bean \
                    that sets builder.token(supplier).

                    To try without a token of the service, start the simulator (kosma-playground.jar, or \
                    KosmaPlayground.start() from kosma-sdk-test-fixtures), set 'kosma.base-url' and \
                    'kosma.auth-base-url' to it, and any token.""", e);
        }
    }
}
