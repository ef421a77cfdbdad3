package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.benchmark.generated.jdk.ApiException;
import java.net.URI;
import java.util.Objects;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** The clients that openapi-generator makes of our description when this module is built. */
final class GeneratedCallers {

    private static final String SESSION = "session";
    private static final String FLOW = "flow";
    private static final int LARGEST_BODY = 16 << 20;

    private GeneratedCallers() {}

    static Caller overJdk(URI server) {
        var client = new io.github.kosmasdk.benchmark.generated.jdk.ApiClient();
        client.updateBaseUri(server.toString());
        client.setRequestInterceptor(request -> request.header("Authorization", "Token " + Caller.TOKEN));
        var flows = new io.github.kosmasdk.benchmark.generated.jdk.api.FlowsApi(client);
        return new Caller() {
            @Override
            public Object flow() throws ApiException {
                try {
                    return flows.readFlow(SESSION, FLOW, null);
                } catch (ApiException e) {
                    throw new Plain.Failure(
                            e.getCode(), Plain.JSON.readValue(e.getResponseBody(), Plain.ErrorAnswer.class));
                }
            }

            @Override
            public Object page() throws ApiException {
                var request = new io.github.kosmasdk.benchmark.generated.jdk.model.NextPageRequest();
                return flows.readNextTransactions(SESSION, FLOW, request.offset(OFFSET), null);
            }

            @Override
            public void close() {}
        };
    }

    static Caller overWebClient(URI server) {
        WebClient web = io.github.kosmasdk.benchmark.generated.webclient.ApiClient.buildWebClientBuilder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY))
                .build();
        var client = new io.github.kosmasdk.benchmark.generated.webclient.ApiClient(web);
        client.setBasePath(server.toString());
        client.setApiKeyPrefix("Token");
        client.setApiKey(Caller.TOKEN);
        var flows = new io.github.kosmasdk.benchmark.generated.webclient.api.FlowsApi(client);
        return new Caller() {
            @Override
            public Object flow() {
                try {
                    return Objects.requireNonNull(
                            flows.readFlow(SESSION, FLOW, null).block());
                } catch (WebClientResponseException e) {
                    throw new Plain.Failure(
                            e.getStatusCode().value(),
                            Plain.JSON.readValue(e.getResponseBodyAsByteArray(), Plain.ErrorAnswer.class));
                }
            }

            @Override
            public Object page() {
                var request = new io.github.kosmasdk.benchmark.generated.webclient.model.NextPageRequest();
                return Objects.requireNonNull(flows.readNextTransactions(SESSION, FLOW, request.offset(OFFSET), null)
                        .block());
            }

            @Override
            public void close() {}
        };
    }
}
