package io.github.kosmasdk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks plain HTTP to a simulator, as a client in any language would. */
final class TestClient {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
    static final String SESSION = """
            {"psu": {"user_agent": "Example/1.0", "ip_address": "203.0.113.17"},
             "selected_bank": {"bank_code": "88888888", "country_code": "DE"},
             "redirect_return_url": "https://shop.example/return?order=7#top"}
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KosmaPlayground playground;

    TestClient(KosmaPlayground playground) {
        this.playground = playground;
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return MAPPER.readTree(response.body());
        }

        JsonNode data() {
            return json().path("data");
        }

        String text(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    /** What a simulator without ports answered. */
    private record InProcessResponse(KosmaPlayground.Answer answer) implements HttpResponse<String> {
        @Override
        public int statusCode() {
            return answer.status();
        }

        @Override
        public String body() {
            return answer.body();
        }

        @Override
        public HttpHeaders headers() {
            Map<String, List<String>> headers = new HashMap<>();
            answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            return HttpHeaders.of(headers, (name, value) -> true);
        }

        @Override
        public HttpRequest request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<HttpResponse<String>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            throw new UnsupportedOperationException();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    Answer call(String method, String url, @Nullable String body) {
        if (playground.baseUrl().getHost().endsWith(".invalid")) {
            return new Answer(new InProcessResponse(playground.call(method, URI.create(url), headers(url), body)));
        }
        try {
            return new Answer(http.send(request(method, url, body).build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The token never goes to the Auth API. */
    private Map<String, String> headers(String url) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json;charset=utf-8");
        if (url.startsWith(playground.baseUrl().toString())) {
            headers.put("Authorization", "Token " + playground.token());
        }
        return headers;
    }

    CompletableFuture<Answer> callLater(String method, String url, @Nullable String body) {
        return http.sendAsync(request(method, url, body).build(), BodyHandlers.ofString())
                .thenApply(Answer::new);
    }

    Answer call(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    HttpRequest.Builder request(String method, String url, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Token " + playground.token())
                .header("Content-Type", "application/json;charset=utf-8");
    }

    String url(String path) {
        return playground.baseUrl() + path;
    }

    Answer startSession(String body) {
        return call("PUT", url("/xs2a/v1/sessions"), body);
    }

    /** A session at the German PSD2 test bank. */
    JsonNode session() {
        return startSession(SESSION).data();
    }

    JsonNode startFlow(JsonNode session, String type, String body) {
        return call("PUT", session.at("/flows/" + type).asString(), body).data();
    }

    Consumer consumer(JsonNode flow) {
        return new Consumer(this, flow);
    }

    /** Starts a flow and leads its consumer to the end; what the flow then tells. */
    Answer run(JsonNode session, String type, String body, String user) {
        JsonNode flow = startFlow(session, type, body);
        consumer(flow).as(user).toTheEnd();
        return call("GET", flow.path("self").asString(), null);
    }
}
