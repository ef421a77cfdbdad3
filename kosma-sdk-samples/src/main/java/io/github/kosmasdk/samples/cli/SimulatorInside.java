package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Without a word about where to go, the sample brings its own bank side. */
@Configuration(proxyBeanMethods = false)
@Conditional(SimulatorInside.NowhereElse.class)
class SimulatorInside {

    static final String FORGETS = "a consent outlives this command, but the simulator inside does not, and would know"
            + " nothing of it: start one apart with java -jar src-test-fixtures/target/kosma-playground.jar, then add"
            + " --kosma.base-url=http://127.0.0.1:8089 --kosma.auth-base-url=http://127.0.0.1:8090 --kosma.token=any";

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
