package io.github.kosmasdk.playground;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.Notifier;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One HTTP origin on the loopback interface: WireMock speaks HTTP, the handler decides what is answered. */
final class WireOrigin implements AutoCloseable {
    private static final int THREADS = 128;

    private final Faults.Origin name;
    private final Endpoint api;
    private final Faults faults;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final WireMockServer server;

    WireOrigin(Faults.Origin name, int port, Endpoint api, Faults faults) {
        this.name = name;
        this.api = api;
        this.faults = faults;
        this.server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .containerThreads(THREADS)
                .http2PlainDisabled(true)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.BODY_FILE)
                .disableRequestJournal()
                .notifier(new SilentNotifier())
                .extensions(new Bridge()));
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
        try {
            server.start();
        } catch (RuntimeException failed) {
            throw isPortTaken(failed)
                    ? new IllegalStateException("Port " + port + " of 127.0.0.1 is already in use", failed)
                    : failed;
        }
    }

    private static boolean isPortTaken(Throwable failed) {
        return failed instanceof BindException || (failed.getCause() != null && isPortTaken(failed.getCause()));
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        // held requests are let go only when nothing is accepted any more, or a client's second try could slip in
        server.stop();
        closing.countDown();
    }

    private Response answer(Request request) {
        Call call = call(request);
        Runnable left = api.enter(call);
        try {
            return answer(request, call);
        } finally {
            left.run();
        }
    }

    private Response answer(Request request, Call call) {
        String correlationId = Endpoint.correlationId(call);
        Faults.@Nullable Fault fault = faults.strike(name, call.method(), call.path());
        Reply regular = null;
        if (fault == null || fault.handlesRequest()) {
            regular = api.answer(call, correlationId);
            if (!regular.delay().isZero()) {
                Held.until(closing, regular.delay());
            }
        }
        if (fault != null) {
            fault.hold();
            Fault broken = brokenAnswer(fault.kind());
            if (broken != null) {
                return Response.response().fault(broken).build();
            }
        }
        Reply reply = fault == null
                ? Objects.requireNonNull(regular)
                : fault.reply(regular).with(Endpoint.CORRELATION_ID, correlationId);
        if (fault == null || fault.kind() == Faults.Fault.Kind.NONE) {
            api.record(absolute(request.getUrl()), call, reply);
        }
        HttpHeaders headers = new HttpHeaders(reply.headers().entrySet().stream()
                .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                .toList());
        return Response.response()
                .status(reply.status())
                .headers(headers)
                .body(reply.body().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static @Nullable Fault brokenAnswer(Faults.Fault.Kind kind) {
        return switch (kind) {
            case DROP, NEVER -> Fault.CONNECTION_RESET_BY_PEER;
            case EMPTY -> Fault.EMPTY_RESPONSE;
            case GARBAGE -> Fault.RANDOM_DATA_THEN_CLOSE;
            case MALFORMED_CHUNK -> Fault.MALFORMED_RESPONSE_CHUNK;
            case NONE, STATUS, HTML_STATUS -> null;
        };
    }

    private static Call call(Request request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.computeIfAbsent(header.key().toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                    .addAll(header.values());
        }
        byte[] body = request.getBody();
        return Call.of(
                request.getMethod().getName(),
                request.getUrl(),
                headers,
                body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }

    private URI absolute(String pathAndQuery) {
        try {
            return URI.create(baseUrl() + pathAndQuery);
        } catch (IllegalArgumentException notAUri) {
            return baseUrl();
        }
    }

    private final class Bridge implements ResponseTransformerV2 {
        @Override
        public String getName() {
            return "kosma-playground";
        }

        @Override
        public Response transform(Response empty, ServeEvent event) {
            return answer(event.getRequest());
        }
    }

    /** WireMock's own remarks are of no use to whoever tests against the playground. */
    private static final class SilentNotifier implements Notifier {
        @Override
        public void info(String message) {}

        @Override
        public void error(String message) {}

        @Override
        public void error(String message, Throwable cause) {}
    }
}
