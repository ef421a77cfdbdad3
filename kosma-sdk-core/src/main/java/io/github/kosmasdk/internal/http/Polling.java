package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.PollingPolicy;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The pauses between the looks of one wait: the first as the policy says, then spread
 * between that and an ever later end. */
final class Polling {

    private static final double GROWTH = 1.5;

    private final PollingPolicy policy;
    private final Timing timing;
    private double longest;
    private Duration atLeast = Duration.ZERO;

    Polling(PollingPolicy policy, Timing timing) {
        this.policy = policy;
        this.timing = timing;
        this.longest = policy.first().toMillis();
    }

    Mono<Long> pause() {
        double shortest = policy.first().toMillis();
        Duration pause = Duration.ofMillis(
                Math.round(shortest + (longest - shortest) * timing.random().getAsDouble()));
        longest = Math.min(longest * GROWTH, policy.max().toMillis());
        Duration wait = pause.compareTo(atLeast) < 0 ? atLeast : pause;
        atLeast = Duration.ZERO;
        return Mono.delay(wait, timing.clock());
    }

    void notBefore(Duration wait) {
        atLeast = wait;
    }
}
