package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.mask.MaskedJson;
import io.github.kosmasdk.internal.mask.Masks;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Writes down what goes over the wire, masked: at DEBUG one line per attempt, at TRACE headers and bodies too. Switched
 * off it costs one look at the logger per attempt.
 */
public final class WireLog implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.kosmasdk.wire");

    private final Transport transport;

    /**
     * Creates it.
     *
     * @param transport what sends
     */
    public WireLog(Transport transport) {
        this.transport = transport;
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        return LOG.isDebugEnabled() ? logged(request, reader) : transport.exchange(request, reader);
    }

    private <R> Mono<R> logged(Request request, AnswerReader<R> reader) {
        return Mono.defer(() -> {
            Attempt attempt = new Attempt(request);
            LogContext.quietly(attempt::sends);
            return transport
                    .<R>exchange(request, (status, headers, body) -> {
                        LogContext.quietly(() -> attempt.received(status, headers, body));
                        return reader.read(status, headers, body);
                    })
                    .doOnError(failure -> LogContext.quietly(() -> attempt.failed(failure)))
                    .doOnCancel(() -> LogContext.quietly(attempt::cancelled));
        });
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

    /** One attempt, and whether its line was written. */
    private static final class Attempt {

        private final Request request;
        private final long start = System.nanoTime();
        private boolean ended;

        Attempt(Request request) {
            this.request = request;
        }

        void sends() {
            byte[] body = request.body();
            if (LOG.isTraceEnabled()) {
                trace(
                        '>',
                        request.headers(),
                        body == null ? InputStream.nullInputStream() : new ByteArrayInputStream(body));
            }
        }

        void received(int status, HttpHeaders headers, JsonBody body) {
            end("HTTP " + status + ", " + body.length() + " B");
            if (LOG.isTraceEnabled()) {
                trace('<', headers, body.stream());
            }
        }

        void failed(Throwable failure) {
            end(failure.getClass().getSimpleName());
        }

        void cancelled() {
            end("given up");
        }

        /** What fails after the answer was there, as an answer that cannot be read, has its line. */
        private void end(String outcome) {
            if (ended) {
                return;
            }
            ended = true;
            byte[] body = request.body();
            LogContext.with(
                    request.call(),
                    () -> LOG.debug(
                            "{} ({}) {} {}, attempt {}, {} B -> {}, in {} ms",
                            request.call(),
                            request.replay(),
                            request.method(),
                            Masks.link(request.uri().toString()),
                            request.attempt(),
                            body == null ? 0 : body.length,
                            outcome,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
        }

        private void trace(char direction, HttpHeaders headers, InputStream body) {
            LogContext.with(
                    request.call(),
                    () -> LOG.trace(
                            "{} {} {} | {}", request.call(), direction, Masks.headers(headers), MaskedJson.of(body)));
        }
    }
}
