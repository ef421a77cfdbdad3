package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.consent.ConsentVault;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the store of consents can be reached, by one cheap query. It calls no service and spends no quota, and what has
 * become of the consents is not its business.
 */
final class ConsentsHealthIndicator extends AbstractHealthIndicator {

    private final ConsentVault vault;

    ConsentsHealthIndicator(ConsentVault vault) {
        super("The store of consents cannot be read");
        this.vault = vault;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        vault.inspect("health");
        builder.up();
    }
}
