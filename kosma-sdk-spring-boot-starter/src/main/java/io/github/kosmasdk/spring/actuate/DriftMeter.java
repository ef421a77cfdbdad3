package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.Drift;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.spring.KosmaClientBuilderCustomizer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts what the service sends and this version of the SDK does not know. */
final class DriftMeter implements KosmaClientBuilderCustomizer, MeterBinder {

    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

    @Override
    public void customize(KosmaClientBuilder builder) {
        builder.driftListener(this::count);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(registry);
    }

    void count(Drift drift) {
        registries.forEach(registry -> Counter.builder("kosma.client.drift")
                .description("Members and words in answers that this version of the SDK does not know")
                .tag("kind", drift.kind().name().toLowerCase(Locale.ROOT))
                .tag("where", drift.where())
                .register(registry)
                .increment());
    }
}
