package io.github.kosmasdk.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Over a socket of its own, because HTTP clients never leave the user agent out. */
class PsuArgumentIT {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theConsumerIsWhoTheRequestComesFrom(WebApplicationType type) throws IOException {
        try (ConfigurableApplicationContext server = server(type)) {
            assertThat(get(server, "User-Agent: Mozilla/5.0"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("Mozilla/5.0 from 127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aProxysHeaderIsIgnoredUnlessTheServerTrustsIt(WebApplicationType type) throws IOException {
        try (ConfigurableApplicationContext server = server(type)) {
            assertThat(get(server, "User-Agent: Mozilla/5.0", "X-Forwarded-For: 192.0.2.7"))
                    .endsWith("Mozilla/5.0 from 127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aTrustedProxySaysWhoTheConsumerIs(WebApplicationType type) throws IOException {
        try (ConfigurableApplicationContext server = server(type, "--server.forward-headers-strategy=framework")) {
            assertThat(get(server, "User-Agent: Mozilla/5.0", "X-Forwarded-For: 192.0.2.7"))
                    .endsWith("Mozilla/5.0 from 192.0.2.7");
            assertThat(get(server, "User-Agent: Mozilla/5.0", "X-Forwarded-For: 2001:db8::7"))
                    .startsWith("HTTP/1.1 200")
                    .containsAnyOf("from 2001:db8::7", "from 2001:db8:0:0:0:0:0:7");
            assertThat(get(server, "User-Agent: Mozilla/5.0", "X-Forwarded-For: unknown"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aRequestWithoutUserAgentIsABadRequestThatSaysWhy(WebApplicationType type) throws IOException {
        String says = type == WebApplicationType.SERVLET ? "spring.mvc" : "spring.webflux";
        try (ConfigurableApplicationContext server = server(type, "--" + says + ".problemdetails.enabled=true")) {
            assertThat(get(server)).startsWith("HTTP/1.1 400").contains("The request has no User-Agent header");
        }
    }

    private static ConfigurableApplicationContext server(WebApplicationType type, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--server.port=0");
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--kosma.token=any");
        return new SpringApplicationBuilder(EchoApplication.class).web(type).run(arguments.toArray(String[]::new));
    }

    private static String get(ConfigurableApplicationContext server, String... headers) throws IOException {
        int port = server.getEnvironment().getRequiredProperty("local.server.port", int.class);
        String request = "GET /psu HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
