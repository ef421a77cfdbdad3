package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.WhiteLabelKeys;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The one way of a call: link guard, token, {@link Resilience}, transport, all within the deadline. What belongs to one
 * call lives in that call; what all calls share is shared by the views of a client too, which differ in their deadline.
 */
public final class Pipeline implements AutoCloseable {

    private static final String CORRELATION_ID = "Klarna-Correlation-Id";
    private static final String JSON = "application/json;charset=utf-8";

    private final Settings settings;
    private final Transport transport;
    private final Timing timing;
    private final LinkGuard guard;
    private final Resilience resilience;
    private final CallObserver observer;
    private final AtomicBoolean closed;
    private final boolean view;

    /**
     * Creates one that nobody watches.
     *
     * @param settings how calls are made
     * @param transport sends them
     * @param timing clock and dice
     */
    public Pipeline(Settings settings, Transport transport, Timing timing) {
        this(settings, transport, timing, CallObserver.NONE);
    }

    /**
     * Creates it.
     *
     * @param settings how calls are made
     * @param transport sends them
     * @param timing clock and dice
     * @param observer watches them
     */
    public Pipeline(Settings settings, Transport transport, Timing timing, CallObserver observer) {
        this.settings = settings;
        this.transport = transport;
        this.timing = timing;
        this.guard = new LinkGuard(settings.environment());
        this.resilience = new Resilience(settings.resilience(), timing);
        this.observer = observer;
        this.closed = new AtomicBoolean();
        this.view = false;
    }

    private Pipeline(Pipeline whole, Duration deadline) {
        this.settings = whole.settings.withDeadline(deadline);
        this.transport = whole.transport;
        this.timing = whole.timing;
        this.guard = whole.guard;
        this.resilience = whole.resilience;
        this.observer = whole.observer;
        this.closed = whole.closed;
        this.view = true;
    }

    /**
     * How calls are made.
     *
     * @param environment where the APIs live
     * @param token asked on every call
     * @param deadline how long a call may take in all
     * @param resilience what is done when things go wrong
     * @param polling how a state is waited for
     * @param userAgent the client's name and version
     * @param whiteLabelKeys what is sent along with whatever is not only read
     */
    public record Settings(
            KosmaEnvironment environment,
            Supplier<String> token,
            Duration deadline,
            ResiliencePolicy resilience,
            PollingPolicy polling,
            String userAgent,
            Optional<WhiteLabelKeys> whiteLabelKeys) {

        /**
         * Those of a branded integration.
         *
         * @param environment where the APIs live
         * @param token asked on every call
         * @param deadline how long a call may take in all
         * @param resilience what is done when things go wrong
         * @param polling how a state is waited for
         * @param userAgent the client's name and version
         */
        public Settings(
                KosmaEnvironment environment,
                Supplier<String> token,
                Duration deadline,
                ResiliencePolicy resilience,
                PollingPolicy polling,
                String userAgent) {
            this(environment, token, deadline, resilience, polling, userAgent, Optional.empty());
        }

        Settings withDeadline(Duration other) {
            return new Settings(
                    environment, token, requireDeadline(other), resilience, polling, userAgent, whiteLabelKeys);
        }
    }

    /**
     * A link that the SDK makes itself, where the service hands out none.
     *
     * @param api the API
     * @param path the path below its base URL
     * @return the link
     */
    public ApiLink link(Api api, String path) {
        return new ApiLink(api.baseUrl(settings.environment()) + path);
    }

    /**
     * How long a call may take in all.
     *
     * @return the deadline
     */
    public Duration deadline() {
        return settings.deadline();
    }

    /**
     * The same way with another deadline. It shares everything else, and closing it does nothing.
     *
     * @param deadline how long a call may take in all
     * @return the view
     */
    public Pipeline withDeadline(Duration deadline) {
        return new Pipeline(this, deadline);
    }

    /**
     * Checks a deadline.
     *
     * @param deadline how long a call may take in all
     * @return the deadline
     * @throws KosmaUsageException when it is not between 1 ms and 1 day
     */
    public static Duration requireDeadline(Duration deadline) {
        if (deadline.compareTo(Duration.ofMillis(1)) < 0 || deadline.compareTo(Duration.ofDays(1)) > 0) {
            throw new KosmaUsageException("The deadline of a call lies between 1 ms and 1 day, not at " + deadline);
        }
        return deadline;
    }

    /**
     * Loads what the first call would load, and connects nothing.
     *
     * @return empty, when it is loaded
     */
    public Mono<Void> warmUp() {
        return transport.warmUp();
    }

    /**
     * How the client is doing.
     *
     * @return its state at this moment
     */
    public ClientState state() {
        return resilience.state(transport.connections());
    }

    /**
     * Clock and dice, for whoever waits between calls.
     *
     * @return the timing
     */
    public Timing timing() {
        return timing;
    }

    /**
     * Runs an operation.
     *
     * @param operation the operation
     * @param <R> its result
     * @return the result, or a {@link KosmaException}
     */
    public <R> Mono<R> execute(Operation<R> operation) {
        return execute(operation, departure -> {});
    }

    /**
     * Runs an operation whose request must be gone before something else happens.
     *
     * @param operation the operation
     * @param started is told, for each run, whom to ask whether its request is over
     * @param <R> its result
     * @return the result, or a {@link KosmaException}
     */
    public <R> Mono<R> execute(Operation<R> operation, Consumer<Departure> started) {
        return Mono.deferContextual(caller -> {
            CallInfo info = CorrelationIds.newCall(operation.name(), caller);
            return observer.call(info, operation.api(), run(operation, info, started));
        });
    }

    private <R> Mono<R> run(Operation<R> operation, CallInfo info, Consumer<Departure> started) {
        return Mono.defer(() -> {
            Deadline deadline = new Deadline(settings.deadline(), timing.clock());
            Call call = new Call(info, guard.check(operation.api(), operation.link()), deadline);
            started.accept(call.departure());
            byte[] body = body(operation);
            HttpHeaders headers = headers(operation, call.info(), body != null);
            if (deadline.isOver()) {
                return Mono.error(call.tooLate()); // the token took all the time there was
            }
            return resilience.around(operation, call, attempt(operation, call, headers, body));
        });
    }

    /**
     * Looks again and again until something holds. A look that fails for a reason that can pass does not end the
     * waiting.
     *
     * @param what what is waited for, in words
     * @param name the name of the operation
     * @param look looks once
     * @param done whether it holds
     * @param within how long to go on
     * @param <T> what is looked at
     * @return what was seen when it held, or a {@link KosmaException}
     */
    public <T> Mono<T> poll(String what, String name, Mono<T> look, Predicate<T> done, Duration within) {
        return Mono.defer(() -> {
            Polling polling = new Polling(settings.polling(), timing);
            AtomicReference<@Nullable KosmaException> lastFailure = new AtomicReference<>();
            return Mono.defer(polling::pause)
                    .then(look)
                    .onErrorResume(KosmaException.class, failure -> {
                        if (!failure.retryAdvice().helpful()) {
                            return Mono.error(failure);
                        }
                        lastFailure.set(failure);
                        failure.retryAdvice().after().ifPresent(polling::notBefore);
                        return Mono.empty();
                    })
                    .filter(done)
                    .repeatWhenEmpty(Integer.MAX_VALUE, times -> times)
                    .timeout(within, tooLate(what, name, within, lastFailure::get), timing.clock());
        });
    }

    /**
     * Bounds work that consists of several calls.
     *
     * @param what what is waited for, in words
     * @param name the name of the operation
     * @param work the calls
     * @param within how long they may take together
     * @param <T> what they result in
     * @return the result, or a {@link KosmaTimeoutException}
     */
    public <T> Mono<T> within(String what, String name, Mono<T> work, Duration within) {
        return work.timeout(within, tooLate(what, name, within, () -> null), timing.clock());
    }

    private <T> Mono<T> tooLate(String what, String name, Duration within, Supplier<@Nullable Throwable> lastFailure) {
        return Mono.error(() -> new KosmaTimeoutException(
                what + " did not end within " + within, lastFailure.get(), CorrelationIds.newCall(name), within));
    }

    @Override
    public void close() {
        if (!view) {
            closed.set(true);
            transport.close();
        }
    }

    private byte @Nullable [] body(Operation<?> operation) {
        Object body = operation.body();
        if (settings.whiteLabelKeys().isPresent()
                && operation.api().takesKeys()
                && !operation.method().equals(HttpMethod.GET)) {
            return WireJson.bytes(body, "keys", settings.whiteLabelKeys().get());
        }
        return body == null ? null : WireJson.bytes(body);
    }

    private HttpHeaders headers(Operation<?> operation, CallInfo call, boolean hasBody) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
                .set(CORRELATION_ID, call.correlationId())
                .set(HttpHeaderNames.USER_AGENT, operation.consumerUserAgent().orElse(settings.userAgent()));
        if (operation.api() == Api.AUTH) {
            headers.set("Client-Agent", settings.userAgent());
        }
        if (hasBody) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
        }
        if (operation.api().takesToken()) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Token " + Tokens.checked(settings.token()));
        }
        return headers;
    }

    private <R> Mono<R> attempt(Operation<R> operation, Call call, HttpHeaders headers, byte @Nullable [] body) {
        return Mono.defer(() -> {
            if (closed.get()) {
                throw new KosmaUsageException("This client is closed: make one and keep it for as long as you need it");
            }
            Transport.Request request = new Transport.Request(
                    call.info(),
                    operation.replay(),
                    call.nextAttempt(),
                    operation.method(),
                    call.target(),
                    headers,
                    body,
                    call.departure());
            Mono<R> sent = transport.exchange(request, (status, answerHeaders, content) -> {
                if (status >= 300) {
                    throw ApiErrors.of(status, answerHeaders, content, call.info(), timing.clock());
                }
                return operation.reader() == null ? null : operation.reader().apply(content);
            });
            Mono<R> inTime = TimeLimit.of(call.deadline().leftNanos(), timing.clock(), sent, call);
            return observer.attempt(call.info(), operation.api(), request.attempt(), inTime);
        });
    }
}
