package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A consumer who lets the bank's app wait, or goes away: the events of the page end, without an error and without noise. */
@ConnectTest
@Import(EventsIT.ImpatientContainer.class)
@TestPropertySource(properties = "bank-connect.consumer-patience=10s")
@ExtendWith(OutputCaptureExtension.class)
class EventsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext application;

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

    @Test
    void whoGoesAwayLeavesNothingBehind(CapturedOutput log) throws Exception {
        Person erika = new Person(port);
        String page = erika.waitsForTheBanksApp().uri().getPath();
        try (Socket browser = new Socket("127.0.0.1", port)) {
            browser.setSoLinger(true, 0);
            browser.getOutputStream()
                    .write(("GET " + page + "/events HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nUser-Agent: Example/1.0\r\nCookie: bank-connect=" + erika.session()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(browser.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.lines().anyMatch(line -> line.equals("data:2"))).isTrue();
            assertThat(open()).isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> open() == 0);
        assertThat(log).doesNotContain("WARN", "ERROR", "Exception");
    }

    private long open() {
        TomcatWebServer server = (TomcatWebServer) application.getWebServer();
        return ((StandardContext) server.getTomcat().getHost().findChildren()[0]).getInProgressAsyncCount();
    }
}
