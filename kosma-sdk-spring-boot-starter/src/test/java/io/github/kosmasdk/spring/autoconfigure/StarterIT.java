package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.KosmaReactiveClient;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StarterIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma =
            KosmaPlaygroundExtension.with(settings -> settings.token("the-only-token"));

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Mozilla/5.0", "192.0.2.7")).build();

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(KosmaAutoConfiguration.class));

    @Test
    void theBeansReachTheUrlsOfTheConnectionDetails(KosmaPlayground playground) {
        application
                .withBean(
                        KosmaConnectionDetails.class,
                        () -> details(playground, new AtomicReference<>("the-only-token")))
                .run(context -> {
                    Session session =
                            context.getBean(KosmaClient.class).sessions().start(REQUEST);
                    assertThat(context.getBean(KosmaReactiveClient.class)
                                    .sessions()
                                    .read(session)
                                    .block())
                            .isNotNull();
                });
    }

    @Test
    void theBeansReachTheUrlsOfTheProperties(KosmaPlayground playground) {
        application
                .withPropertyValues(
                        "kosma.base-url=" + playground.baseUrl(),
                        "kosma.auth-base-url=" + playground.authBaseUrl(),
                        "kosma.token=the-only-token")
                .run(context -> assertThat(context.getBean(KosmaClient.class)
                                .sessions()
                                .start(REQUEST)
                                .sessionId())
                        .isNotBlank());
    }

    @Test
    void theWhiteLabelKeysOfThePropertiesAreSentAlong(KosmaPlayground playground) {
        application
                .withPropertyValues(
                        "kosma.base-url=" + playground.baseUrl(),
                        "kosma.auth-base-url=" + playground.authBaseUrl(),
                        "kosma.token=the-only-token",
                        "kosma.white-label.hsm=hsm-of-a-test",
                        "kosma.white-label.aspsp-data=00ff:11ee")
                .run(context -> {
                    context.getBean(KosmaClient.class).sessions().start(REQUEST);
                    assertThat(playground.exchanges())
                            .last()
                            .satisfies(exchange -> assertThat(exchange.requestBody())
                                    .contains("\"keys\":{\"hsm\":\"hsm-of-a-test\",\"aspsp_data\":\"00ff:11ee\"}"));
                });
    }

    @Test
    void anExchangedTokenNeedsNoRestart(KosmaPlayground playground) {
        AtomicReference<String> token = new AtomicReference<>("expired");
        application
                .withBean(KosmaConnectionDetails.class, () -> details(playground, token))
                .run(context -> {
                    KosmaClient client = context.getBean(KosmaClient.class);
                    assertThatThrownBy(() -> client.sessions().start(REQUEST))
                            .isInstanceOf(KosmaAuthenticationException.class);
                    token.set("the-only-token");
                    assertThat(client.sessions().start(REQUEST).sessionId()).isNotBlank();
                });
    }

    @Test
    void theClientIsClosedWithTheApplication(KosmaPlayground playground) {
        AtomicReference<KosmaClient> client = new AtomicReference<>();
        application
                .withBean(
                        KosmaConnectionDetails.class,
                        () -> details(playground, new AtomicReference<>("the-only-token")))
                .run(context -> {
                    client.set(context.getBean(KosmaClient.class));
                    assertThat(client.get().sessions().start(REQUEST).sessionId())
                            .isNotBlank();
                });
        assertThatThrownBy(() -> client.get().sessions().start(REQUEST)).isInstanceOf(KosmaException.class);
    }

    private static KosmaConnectionDetails details(KosmaPlayground playground, AtomicReference<String> token) {
        return new KosmaConnectionDetails() {
            @Override
            public KosmaEnvironment environment() {
                return new KosmaEnvironment(playground.baseUrl(), playground.authBaseUrl());
            }

            @Override
            public Optional<String> token() {
                return Optional.of(token.get());
            }
        };
    }
}
