package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A consumer who lets the bank's app wait: the events of the page end, without an error and without noise. */
@ConnectTest
@Import(EventsIT.ImpatientContainer.class)
@TestPropertySource(properties = "bank-connect.consumer-patience=10s")
@ExtendWith(OutputCaptureExtension.class)
class EventsIT {

    @LocalServerPort
    private int port;

    /** Cuts off what answers slowly and has no time limit of its own; the usual one does so after 30 seconds. */
    @TestConfiguration(proxyBeanMethods = false)
    static class ImpatientContainer {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> impatience() {
            return tomcat -> tomcat.addConnectorCustomizers(connector -> connector.setAsyncTimeout(1_000));
        }
    }

    @Test
    void theEventsEndByThemselvesAndThePageLooksAgain(CapturedOutput log) {
        Person erika = new Person(port);
        String page = erika.waitsForTheBanksApp().uri().getPath();
        HttpResponse<String> events = erika.get(page + "/events");
        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.body())
                .contains("event:waiting\ndata:2", "event:waiting\ndata:4")
                .endsWith("event:next\ndata:unknown\n\n");

        assertThat(erika.get(page).statusCode()).isEqualTo(200);
        assertThat(log).doesNotContain("WARN", "ERROR", "Exception");
    }
}
