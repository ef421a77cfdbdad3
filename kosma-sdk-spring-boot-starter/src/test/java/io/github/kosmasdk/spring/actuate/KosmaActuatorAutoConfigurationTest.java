package io.github.kosmasdk.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.spring.autoconfigure.KosmaAutoConfiguration;
import io.github.kosmasdk.spring.autoconfigure.KosmaConsentAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class KosmaActuatorAutoConfigurationTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final Consent CONSENT = new Consent("c1", new ConsentToken("ct.1"), Map.of());

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    KosmaAutoConfiguration.class,
                    KosmaConsentAutoConfiguration.class,
                    KosmaActuatorAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    WebEndpointAutoConfiguration.class))
            .withPropertyValues("kosma.token=secret-token");

    private final WebApplicationContextRunner withVault = application.withPropertyValues("kosma.consent.store=memory");

    private final WebApplicationContextRunner exposed =
            withVault.withPropertyValues("management.endpoints.web.exposure.include=*");

    @Test
    void theEndpointIsThereOnceItIsExposed() {
        withVault.run(context -> assertThat(context).doesNotHaveBean(ConsentsEndpoint.class));
        exposed.run(context -> assertThat(context).hasSingleBean(ConsentsEndpoint.class));
        exposed.withPropertyValues("management.endpoint.kosmaconsents.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(ConsentsEndpoint.class));
    }

    @Test
    void withoutAVaultThereIsNothingToShow() {
        application
                .withPropertyValues("management.endpoints.web.exposure.include=*")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ConsentsEndpoint.class)
                        .doesNotHaveBean("kosmaConsentsHealthIndicator"));
    }

    @Test
    void anApplicationWithoutMetricsHasAVaultAllTheSame() {
        withVault
                .withClassLoader(new FilteredClassLoader(MeterBinder.class))
                .run(context ->
                        assertThat(context).hasSingleBean(ConsentVault.class).doesNotHaveBean(ConsentMeters.class));
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ConsentMeters.class));
    }

    @Test
    void anApplicationWithoutActuatorHasAVaultAllTheSame() {
        exposed.withClassLoader(new FilteredClassLoader(
                        ConditionalOnAvailableEndpoint.class, SanitizingFunction.class, HealthIndicator.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(ConsentVault.class)
                        .doesNotHaveBean(ConsentsEndpoint.class)
                        .doesNotHaveBean("kosmaConsentsHealthIndicator"));
    }

    @Test
    void theHealthCanBeTurnedOff() {
        withVault
                .withPropertyValues("management.health.kosmaconsents.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("kosmaConsentsHealthIndicator"));
        withVault
                .withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("kosmaConsentsHealthIndicator"));
    }

    @Test
    void onlyAStoreThatIsAwayIsBadHealth() {
        AwayAtTimes store = new AwayAtTimes();
        withStore(store).run(context -> {
            HealthIndicator health = context.getBean("kosmaConsentsHealthIndicator", HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            store.away = true;
            Health down = health.health();
            assertThat(down.getStatus()).isEqualTo(Status.DOWN);
            assertThat(down.getDetails().toString())
                    .contains("The store of consents failed")
                    .doesNotContain("jdbc:secret");
            store.away = false;
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void theEndOfALongListIsSaid() {
        exposed.run(context -> {
            ConsentsEndpoint endpoint = context.getBean(ConsentsEndpoint.class);
            WebEndpointResponse<?> empty = endpoint.list(null, null, null, List.of(), null, null);
            assertThat(empty.getBody()).isEqualTo(new ConsentsEndpoint.Consents(List.of(), null));
            assertThat(endpoint.list(null, null, null, null, null, 1_001).getStatus())
                    .isEqualTo(400);
        });
    }

    @Test
    void ofAnAccountOnlyTheEndIsShown() {
        for (String[] pair : new String[][] {
            {"DE43000000005686751168", "***1168"}, {"12345678", "***5678"}, {"123456", "***56"}, {"1234", "***"}
        }) {
            assertThat(ConsentsEndpoint.Usage.of(
                                    new ConsentRecord.Usage("balances", Optional.of(pair[0]), 3, Instant.EPOCH))
                            .account())
                    .isEqualTo(pair[1]);
        }
    }

    @Test
    void secretsAreHiddenByNameAndByValueAndNothingElseIs() {
        application
                .withPropertyValues("kosma.consent.encryption.keys.k1=" + KEY)
                .run(context -> {
                    SanitizingFunction function = context.getBean(SanitizingFunction.class);
                    for (String name : List.of(
                            "kosma.token",
                            "KOSMA_TOKEN",
                            "kosma.white-label.hsm",
                            "kosma.whiteLabel.aspspData",
                            "KOSMA_WHITELABEL_ASPSPDATA",
                            "kosma.proxy.password",
                            "KOSMA_PROXY_PASSWORD",
                            "kosma.consent.encryption.keys.k1",
                            "kosma.consent.encryption.keys[a.b]",
                            "KOSMA_CONSENT_ENCRYPTION_KEYS_K1")) {
                        assertThat(shown(function, name, "of another source"))
                                .as(name)
                                .isEqualTo("******");
                    }
                    assertThat(shown(function, "sun.java.command", "app.jar --kosma.token=secret-token"))
                            .isEqualTo("******");
                    assertThat(shown(function, "KEY_OF_OPERATIONS", KEY)).isEqualTo("******");
                    assertThat(shown(function, "kosma.deadline", "30s")).isEqualTo("30s");
                    assertThat(shown(function, "kosma.consent.encryption.current-key", "k1"))
                            .isEqualTo("k1");
                    assertThat(shown(function, "my.token", "mine")).isEqualTo("mine");
                });
    }

    @Test
    void consentsAreCountedOnceAMinuteHoweverManyLookAtTheMeters() {
        AwayAtTimes store = new AwayAtTimes();
        withStore(store).run(context -> {
            MockClock clock = new MockClock();
            MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
            context.getBean(ConsentMeters.class).bindTo(registry);
            ConsentVault vault = context.getBean(ConsentVault.class);
            String id = vault.store(CONSENT, ConsentOrigin.UNKNOWN);

            assertThat(consents(registry, "active")).isEqualTo(1);
            vault.revoke(id);
            clock.add(Duration.ofSeconds(59));
            assertThat(consents(registry, "active")).isEqualTo(1);
            assertThat(consents(registry, "revoked")).isZero();
            assertThat(store.counted).isEqualTo(1);

            clock.add(Duration.ofSeconds(1));
            assertThat(consents(registry, "active")).isZero();
            assertThat(consents(registry, "revoked")).isEqualTo(1);
            assertThat(store.counted).isEqualTo(2);

            store.away = true;
            clock.add(Duration.ofMinutes(1));
            assertThat(consents(registry, "active")).isNaN();
            assertThat(consents(registry, "revoked")).isNaN();
            assertThat(store.counted).isEqualTo(3);
        });
    }

    private WebApplicationContextRunner withStore(ConsentStore store) {
        return application
                .withBean(ConsentStore.class, () -> store)
                .withPropertyValues("kosma.consent.encryption.keys.k1=" + KEY);
    }

    private static double consents(MeterRegistry registry, String state) {
        return registry.get("kosma.consents")
                .tag("consent.state", state)
                .gauge()
                .value();
    }

    private static Object shown(SanitizingFunction function, String name, String value) {
        return function.applyUnlessFiltered(new SanitizableData(null, name, value))
                .getValue();
    }

    private static final class AwayAtTimes implements ConsentStore {
        private final InMemoryConsentStore store = new InMemoryConsentStore();
        private boolean away;
        private int counted;

        private InMemoryConsentStore store() {
            if (away) {
                throw new IllegalStateException("jdbc:secret is away");
            }
            return store;
        }

        @Override
        public void insert(StoredConsent consent) {
            store().insert(consent);
        }

        @Override
        public Optional<StoredConsent> find(String id) {
            return store().find(id);
        }

        @Override
        public List<StoredConsent> list(ConsentQuery query) {
            return store().list(query);
        }

        @Override
        public Map<ConsentState, Long> countByState() {
            counted++;
            return store().countByState();
        }

        @Override
        public Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until) {
            return store().acquire(id, holder, now, until);
        }

        @Override
        public boolean update(StoredConsent changed) {
            return store().update(changed);
        }
    }
}
