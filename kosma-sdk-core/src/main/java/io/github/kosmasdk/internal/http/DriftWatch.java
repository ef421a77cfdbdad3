package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.Drift;
import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.internal.json.ErrorBody;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.Unknowns;
import io.github.kosmasdk.internal.json.UnreadableResultException;
import io.github.kosmasdk.internal.json.UnusableAnswerException;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Tells what this version does not know of the answers: to the log once each, to a listener every time. */
public final class DriftWatch implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.kosmasdk.drift");

    /** The service must not be able to fill the memory of the client, or a metric. */
    private static final int MOST_NAMES = 200;

    private static final Drift ANY_OTHER = new Drift(Drift.Kind.MEMBER, "?");

    private final Transport transport;
    private final DriftPolicy policy;
    private final Consumer<Drift> listener;
    private final Set<Drift> told = ConcurrentHashMap.newKeySet();

    /**
     * Creates it.
     *
     * @param transport what sends
     * @param policy what happens then
     * @param listener is told each time
     */
    public DriftWatch(Transport transport, DriftPolicy policy, Consumer<Drift> listener) {
        this.transport = transport;
        this.policy = policy;
        this.listener = listener;
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        return transport.exchange(
                request, (status, headers, body) -> read(request.call(), reader, status, headers, body));
    }

    @Override
    public Mono<Void> warmUp() {
        return transport.warmUp();
    }

    @Override
    public ClientState.Connections connections() {
        return transport.connections();
    }

    @Override
    public void close() {
        transport.close();
    }

    private <R> @Nullable R read(
            CallInfo call, AnswerReader<R> reader, int status, HttpHeaders headers, JsonBody body) {
        Unknowns unknowns = Unknowns.watch();
        Set<Drift> found;
        RuntimeException failure = null;
        R result = null;
        try {
            result = reader.read(status, headers, body);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            found = unknowns.end();
        }
        if (!found.isEmpty()) {
            LogContext.with(call, () -> found.forEach(this::tell));
        }
        if (!found.isEmpty() && policy == DriftPolicy.FAIL) {
            throw unexpected(found, body, failure);
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    /** Neither a log that cannot be written nor a listener that fails may cost the answer. */
    private void tell(Drift drift) {
        Drift counted = told.contains(drift) || told.size() < MOST_NAMES ? drift : ANY_OTHER;
        try {
            if (told.add(counted)) {
                LOG.warn("An answer holds {}, which this version of the SDK does not know. Told once", counted);
            }
            listener.accept(counted);
        } catch (Throwable e) {
            LogContext.quietly(() -> LOG.warn("Drift could not be told", e));
        }
    }

    /** Carries the tokens of the answer, as every other answer that cannot be used. */
    private static JacksonException unexpected(Set<Drift> found, JsonBody body, @Nullable RuntimeException failure) {
        String what = found.stream().map(Drift::toString).collect(Collectors.joining(", "));
        JacksonException unexpected = new UnreadableResultException(
                new UnusableAnswerException("it holds " + what + ", which this version does not know"), tokens(body));
        if (failure != null) {
            unexpected.addSuppressed(failure);
        }
        return unexpected;
    }

    private static RotatedTokens tokens(JsonBody body) {
        try {
            return ErrorBody.tokensAnywhereIn(body.tree());
        } catch (JacksonException e) {
            return RotatedTokens.NONE;
        }
    }
}
