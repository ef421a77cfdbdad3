package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.internal.json.WireJson;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A transport that is made when the first call needs it, or before that by a warm-up. Loading the libraries is most of the work of
 * that. It is done on a thread of its own: the one of a caller may be an event loop.
 */
public final class LazyTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(LazyTransport.class);

    private final Supplier<Transport> making;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Sinks.One<Transport> made = Sinks.one();
    private final Sinks.Empty<Void> warm = Sinks.empty();
    private @Nullable volatile Transport transport;
    private volatile boolean closed;

    /**
     * Creates it.
     *
     * @param making makes the transport, once; nothing may be connected by that
     */
    public LazyTransport(Supplier<Transport> making) {
        this.making = making;
    }

    @Override
    public Mono<Void> warmUp() {
        return Mono.defer(() -> {
            begin();
            return warm.asMono();
        });
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        Transport its = transport;
        return its == null
                ? Mono.defer(this::begun).flatMap(late -> late.exchange(request, reader))
                : its.exchange(request, reader);
    }

    private Mono<Transport> begun() {
        begin();
        return made.asMono();
    }

    private void begin() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        LOG.debug("Loading what calls need");
        try {
            Thread thread = new Thread(this::make, "kosma-sdk-start");
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable failure) { // no thread to be had: maybe for the next call
            begun.set(false);
            throw failure;
        }
    }

    private void make() {
        try {
            Transport its = making.get();
            transport = its;
            if (closed) {
                its.close();
            }
            made.tryEmitValue(its);
            WireJson.prepare();
            warm.tryEmitEmpty();
        } catch (Throwable failure) { // such as a library that is missing: every call tells it
            made.tryEmitError(failure);
            warm.tryEmitError(failure);
        }
    }

    @Override
    public ClientState.Connections connections() {
        Transport its = transport;
        return its == null ? ClientState.Connections.NONE : its.connections();
    }

    @Override
    public void close() {
        closed = true;
        Transport its = transport;
        if (its != null) {
            its.close();
        }
    }
}
