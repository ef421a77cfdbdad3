package io.github.kosmasdk.samples.connect.login;

import io.github.kosmasdk.auth.AuthStep;
import java.time.Duration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells a page that the bank is through, and meanwhile that somebody is still waiting for it. The events end by themselves:
 * with {@code next}, upon which the page loads anew, or without it when the application stops.
 */
@Component
class LoginEvents {

    private static final String NEXT = "next";
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    private final Logins logins;
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    LoginEvents(Logins logins) {
        this.logins = logins;
    }

    Flux<ServerSentEvent<String>> until(AuthStep step) {
        Flux<ServerSentEvent<String>> waiting = Flux.interval(SIGN_OF_LIFE)
                .map(count -> event("waiting", String.valueOf((count + 1) * SIGN_OF_LIFE.toSeconds())));
        Mono<ServerSentEvent<String>> through =
                logins.next(step).map(next -> event(NEXT, next.info().state())).onErrorReturn(event(NEXT, "unknown"));
        return Flux.merge(waiting, through)
                .takeUntil(event -> NEXT.equals(event.event()))
                .takeUntilOther(stopping.asMono());
    }

    /** For a login that has ended. */
    Flux<ServerSentEvent<String>> none() {
        return Flux.just(event(NEXT, "over"));
    }

    /** Else the application would wait for pages that wait for a bank. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.tryEmitEmpty();
    }

    private static ServerSentEvent<String> event(String name, String data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}
