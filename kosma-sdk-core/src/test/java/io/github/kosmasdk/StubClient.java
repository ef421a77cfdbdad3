package io.github.kosmasdk;

import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import java.net.URI;
import java.time.Duration;
import reactor.core.scheduler.Scheduler;

/** A client over a scripted wire. */
public final class StubClient {

    private static final KosmaEnvironment EXAMPLE =
            new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example"));

    private StubClient() {}

    public static KosmaClient over(Transport transport, Scheduler clock) {
        return over(transport, clock, EXAMPLE);
    }

    public static KosmaClient over(Transport transport, Scheduler clock, KosmaEnvironment environment) {
        return over(transport, clock, environment, ResiliencePolicy.STANDARD);
    }

    public static KosmaClient over(Transport transport, Scheduler clock, ResiliencePolicy resilience) {
        return over(transport, clock, EXAMPLE, resilience);
    }

    private static KosmaClient over(
            Transport transport, Scheduler clock, KosmaEnvironment environment, ResiliencePolicy resilience) {
        return KosmaClient.of(new KosmaReactiveClient(new Pipeline(
                new Pipeline.Settings(
                        environment,
                        () -> "token",
                        Duration.ofSeconds(30),
                        resilience,
                        PollingPolicy.STANDARD,
                        "test/1"),
                transport,
                new Timing(clock, () -> 0.5))));
    }
}
