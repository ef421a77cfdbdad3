package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A consumer who goes away while the bank's app waits: the events end long before their patience does. */
@ConnectTest
@ExtendWith(OutputCaptureExtension.class)
class AbandonedEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext application;

    @Test
    void whoGoesAwayLeavesNothingBehind(CapturedOutput log) throws Exception {
        await("the events of other tests").atMost(PATIENCE).until(() -> open() == 0);
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
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(log).doesNotContain("WARN", "ERROR", "Exception");
    }

    private long open() {
        TomcatWebServer server = (TomcatWebServer) application.getWebServer();
        return ((StandardContext) server.getTomcat().getHost().findChildren()[0]).getInProgressAsyncCount();
    }
}
