package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.KosmaClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How the client is doing, in numbers. */
final class ClientMeters implements MeterBinder {

    private final KosmaClient client;

    ClientMeters(KosmaClient client) {
        this.client = client;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "kosma.client.calls.under.way", "calls", "Calls under way", ClientState::callsUnderWay);
        gauge(
                registry,
                "kosma.client.retries.left",
                "retries",
                "Retries that the budget has left",
                ClientState::retriesLeft);
        gauge(
                registry,
                "kosma.client.connections.active",
                "connections",
                "Connections in use by a call",
                state -> state.connections().active());
        gauge(
                registry,
                "kosma.client.connections.idle",
                "connections",
                "Connections that are open and free",
                state -> state.connections().idle());
        gauge(
                registry,
                "kosma.client.connections.pending",
                "calls",
                "Calls that wait for a connection",
                state -> state.connections().pending());
        client.state().circuitBreakers().keySet().forEach(api -> {
            for (ClientState.CircuitBreaker state : ClientState.CircuitBreaker.values()) {
                breaker(registry, api, state);
            }
        });
    }

    private void gauge(
            MeterRegistry registry, String name, String unit, String description, ToDoubleFunction<ClientState> value) {
        Gauge.builder(name, client, observed -> value.applyAsDouble(observed.state()))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private void breaker(MeterRegistry registry, String api, ClientState.CircuitBreaker state) {
        Gauge.builder("kosma.client.circuit.breaker", client, observed -> isIn(observed, api, state) ? 1 : 0)
                .description("1 for the state that the circuit breaker of the API is in, else 0")
                .tag("api", api)
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static boolean isIn(KosmaClient client, String api, ClientState.CircuitBreaker state) {
        return client.state().circuitBreakers().get(api) == state;
    }
}
