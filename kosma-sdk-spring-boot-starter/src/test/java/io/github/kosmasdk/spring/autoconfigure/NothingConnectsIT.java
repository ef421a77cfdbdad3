package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaReactiveClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;

/** An application with the starter has started, and nothing has connected: the first call does. */
@ExtendWith(OutputCaptureExtension.class)
class NothingConnectsIT {

    private static final int PATIENCE_MILLIS = 30_000;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void nothingConnectsBeforeTheFirstCall() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket api = new ServerSocket(0, 50, loopback);
                ConfigurableApplicationContext application = started("http://127.0.0.1:" + api.getLocalPort());
                Socket ours = new Socket(loopback, api.getLocalPort())) {
            api.setSoTimeout(PATIENCE_MILLIS);
            try (Socket first = api.accept()) {
                assertThat(first.getPort()).as("nobody was there before").isEqualTo(ours.getLocalPort());
            }
            Disposable call = application
                    .getBean(KosmaReactiveClient.class)
                    .banks()
                    .countries()
                    .subscribe();
            try (Socket second = api.accept();
                    BufferedReader request = new BufferedReader(
                            new InputStreamReader(second.getInputStream(), StandardCharsets.US_ASCII))) {
                assertThat(request.readLine()).startsWith("GET ").endsWith(" HTTP/1.1");
            } finally {
                call.dispose();
            }
        }
    }

    @Test
    void whatTheFirstCallNeedsIsLoadedOnceTheApplicationHasStarted(CapturedOutput output) {
        try (ConfigurableApplicationContext application =
                started("http://127.0.0.1:1", "--logging.level.io.github.kosmasdk=debug")) {
            assertThat(application.isActive()).isTrue();
            assertThat(output).containsSubsequence("Started NothingConnectsIT.Application", "Loading what calls need");
        }
    }

    private static ConfigurableApplicationContext started(String url, String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setMainApplicationClass(Application.class); // it says when it has started
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--kosma.token=any",
                                "--kosma.base-url=" + url,
                                "--kosma.auth-base-url=" + url,
                                "--kosma.bank-directory-base-url=" + url))
                .toArray(String[]::new));
    }
}
