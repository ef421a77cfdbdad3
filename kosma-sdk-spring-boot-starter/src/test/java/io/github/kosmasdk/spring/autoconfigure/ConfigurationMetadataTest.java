package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationMetadataTest {

    private final List<JsonNode> properties = properties();

    @Test
    void everyPropertyIsThere() {
        assertThat(properties)
                .extracting(property -> property.get("name").stringValue())
                .containsExactlyInAnyOrder(
                        "kosma.environment",
                        "kosma.base-url",
                        "kosma.auth-base-url",
                        "kosma.bank-directory-base-url",
                        "kosma.token",
                        "kosma.deadline",
                        "kosma.user-agent",
                        "kosma.drift",
                        "kosma.resilience.policy",
                        "kosma.resilience.retry.max-attempts",
                        "kosma.resilience.retry.first-backoff",
                        "kosma.resilience.retry.max-backoff",
                        "kosma.resilience.retry-budget.retries",
                        "kosma.resilience.retry-budget.percent-per-success",
                        "kosma.resilience.circuit-breaker.enabled",
                        "kosma.resilience.circuit-breaker.failure-percent",
                        "kosma.resilience.circuit-breaker.window",
                        "kosma.resilience.circuit-breaker.minimum-attempts",
                        "kosma.resilience.circuit-breaker.open-for",
                        "kosma.resilience.circuit-breaker.probes",
                        "kosma.resilience.max-concurrent-calls",
                        "kosma.polling.first",
                        "kosma.polling.max",
                        "kosma.pool.max-connections",
                        "kosma.pool.max-pending",
                        "kosma.pool.max-idle",
                        "kosma.pool.max-life",
                        "kosma.pool.connect-timeout",
                        "kosma.limits.max-body-size",
                        "kosma.limits.max-header-size",
                        "kosma.limits.max-nesting",
                        "kosma.limits.max-string-length",
                        "kosma.limits.max-number-length",
                        "kosma.white-label.hsm",
                        "kosma.white-label.aspsp-data",
                        "kosma.ssl.bundle",
                        "kosma.proxy.type",
                        "kosma.proxy.host",
                        "kosma.proxy.port",
                        "kosma.proxy.username",
                        "kosma.proxy.password",
                        "kosma.proxy.direct-hosts",
                        "kosma.xs2a-app.launcher-url",
                        "kosma.xs2a-app.appearance-mode",
                        "kosma.xs2a-app.auto-close",
                        "kosma.xs2a-app.hide-transition-on-flow-end",
                        "kosma.xs2a-app.open-policies-in-new-window",
                        "kosma.xs2a-app.psd2-redirect-method",
                        "kosma.xs2a-app.skip-initial-loader",
                        "kosma.xs2a-app.theme",
                        "kosma.xs2a-app.unfold-consent-details",
                        "kosma.consent.store",
                        "kosma.consent.unattended-limit",
                        "kosma.consent.lease",
                        "kosma.consent.patience",
                        "kosma.consent.encryption.current-key",
                        "kosma.consent.encryption.keys",
                        "kosma.consent.encryption.none",
                        "kosma.consent.encryption.reads-plain-text",
                        "kosma.consent.jdbc.initialize-schema",
                        "management.endpoint.kosmaconsents.access",
                        "management.endpoint.kosmaconsents.cache.time-to-live",
                        "management.health.kosma.enabled",
                        "management.health.kosmaconsents.enabled");
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(properties).allSatisfy(property -> {
            assertThat(property.path("description").asString(""))
                    .as(property.get("name").stringValue())
                    .isNotBlank()
                    .endsWith(".")
                    .doesNotContain("{@")
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ");
        });
    }

    private static List<JsonNode> properties() {
        try (InputStream metadata =
                KosmaProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(metadata).isNotNull();
            return JsonMapper.shared()
                    .readTree(metadata)
                    .get("properties")
                    .valueStream()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
