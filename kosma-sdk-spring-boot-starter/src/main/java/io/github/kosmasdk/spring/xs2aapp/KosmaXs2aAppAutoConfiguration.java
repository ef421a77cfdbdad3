package io.github.kosmasdk.spring.xs2aapp;

import io.github.kosmasdk.spring.KosmaConnectionDetails;
import io.github.kosmasdk.spring.autoconfigure.KosmaAutoConfiguration;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** An {@link Xs2aApp} for web applications, with the options of {@code kosma.xs2a-app.*}. */
@AutoConfiguration(after = KosmaAutoConfiguration.class)
@ConditionalOnWebApplication
@EnableConfigurationProperties(KosmaXs2aAppProperties.class)
public final class KosmaXs2aAppAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Xs2aApp xs2aApp(
            KosmaXs2aAppProperties properties,
            ObjectProvider<KosmaConnectionDetails> connection,
            Environment environment) {
        URI launcher = Optional.ofNullable(properties.launcherUrl())
                .or(() -> connection.stream().findFirst().flatMap(KosmaConnectionDetails::xs2aAppLauncher))
                .orElse(Xs2aApp.LAUNCHER);
        return new Xs2aApp(launcher, properties.options(), contextPath(environment));
    }

    private static String contextPath(Environment environment) {
        String path = environment.getProperty(
                "server.servlet.context-path", environment.getProperty("spring.webflux.base-path", ""));
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
