package io.github.kosmasdk.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The HTTP client of the JDK, and records. */
final class JdkCaller implements Caller {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server;

    JdkCaller(URI server) {
        this.server = server.toString();
    }

    @Override
    public Object flow() throws IOException, InterruptedException {
        return read(request(FLOW).GET().build(), Plain.FlowAnswer.class);
    }

    @Override
    public Object page() throws IOException, InterruptedException {
        return read(
                request(LIST)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Plain.JSON.writeValueAsBytes(new Plain.Offset(OFFSET))))
                        .build(),
                Plain.PageAnswer.class);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .header("Accept", "application/json")
                .header("Authorization", "Token " + TOKEN);
    }

    private <T> T read(HttpRequest request, Class<T> type) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() >= 300) {
                throw new Plain.Failure(answer.statusCode(), Plain.JSON.readValue(body, Plain.ErrorAnswer.class));
            }
            return Plain.JSON.readValue(body, type);
        }
    }

    @Override
    public void close() {}
}
