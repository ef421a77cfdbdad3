package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ResiliencePolicyTest {

    private static final List<ResiliencePolicy> NAMED =
            List.of(ResiliencePolicy.CONSERVATIVE, ResiliencePolicy.STANDARD, ResiliencePolicy.OFF);

    @Test
    void theDocumentationHasTheNumbersOfTheNamedPolicies() {
        String rows = row("retry.max-attempts", policy -> policy.retry().maxAttempts())
                + row("retry.first-backoff", ofRetry(policy -> policy.retry().firstBackoff()))
                + row("retry.max-backoff", ofRetry(policy -> policy.retry().maxBackoff()))
                + row(
                        "retry-budget.retries",
                        ofRetry(policy -> policy.retryBudget().retries()))
                + row(
                        "retry-budget.percent-per-success",
                        ofRetry(policy -> policy.retryBudget().percentPerSuccess()))
                + row(
                        "circuit-breaker.enabled",
                        policy -> policy.circuitBreaker().isPresent())
                + row("circuit-breaker.failure-percent", ofBreaker(CircuitBreakerPolicy::failurePercent))
                + row("circuit-breaker.window", ofBreaker(CircuitBreakerPolicy::window))
                + row("circuit-breaker.minimum-attempts", ofBreaker(CircuitBreakerPolicy::minimumAttempts))
                + row("circuit-breaker.open-for", ofBreaker(CircuitBreakerPolicy::openFor))
                + row("circuit-breaker.probes", ofBreaker(CircuitBreakerPolicy::probes))
                + row(
                        "max-concurrent-calls",
                        policy -> policy.maxConcurrentCalls() == Integer.MAX_VALUE
                                ? "no limit"
                                : policy.maxConcurrentCalls());
        assertThat(Path.of("..", "docs", "resilience.md"))
                .content()
                .contains("| property `kosma.resilience.…` | `conservative` | `standard` | `off` |\n|---|---|---|---|\n"
                        + rows + "\n");
    }

    private static String row(String property, Function<ResiliencePolicy, Object> value) {
        return NAMED.stream()
                .map(policy -> words(value.apply(policy)))
                .collect(Collectors.joining(" | ", "| `" + property + "` | ", " |\n"));
    }

    private static Function<ResiliencePolicy, Object> ofRetry(Function<ResiliencePolicy, Object> value) {
        return policy -> policy.retry().maxAttempts() == 1 ? "" : value.apply(policy);
    }

    private static Function<ResiliencePolicy, Object> ofBreaker(Function<CircuitBreakerPolicy, Object> value) {
        return policy -> policy.circuitBreaker().map(value).orElse("");
    }

    private static String words(Object value) {
        return value instanceof Duration duration
                ? duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms"
                : value.toString();
    }

    @Test
    void eachPartCanBeChangedAlone() {
        RetryPolicy retry = new RetryPolicy(7, Duration.ofMillis(1), Duration.ofMillis(2));
        RetryBudget budget = new RetryBudget(3, 4);
        CircuitBreakerPolicy breaker = new CircuitBreakerPolicy(5, 6, 6, Duration.ofSeconds(7), 8);
        assertThat(ResiliencePolicy.OFF
                        .withRetry(retry)
                        .withRetryBudget(budget)
                        .withCircuitBreaker(breaker)
                        .withMaxConcurrentCalls(9))
                .isEqualTo(new ResiliencePolicy(retry, budget, Optional.of(breaker), 9));
        assertThat(ResiliencePolicy.STANDARD.withoutCircuitBreaker().circuitBreaker())
                .isEmpty();
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        Duration second = Duration.ofSeconds(1);
        Stream.<ThrowingCallable>of(
                        () -> new RetryBudget(0, 10),
                        () -> new RetryBudget(1_000_001, 10),
                        () -> new RetryBudget(1, -1),
                        () -> new RetryBudget(1, 101),
                        () -> new CircuitBreakerPolicy(0, 10, 5, second, 1),
                        () -> new CircuitBreakerPolicy(101, 10, 5, second, 1),
                        () -> new CircuitBreakerPolicy(50, 4, 5, second, 1),
                        () -> new CircuitBreakerPolicy(50, 10, 0, second, 1),
                        () -> new CircuitBreakerPolicy(50, 10, 5, Duration.ZERO, 1),
                        () -> new CircuitBreakerPolicy(50, 10, 5, second, 0),
                        () -> ResiliencePolicy.STANDARD.withMaxConcurrentCalls(0))
                .forEach(wrong -> assertThatThrownBy(wrong).isInstanceOf(KosmaUsageException.class));
    }
}
