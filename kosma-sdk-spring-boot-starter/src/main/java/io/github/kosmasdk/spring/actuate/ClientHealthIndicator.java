package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.KosmaClient;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the client gets on with the service, as far as it knows from the calls that were made: it makes none itself. A
 * service that is down does not make the application unfit, so the worst it says is {@code DEGRADED}, which Spring Boot does not
 * add up unless it is told to.
 */
final class ClientHealthIndicator extends AbstractHealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Calls are refused or wait for a connection; see the details");

    private final KosmaClient client;

    ClientHealthIndicator(KosmaClient client) {
        super("The state of the Kosma client cannot be read");
        this.client = client;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        ClientState state = client.state();
        builder.status(isDegraded(state) ? DEGRADED : Status.UP)
                .withDetail("circuitBreakers", state.circuitBreakers())
                .withDetail("retriesLeft", state.retriesLeft())
                .withDetail("callsUnderWay", state.callsUnderWay())
                .withDetail(
                        "connections",
                        Map.of(
                                "active", state.connections().active(),
                                "idle", state.connections().idle(),
                                "pending", state.connections().pending()));
    }

    /** A breaker that refuses calls, or more calls that wait for a connection than have one. */
    static boolean isDegraded(ClientState state) {
        return state.circuitBreakers().values().stream()
                        .anyMatch(breaker -> breaker == ClientState.CircuitBreaker.OPEN
                                || breaker == ClientState.CircuitBreaker.HALF_OPEN)
                || state.connections().pending() > state.connections().active();
    }
}
