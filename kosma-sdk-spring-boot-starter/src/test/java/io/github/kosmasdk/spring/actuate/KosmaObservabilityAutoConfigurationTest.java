package io.github.kosmasdk.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.ClientState.CircuitBreaker;
import io.github.kosmasdk.ClientState.Connections;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.spring.autoconfigure.KosmaAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KosmaObservabilityAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(KosmaAutoConfiguration.class, KosmaObservabilityAutoConfiguration.class))
            .withPropertyValues("kosma.token=secret-token");

    @Test
    void anApplicationWithoutMetricsHealthOrObservationsHasAClientAllTheSame() {
        application
                .withClassLoader(new FilteredClassLoader(MeterBinder.class, HealthIndicator.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(KosmaClient.class)
                        .doesNotHaveBean(ClientMeters.class)
                        .doesNotHaveBean(DriftMeter.class)
                        .doesNotHaveBean("kosmaHealthIndicator"));
        application
                .withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
                .run(context ->
                        assertThat(context).hasSingleBean(KosmaClient.class).doesNotHaveBean("kosmaObservations"));
    }

    @Test
    void aClientOfTheUserHasMetersAndHealthToo() {
        KosmaClient mine = KosmaClient.builder().token("mine").build();
        application.withBean(KosmaClient.class, () -> mine).run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(ClientMeters.class).bindTo(registry);
            assertThat(registry.get("kosma.client.retries.left").gauge().value())
                    .isEqualTo(200);
            Health health = context.getBean("kosmaHealthIndicator", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("retriesLeft", 200)
                    .containsEntry("connections", Map.of("active", 0, "idle", 0, "pending", 0));
        });
    }

    @Test
    void theHealthCanBeTurnedOff() {
        application
                .withPropertyValues("management.health.kosma.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("kosmaHealthIndicator"));
    }

    @Test
    void aBreakerThatRefusesOrAQueueLongerThanThePoolDegrades() {
        Connections idle = Connections.NONE;
        assertThat(degraded(CircuitBreaker.CLOSED, idle)).isFalse();
        assertThat(degraded(CircuitBreaker.OFF, idle)).isFalse();
        assertThat(degraded(CircuitBreaker.OPEN, idle)).isTrue();
        assertThat(degraded(CircuitBreaker.HALF_OPEN, idle)).isTrue();
        assertThat(degraded(CircuitBreaker.CLOSED, new Connections(50, 0, 50))).isFalse();
        assertThat(degraded(CircuitBreaker.CLOSED, new Connections(50, 0, 51))).isTrue();
    }

    private static boolean degraded(CircuitBreaker auth, Connections connections) {
        return ClientHealthIndicator.isDegraded(
                new ClientState(Map.of("xs2a", CircuitBreaker.CLOSED, "auth", auth), 200, 0, connections));
    }
}
