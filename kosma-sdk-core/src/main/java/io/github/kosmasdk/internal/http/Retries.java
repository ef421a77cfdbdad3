package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Which failures of a safe operation are worth another try, and after how long. resilience4j counts and decides, each
 * call on its own; the wait happens on the client's clock and never reaches past the deadline.
 */
final class Retries {

    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 502, 503, 504);

    private final io.github.resilience4j.retry.Retry retry;

    private final Timing timing;

    Retries(RetryPolicy policy, Timing timing) {
        this.timing = timing;
        this.retry = io.github.resilience4j.retry.Retry.of(
                "kosma-sdk",
                RetryConfig.custom()
                        .maxAttempts(policy.maxAttempts())
                        .retryOnException(Retries::isWorthAnotherTry)
                        .intervalBiFunction((attempt, outcome) -> waitMillis(policy, attempt, outcome))
                        .build());
    }

    Retry within(Deadline deadline) {
        io.github.resilience4j.retry.Retry.AsyncContext<Object> attempts = retry.asyncContext();
        return Retry.from(signals -> signals.concatMap(signal -> {
            Throwable failure = signal.failure();
            long millis = attempts.onError(failure);
            if (millis < 0 || deadline.comesBefore(Duration.ofMillis(millis))) {
                return Mono.error(failure);
            }
            return Mono.delay(Duration.ofMillis(millis), timing.clock());
        }));
    }

    private static boolean isWorthAnotherTry(Throwable failure) {
        return failure instanceof KosmaTransportException transport
                        && transport.retryAdvice().helpful()
                || failure instanceof KosmaApiException api && WORTH_ANOTHER_TRY.contains(api.status());
    }

    private long waitMillis(RetryPolicy policy, int attempt, Either<Throwable, ?> outcome) {
        if (outcome.isLeft()
                && outcome.getLeft() instanceof KosmaApiException api
                && api.retryAfter().isPresent()) {
            return api.retryAfter().get().toMillis();
        }
        double ceiling = Math.min(
                policy.firstBackoff().toMillis() * Math.pow(2, attempt - 1),
                policy.maxBackoff().toMillis());
        return Math.round(ceiling * timing.random().getAsDouble());
    }
}
