package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.KosmaReactiveClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.RetryBudget;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.spring.KosmaClientBuilderCustomizer;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class KosmaAutoConfigurationTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(KosmaAutoConfiguration.class));

    @Test
    void aTokenGivesBothFacesOfOneClient() {
        application.withPropertyValues("kosma.token=any").run(context -> {
            assertThat(context).hasSingleBean(KosmaClient.class).hasSingleBean(KosmaReactiveClient.class);
            assertThat(context.getBean(KosmaClient.class).reactive())
                    .isSameAs(context.getBean(KosmaReactiveClient.class));
        });
    }

    @Test
    void theEnvironmentIsThePlaygroundUnlessSaidOtherwise() {
        application
                .withPropertyValues("kosma.token=any")
                .run(context -> assertThat(environmentOf(context)).isEqualTo(KosmaEnvironment.PLAYGROUND));
        application
                .withPropertyValues("kosma.token=any", "kosma.environment=production")
                .run(context -> assertThat(environmentOf(context)).isEqualTo(KosmaEnvironment.PRODUCTION));
    }

    @Test
    void baseUrlsOverruleTheEnvironment() {
        application
                .withPropertyValues(
                        "kosma.token=any",
                        "kosma.environment=production",
                        "kosma.base-url=http://127.0.0.1:8089",
                        "kosma.auth-base-url=http://127.0.0.1:8090")
                .run(context -> assertThat(environmentOf(context))
                        .isEqualTo(new KosmaEnvironment(
                                URI.create("http://127.0.0.1:8089"), URI.create("http://127.0.0.1:8090"))));
    }

    @Test
    void theBankDirectoryHasABaseUrlOfItsOwn() {
        URI directory = URI.create("https://banks.example");
        application
                .withPropertyValues("kosma.token=any", "kosma.bank-directory-base-url=" + directory)
                .run(context -> assertThat(environmentOf(context))
                        .isEqualTo(KosmaEnvironment.PLAYGROUND.withBankDirectory(directory)));
        application
                .withPropertyValues(
                        "kosma.token=any",
                        "kosma.base-url=http://127.0.0.1:8089",
                        "kosma.auth-base-url=http://127.0.0.1:8090",
                        "kosma.bank-directory-base-url=" + directory)
                .run(context -> assertThat(environmentOf(context).bankDirectoryBaseUrl())
                        .contains(directory));
    }

    @Test
    void whatIsNotSetIsAsInTheClientItself() {
        application.withPropertyValues("kosma.token=any").run(context -> {
            KosmaProperties properties = context.getBean(KosmaProperties.class);
            assertThat(properties.deadline()).isEqualTo(KosmaClientBuilder.DEFAULT_DEADLINE);
            assertThat(properties.resilience().toPolicy()).isEqualTo(ResiliencePolicy.STANDARD);
            assertThat(new PollingPolicy(
                            properties.polling().first(), properties.polling().max()))
                    .isEqualTo(PollingPolicy.STANDARD);
            KosmaProperties.Pool pool = properties.pool();
            assertThat(new ConnectionPool(
                            pool.maxConnections(),
                            pool.maxPending(),
                            pool.maxIdle(),
                            pool.maxLife(),
                            pool.connectTimeout()))
                    .isEqualTo(ConnectionPool.STANDARD);
            assertThat(KosmaAutoConfiguration.limits(properties.limits())).isEqualTo(ResponseLimits.STANDARD);
        });
    }

    @Test
    void aPolicyIsNamedAndEveryNumberOfItCanBeSet() {
        application
                .withPropertyValues("kosma.token=any", "kosma.resilience.policy=conservative")
                .run(context -> assertThat(resilienceOf(context)).isEqualTo(ResiliencePolicy.CONSERVATIVE));
        application
                .withPropertyValues(
                        "kosma.token=any",
                        "kosma.resilience.policy=conservative",
                        "kosma.resilience.circuit-breaker.enabled=false",
                        "kosma.resilience.retry.max-attempts=4")
                .run(context -> assertThat(resilienceOf(context))
                        .isEqualTo(ResiliencePolicy.CONSERVATIVE
                                .withoutCircuitBreaker()
                                .withRetry(new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(10)))));
        application
                .withPropertyValues(
                        "kosma.token=any",
                        "kosma.resilience.policy=off",
                        "kosma.resilience.retry.max-attempts=5",
                        "kosma.resilience.retry.first-backoff=1s",
                        "kosma.resilience.retry.max-backoff=2s",
                        "kosma.resilience.retry-budget.retries=7",
                        "kosma.resilience.retry-budget.percent-per-success=8",
                        "kosma.resilience.circuit-breaker.enabled=true",
                        "kosma.resilience.circuit-breaker.failure-percent=9",
                        "kosma.resilience.circuit-breaker.window=11",
                        "kosma.resilience.circuit-breaker.minimum-attempts=10",
                        "kosma.resilience.circuit-breaker.open-for=12s",
                        "kosma.resilience.circuit-breaker.probes=13",
                        "kosma.resilience.max-concurrent-calls=14")
                .run(context -> assertThat(resilienceOf(context))
                        .isEqualTo(new ResiliencePolicy(
                                new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                new RetryBudget(7, 8),
                                Optional.of(new CircuitBreakerPolicy(9, 11, 10, Duration.ofSeconds(12), 13)),
                                14)));
    }

    private static ResiliencePolicy resilienceOf(AssertableApplicationContext context) {
        assertThat(context).hasSingleBean(KosmaClient.class);
        return context.getBean(KosmaProperties.class).resilience().toPolicy();
    }

    @Test
    void anApplicationsOwnBlockingClientIsLeftAloneAndLendsItsReactiveFace() {
        application.withUserConfiguration(OwnClient.class).run(context -> {
            assertThat(context).hasSingleBean(KosmaClient.class).hasSingleBean(KosmaReactiveClient.class);
            assertThat(context.getBean(KosmaClient.class)).isSameAs(context.getBean("ownClient"));
            assertThat(context.getBean(KosmaReactiveClient.class))
                    .isSameAs(context.getBean(KosmaClient.class).reactive());
        });
    }

    @Test
    void anApplicationsOwnReactiveClientIsLeftAloneAndGetsABlockingFace() {
        application.withUserConfiguration(OwnReactiveClient.class).run(context -> {
            assertThat(context).hasSingleBean(KosmaClient.class).hasSingleBean(KosmaReactiveClient.class);
            assertThat(context.getBean(KosmaClient.class).reactive()).isSameAs(context.getBean("ownReactiveClient"));
        });
    }

    @Test
    void twoClientsOfAnApplicationsOwnGetNoOtherFaceThatWouldBeAGuess() {
        application
                .withUserConfiguration(OwnClient.class, AnotherClient.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(KosmaReactiveClient.class)
                        .getBeans(KosmaClient.class)
                        .hasSize(2));
    }

    @Test
    void connectionDetailsReplaceTheProperties() {
        KosmaEnvironment own = new KosmaEnvironment(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));
        application
                .withBean(KosmaConnectionDetails.class, () -> details(own, Optional.of("any")))
                .run(context -> assertThat(context)
                        .hasSingleBean(KosmaClient.class)
                        .hasSingleBean(KosmaConnectionDetails.class)
                        .doesNotHaveBean(PropertiesKosmaConnectionDetails.class));
    }

    @Test
    void customizersAreCalledInTheirOrder() {
        application
                .withPropertyValues("kosma.token=any")
                .withUserConfiguration(Customizers.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(KosmaClient.class);
                    assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second");
                });
    }

    @Test
    void aCustomizerMaySetTheToken() {
        application
                .withBean(KosmaClientBuilderCustomizer.class, () -> builder -> builder.token(() -> "from a vault"))
                .run(context -> assertThat(context).hasSingleBean(KosmaClient.class));
    }

    @Test
    void thePropertiesNeverShowTheToken() {
        application
                .withPropertyValues(
                        "kosma.token=secret-token",
                        "kosma.white-label.hsm=secret-hsm",
                        "kosma.white-label.aspsp-data=5ec7e7:5ec7e7")
                .run(context -> assertThat(
                                context.getBean(KosmaProperties.class).toString())
                        .contains("token=***")
                        .contains("whiteLabel=***")
                        .doesNotContain("secret-token", "secret-hsm", "5ec7e7"));
    }

    private static KosmaEnvironment environmentOf(AssertableApplicationContext context) {
        assertThat(context).hasSingleBean(KosmaClient.class);
        return context.getBean(KosmaConnectionDetails.class).environment();
    }

    private static KosmaConnectionDetails details(KosmaEnvironment environment, Optional<String> token) {
        return new KosmaConnectionDetails() {
            @Override
            public KosmaEnvironment environment() {
                return environment;
            }

            @Override
            public Optional<String> token() {
                return token;
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {
        @Bean
        KosmaClient ownClient() {
            return KosmaClient.builder().token("any").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherClient {
        @Bean
        KosmaClient anotherClient() {
            return KosmaClient.builder().token("any").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveClient {
        @Bean
        KosmaReactiveClient ownReactiveClient() {
            return KosmaReactiveClient.builder().token("any").buildReactive();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        final List<String> called = new ArrayList<>();

        @Bean
        @Order(2)
        KosmaClientBuilderCustomizer second() {
            return builder -> called.add("second");
        }

        @Bean
        @Order(1)
        KosmaClientBuilderCustomizer first() {
            return builder -> called.add("first");
        }
    }
}
