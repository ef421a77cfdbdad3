package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.RetryBudget;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Which failures are worth another try, and after how long. resilience4j counts and decides, each call on its own; the
 * wait happens on the client's clock and never reaches past the deadline; each retry is paid out of the client's budget.
 */
final class Retries {

    private final Map<ReplayPolicy, Retry> byReplay = new EnumMap<>(ReplayPolicy.class);
    private final RetryTokens budget;
    private final Timing timing;

    Retries(RetryPolicy policy, RetryBudget budget, Timing timing) {
        this.timing = timing;
        this.budget = new RetryTokens(budget);
        for (ReplayPolicy replay : ReplayPolicy.values()) {
            RetryConfig config = RetryConfig.custom()
                    .maxAttempts(policy.maxAttempts())
                    .retryOnException(replay::allowsAnotherTry)
                    .intervalBiFunction((attempt, outcome) -> waitMillis(policy, replay, attempt, outcome))
                    .build();
            byReplay.put(replay, Retry.of(replay.name(), config));
        }
    }

    /** How many retries all calls have left. */
    int left() {
        return budget.retriesLeft();
    }

    /** Repeats an attempt as far as its operation, the policy, the deadline and the budget allow. */
    <R> Mono<R> around(ReplayPolicy replay, Call call, Mono<R> attempt) {
        return attempt.onErrorResume(failure -> {
            Retry retry = Objects.requireNonNull(byReplay.get(replay));
            return afterFailure(failure, retry.asyncContext(), call, attempt);
        });
    }

    /** A call has succeeded, after as many retries as it took. */
    void succeeded(Call call) {
        budget.succeededAfter(call.attempts() - 1);
    }

    private <R> Mono<R> afterFailure(Throwable failure, Retry.AsyncContext<R> attempts, Call call, Mono<R> attempt) {
        long wait = attempts.onError(failure);
        if (wait < 0 || call.deadline().comesBefore(Duration.ofMillis(wait)) || !budget.take()) {
            return Mono.error(told(failure, call));
        }
        call.failedFor(failure);
        return Mono.delay(Duration.ofMillis(wait), timing.clock())
                .then(attempt.onErrorResume(next -> afterFailure(next, attempts, call, attempt)));
    }

    /**
     * What ends a call tells of the attempt before it. A breaker that opens between the two ends the call with what that one
     * failed for.
     */
    private static Throwable told(Throwable failure, Call call) {
        Throwable before = call.lastFailure();
        if (before == null || before == failure) {
            return failure;
        }
        boolean rejected = failure instanceof KosmaCallRejectedException;
        Throwable told = rejected ? before : failure;
        told.addSuppressed(rejected ? failure : before);
        return told;
    }

    private long waitMillis(RetryPolicy policy, ReplayPolicy replay, int attempt, Either<Throwable, ?> outcome) {
        if (outcome.isLeft()
                && outcome.getLeft() instanceof KosmaApiException api
                && api.retryAfter().isPresent()) {
            return api.retryAfter().get().toMillis();
        }
        double ceiling = Math.min(
                policy.firstBackoff().toMillis() * Math.pow(2, attempt - 1),
                policy.maxBackoff().toMillis());
        double least = replay.leastShareOfBackoff();
        return Math.round(ceiling * (least + (1 - least) * timing.random().getAsDouble()));
    }
}
