package io.github.kosmasdk;

import java.util.Map;

/**
 * How a client is doing, at one moment: for health checks, metrics, and whoever looks at 3 a.m. All views of a client
 * share one state.
 *
 * @param circuitBreakers the breaker of each API by its name, {@code xs2a}, {@code auth}, {@code insights} and {@code bank_directory}
 * @param retriesLeft how many retries the budget has left, see {@link RetryBudget}
 * @param callsUnderWay how many calls are under way, see {@link ResiliencePolicy#maxConcurrentCalls()}
 * @param connections the connections, see {@link ConnectionPool}
 */
public record ClientState(
        Map<String, CircuitBreaker> circuitBreakers, int retriesLeft, int callsUnderWay, Connections connections) {

    /** Copies the parts. */
    public ClientState {
        circuitBreakers = Map.copyOf(circuitBreakers);
    }

    /**
     * The connections to all hosts together.
     *
     * @param active in use by a call
     * @param idle open and free
     * @param pending calls that wait for one
     */
    public record Connections(int active, int idle, int pending) {

        /** None. */
        public static final Connections NONE = new Connections(0, 0, 0);
    }

    /** Whether an API is called. */
    public enum CircuitBreaker {
        /** It is. */
        CLOSED,
        /** It failed too often: calls are refused at once, until the time of the policy is over. */
        OPEN,
        /** A few calls are let through, to see whether it is up again; the others are refused. */
        HALF_OPEN,
        /** It is, whatever happens: the policy has no breaker. */
        OFF
    }
}
