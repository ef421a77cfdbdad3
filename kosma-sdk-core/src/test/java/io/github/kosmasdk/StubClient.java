package io.github.kosmasdk;

import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import java.net.URI;
import java.time.Duration;
import reactor.core.scheduler.Scheduler;

/** A client over a scripted wire. */
public final class StubClient {

    private StubClient() {}

    public static KosmaClient over(Transport transport, Scheduler clock) {
        return over(
                transport,
                clock,
                new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example")));
    }

    public static KosmaClient over(Transport transport, Scheduler clock, KosmaEnvironment environment) {
        return KosmaClient.of(new KosmaReactiveClient(new Pipeline(
                new Pipeline.Settings(
                        environment,
                        () -> "token",
                        Duration.ofSeconds(30),
                        ResiliencePolicy.STANDARD,
                        PollingPolicy.STANDARD,
                        "test/1"),
                transport,
                new Timing(clock, () -> 0.5))));
    }
}
