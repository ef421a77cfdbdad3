package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.internal.json.WireJson;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transport that is made on a thread of its own. Loading what it needs is most of the work of making a client, and an
 * application that starts should not have to wait for it; a call that comes too early does, without blocking.
 */
public final class TransportInTheMaking implements Transport {

    private final CompletableFuture<Transport> made = new CompletableFuture<>();
    private @Nullable volatile Transport transport;
    private volatile boolean closed;

    private TransportInTheMaking() {}

    /**
     * Begins to make one.
     *
     * @param making makes it; nothing may be connected by that
     * @return what stands for it
     */
    public static TransportInTheMaking of(Supplier<Transport> making) {
        TransportInTheMaking inTheMaking = new TransportInTheMaking();
        Thread thread = new Thread(() -> inTheMaking.make(making), "kosma-sdk-start");
        thread.setDaemon(true);
        thread.start();
        return inTheMaking;
    }

    private void make(Supplier<Transport> making) {
        try {
            Transport its = making.get();
            transport = its;
            if (closed) {
                its.close();
            }
            made.complete(its);
            WireJson.prepare();
        } catch (Throwable failure) { // such as a library that is missing: every call tells it
            made.completeExceptionally(failure);
        }
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        Transport its = transport;
        return its == null
                ? Mono.fromFuture(made, true).flatMap(late -> late.exchange(request, reader))
                : its.exchange(request, reader);
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
