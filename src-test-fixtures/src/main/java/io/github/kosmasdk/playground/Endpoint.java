package io.github.kosmasdk.playground;

import io.github.kosmasdk.contract.Exchange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** One of the two APIs, whatever carries its requests. */
final class Endpoint {
    static final String CORRELATION_ID = "Klarna-Correlation-Id";

    private final Function<Call, Reply> handler;
    private final Function<Call, Runnable> arrival;
    private final Consumer<Exchange> log;

    /** @param arrival told about every request; what it returns is run when the answer is handed over */
    Endpoint(Function<Call, Reply> handler, Function<Call, Runnable> arrival, Consumer<Exchange> log) {
        this.handler = handler;
        this.arrival = arrival;
        this.log = log;
    }

    /** A request arrives; what is returned is to be run when its answer is handed over. */
    Runnable enter(Call call) {
        return arrival.apply(call);
    }

    static String correlationId(Call call) {
        return call.header("klarna-correlation-id")
                .filter(id -> !id.isBlank())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** What the API answers; refusals and defects are answers as well. */
    Reply answer(Call call, String correlationId) {
        return answer(call.withHeader(CORRELATION_ID.toLowerCase(Locale.ROOT), correlationId))
                .with(CORRELATION_ID, correlationId);
    }

    private Reply answer(Call call) {
        try {
            if (call.method().equals("GET") && !call.body().isEmpty()) {
                throw ApiError.forbidden("A GET request must not carry a body");
            }
            return handler.apply(call);
        } catch (ApiError refused) {
            return refused.toReply();
        } catch (RuntimeException defect) {
            StringWriter trace = new StringWriter();
            defect.printStackTrace(new PrintWriter(trace));
            System.err.println(
                    "kosma-playground: defect while answering " + call.method() + " " + call.path() + "\n" + trace);
            return new ApiError(500, "TECHNICAL", "Defect in the playground: " + defect, List.of()).toReply();
        }
    }

    void record(URI url, Call call, Reply reply) {
        Map<String, List<String>> headers = new HashMap<>();
        reply.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        log.accept(new Exchange(
                call.method(),
                url,
                Map.copyOf(call.headers()),
                call.body(),
                reply.status(),
                Map.copyOf(headers),
                reply.body()));
    }
}
