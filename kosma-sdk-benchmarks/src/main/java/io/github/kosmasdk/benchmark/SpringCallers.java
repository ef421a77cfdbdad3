package io.github.kosmasdk.benchmark;

import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** Spring's clients, with their own ways of reading JSON and of telling errors. */
final class SpringCallers {

    private static final int LARGEST_BODY = 16 << 20;

    private SpringCallers() {}

    static Caller restClientOverNetty(URI server) {
        return restClient(server, new ReactorClientHttpRequestFactory());
    }

    static Caller restClientOverHttpComponents(URI server) {
        return restClient(server, new HttpComponentsClientHttpRequestFactory());
    }

    private static Caller restClient(URI server, ClientHttpRequestFactory requests) {
        RestClient rest = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(server)
                .defaultHeaders(headers())
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(Plain.JSON)))
                .build();
        return new Caller() {
            @Override
            public Object flow() {
                try {
                    return Objects.requireNonNull(
                            rest.get().uri(FLOW).retrieve().body(Plain.FlowAnswer.class));
                } catch (RestClientResponseException e) {
                    throw new Plain.Failure(
                            e.getStatusCode().value(),
                            Objects.requireNonNull(e.getResponseBodyAs(Plain.ErrorAnswer.class)));
                }
            }

            @Override
            public Object page() {
                return Objects.requireNonNull(rest.post()
                        .uri(LIST)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(new Plain.Offset(OFFSET))
                        .retrieve()
                        .body(Plain.PageAnswer.class));
            }

            @Override
            public void close() {}
        };
    }

    static Caller webClient(URI server) {
        WebClient web = WebClient.builder()
                .baseUrl(server.toString())
                .defaultHeaders(headers())
                .codecs(codecs -> {
                    codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY);
                    codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(Plain.JSON));
                    codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(Plain.JSON));
                })
                .build();
        return new Caller() {
            @Override
            public Object flow() {
                try {
                    return Objects.requireNonNull(web.get()
                            .uri(FLOW)
                            .retrieve()
                            .bodyToMono(Plain.FlowAnswer.class)
                            .block());
                } catch (WebClientResponseException e) {
                    throw new Plain.Failure(
                            e.getStatusCode().value(),
                            Objects.requireNonNull(e.getResponseBodyAs(Plain.ErrorAnswer.class)));
                }
            }

            @Override
            public Object page() {
                return Objects.requireNonNull(web.post()
                        .uri(LIST)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new Plain.Offset(OFFSET))
                        .retrieve()
                        .bodyToMono(Plain.PageAnswer.class)
                        .block());
            }

            @Override
            public void close() {}
        };
    }

    private static Consumer<HttpHeaders> headers() {
        return headers -> {
            headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
            headers.set(HttpHeaders.AUTHORIZATION, "Token " + Caller.TOKEN);
        };
    }
}
