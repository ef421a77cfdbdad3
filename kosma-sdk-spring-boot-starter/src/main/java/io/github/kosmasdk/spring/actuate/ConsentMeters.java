package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.error.KosmaStoreException;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How many consents the store has, and how many calls the vault refuses for their quota. */
final class ConsentMeters implements MeterBinder {

    private final ConsentVault vault;

    ConsentMeters(ConsentVault vault) {
        this.vault = vault;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Counts counts = new Counts(vault, registry.config().clock());
        for (ConsentState state : ConsentState.values()) {
            Gauge.builder("kosma.consents", () -> counts.of(state))
                    .baseUnit("consents")
                    .description(
                            "Consents in the store; counted once a minute at most, and told by every node that shares it")
                    .tag("consent.state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        vault.quotaRefusals()
                .keySet()
                .forEach(call -> FunctionCounter.builder(
                                "kosma.consents.quota.refusals",
                                vault,
                                observed -> observed.quotaRefusals().getOrDefault(call, 0L))
                        .baseUnit("calls")
                        .description(
                                "Unattended calls that were refused unsent, as the quota of their consent was used up")
                        .tag("call", call)
                        .register(registry));
    }

    /** Spares the store: however many look at the meters, it is asked once a minute, also when it fails. */
    private static final class Counts {

        private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

        private final ConsentVault vault;
        private final Clock clock;
        private Map<ConsentState, Long> latest = Map.of();
        private @Nullable Long askedAt;

        Counts(ConsentVault vault, Clock clock) {
            this.vault = vault;
            this.clock = clock;
        }

        /** Not a number when the store failed. */
        synchronized double of(ConsentState state) {
            long now = clock.monotonicTime();
            if (askedAt == null || now - askedAt >= FRESH_NANOS) {
                askedAt = now;
                latest = ask();
            }
            Long count = latest.get(state);
            return count == null ? Double.NaN : count;
        }

        private Map<ConsentState, Long> ask() {
            try {
                return vault.countByState();
            } catch (KosmaStoreException e) {
                return Map.of(); // the health of the store says why
            }
        }
    }
}
