package io.github.kosmasdk.samples;

import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Without a word about where to go, a sample brings its own bank side. */
@Configuration(proxyBeanMethods = false)
@Conditional(SimulatorInside.NowhereElse.class)
public class SimulatorInside {

    @Bean
    KosmaPlayground kosmaPlayground() {
        return KosmaPlayground.start();
    }

    @Bean
    KosmaConnectionDetails simulatorConnection(KosmaPlayground playground) {
        return new KosmaConnectionDetails() {
            @Override
            public KosmaEnvironment environment() {
                return new KosmaEnvironment(playground.baseUrl(), playground.authBaseUrl());
            }

            @Override
            public Optional<String> token() {
                return Optional.of(playground.token());
            }

            @Override
            public Optional<URI> xs2aAppLauncher() {
                return Optional.of(playground.launcherUrl());
            }
        };
    }

    /** Matches when neither an environment nor a URL is set. */
    static class NowhereElse implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Stream.of("kosma.environment", "kosma.base-url", "kosma.auth-base-url")
                    .noneMatch(context.getEnvironment()::containsProperty);
        }
    }
}
