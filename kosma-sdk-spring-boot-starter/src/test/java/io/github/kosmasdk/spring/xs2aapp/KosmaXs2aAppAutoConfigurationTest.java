package io.github.kosmasdk.spring.xs2aapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;

class KosmaXs2aAppAutoConfigurationTest {

    private static final AutoConfigurations OURS = AutoConfigurations.of(KosmaXs2aAppAutoConfiguration.class);
    private static final Xs2aAppFlow FLOW = Xs2aAppFlow.of(new ClientToken("a.b.c"));

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(OURS);

    private static String html(ApplicationContext context) {
        return context.getBean(Xs2aApp.class).html(FLOW);
    }

    @Test
    void aServletApplicationGetsTheAppOfTheService() {
        servlet.run(
                context -> assertThat(html(context)).contains(Xs2aApp.LAUNCHER.toString(), "data-configure=\"{}\""));
    }

    @Test
    void aReactiveApplicationGetsItTooBelowItsBasePath() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("spring.webflux.base-path=/api/")
                .run(context -> assertThat(html(context)).contains("src=\"/api/kosma/xs2a-app.js\""));
    }

    @Test
    void anApplicationWithoutPagesGetsNone() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(context).doesNotHaveBean(Xs2aApp.class));
    }

    @Test
    void everyOptionCanBeSet() {
        servlet.withPropertyValues(
                        "kosma.xs2a-app.appearance-mode=dark",
                        "kosma.xs2a-app.auto-close=true",
                        "kosma.xs2a-app.hide-transition-on-flow-end=true",
                        "kosma.xs2a-app.open-policies-in-new-window=true",
                        "kosma.xs2a-app.psd2-redirect-method=same-window",
                        "kosma.xs2a-app.skip-initial-loader=true",
                        "kosma.xs2a-app.theme=plain",
                        "kosma.xs2a-app.unfold-consent-details=true",
                        "server.servlet.context-path=/shop")
                .run(context -> assertThat(html(context).replace("&quot;", "'"))
                        .contains(
                                "data-configure=\"{'appearanceMode':'dark','autoClose':true,'hideTransitionOnFlowEnd':true,"
                                        + "'openPoliciesInNewWindow':true,'psd2RedirectMethod':'sameWindow','skipInitialLoader':true,"
                                        + "'theme':'plain','unfoldConsentDetails':true}\"")
                        .contains("src=\"/shop/kosma/xs2a-app.js\""));
    }

    @Test
    void theConnectionCanBringALauncherAndThePropertyOverrulesIt() {
        WebApplicationContextRunner connected =
                servlet.withBean(KosmaConnectionDetails.class, SimulatedConnection::new);
        connected.run(context -> assertThat(html(context)).contains("src=\"http://127.0.0.1:8090/launcher.js\""));
        connected
                .withPropertyValues("kosma.xs2a-app.launcher-url=https://cdn.example/launcher.js")
                .run(context -> assertThat(html(context)).contains("src=\"https://cdn.example/launcher.js\""));
    }

    @Test
    void theScriptIsWhereSpringBootServesFilesOfJars() {
        assertThat(new ClassPathResource("META-INF/resources" + Xs2aApp.SCRIPT).exists())
                .isTrue();
    }

    private static final class SimulatedConnection implements KosmaConnectionDetails {

        @Override
        public KosmaEnvironment environment() {
            return KosmaEnvironment.PLAYGROUND;
        }

        @Override
        public Optional<String> token() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> xs2aAppLauncher() {
            return Optional.of(URI.create("http://127.0.0.1:8090/launcher.js"));
        }
    }
}
