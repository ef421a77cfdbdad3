package io.github.kosmasdk.benchmark;

import java.io.IOException;
import java.net.URI;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp, and records. */
final class OkHttpCaller implements Caller {

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http = new OkHttpClient();
    private final String server;

    OkHttpCaller(URI server) {
        this.server = server.toString();
    }

    @Override
    public Object flow() throws IOException {
        return read(request(FLOW).build(), Plain.FlowAnswer.class);
    }

    @Override
    public Object page() throws IOException {
        return read(
                request(LIST)
                        .post(RequestBody.create(Plain.JSON.writeValueAsBytes(new Plain.Offset(OFFSET)), JSON))
                        .build(),
                Plain.PageAnswer.class);
    }

    private Request.Builder request(String path) {
        return new Request.Builder()
                .url(server + path)
                .header("Accept", "application/json")
                .header("Authorization", "Token " + TOKEN);
    }

    private <T> T read(Request request, Class<T> type) throws IOException {
        try (Response answer = http.newCall(request).execute()) {
            if (!answer.isSuccessful()) {
                throw new Plain.Failure(
                        answer.code(), Plain.JSON.readValue(answer.body().byteStream(), Plain.ErrorAnswer.class));
            }
            return Plain.JSON.readValue(answer.body().byteStream(), type);
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
