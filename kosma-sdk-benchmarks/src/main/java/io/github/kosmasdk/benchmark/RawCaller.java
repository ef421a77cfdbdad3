package io.github.kosmasdk.benchmark;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.net.URI;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** reactor-netty and records: a call, an answer, and nothing for when things go wrong. */
final class RawCaller implements Caller {

    private final HttpClient http;
    private final ObservationRegistry registry;

    RawCaller(URI server, ObservationRegistry registry) {
        this.registry = registry;
        http = HttpClient.create()
                .baseUrl(server.toString())
                .headers(headers -> headers.set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
                        .set(HttpHeaderNames.AUTHORIZATION, "Token " + TOKEN));
    }

    @Override
    public Object flow() {
        return called(
                "flows.read",
                http.get().uri(FLOW).responseSingle((answer, body) -> read(answer, body, Plain.FlowAnswer.class)));
    }

    @Override
    public Object page() {
        return called(
                "accounts.nextPage",
                http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON))
                        .post()
                        .uri(LIST)
                        .send(Mono.fromSupplier(
                                () -> Unpooled.wrappedBuffer(Plain.JSON.writeValueAsBytes(new Plain.Offset(OFFSET)))))
                        .responseSingle((answer, body) -> read(answer, body, Plain.PageAnswer.class)));
    }

    private <T> T called(String operation, Mono<T> exchange) {
        Mono<T> call = registry.isNoop()
                ? exchange
                : observed("raw.calls", operation, observed("raw.attempts", operation, exchange));
        return Objects.requireNonNull(call.block());
    }

    private <T> Mono<T> observed(String name, String operation, Mono<T> run) {
        return Mono.deferContextual(context -> {
            Observation observation = Observation.createNotStarted(name, registry)
                    .parentObservation(context.getOrDefault(ObservationThreadLocalAccessor.KEY, null))
                    .lowCardinalityKeyValue("operation", operation)
                    .lowCardinalityKeyValue("api", "xs2a")
                    .start();
            return run.doOnError(observation::error)
                    .doFinally(end -> observation
                            .lowCardinalityKeyValue("outcome", end.name())
                            .stop())
                    .contextWrite(inner -> inner.put(ObservationThreadLocalAccessor.KEY, observation));
        });
    }

    private static <T> Mono<T> read(HttpClientResponse answer, ByteBufMono body, Class<T> type) {
        int status = answer.status().code();
        return body.map(buffer -> {
            if (status >= 300) {
                throw new Plain.Failure(status, decoded(buffer, Plain.ErrorAnswer.class));
            }
            return decoded(buffer, type);
        });
    }

    private static <T> T decoded(ByteBuf buffer, Class<T> type) {
        return Plain.JSON.readValue((java.io.InputStream) new ByteBufInputStream(buffer), type);
    }

    @Override
    public void close() {}
}
