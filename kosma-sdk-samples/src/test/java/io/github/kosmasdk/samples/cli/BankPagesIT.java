package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankPagesIT {

    private static final URI RETURN = URI.create("https://localhost/return");

    private final BankPages pages = new BankPages();
    private HttpServer bank;

    @BeforeEach
    void open() throws IOException {
        bank = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bank.start();
    }

    @AfterEach
    void close() {
        bank.stop(0);
    }

    @Test
    void redirectsAreFollowedUpToTheReturnUrlWhichIsNotCalled() {
        page("/first", exchange -> redirect(exchange, "/second?state=1"));
        page("/second", exchange -> redirect(exchange, RETURN + "?state=1&result=success"));
        assertThat(pages.logIn(url("/first"), RETURN)).isEqualTo(URI.create(RETURN + "?state=1&result=success"));
    }

    @Test
    void aPageForAPersonIsApprovedTheWayTheTestBankTakesIt() {
        page("/ask", exchange -> {
            if (String.valueOf(exchange.getRequestURI().getRawQuery()).endsWith("&result=success")) {
                redirect(exchange, RETURN + "?code=7");
            } else {
                answer(exchange, 200, "<html>Do you allow it?</html>");
            }
        });
        assertThat(pages.logIn(url("/ask?state=1"), RETURN)).isEqualTo(URI.create(RETURN + "?code=7"));
    }

    @Test
    void aBankThatNeverSendsTheConsumerBackIsGivenTheApprovedPage() {
        page("/ask", exchange -> answer(exchange, 200, "<html>Thank you.</html>"));
        assertThat(pages.logIn(url("/ask?state=1"), RETURN)).isEqualTo(url("/ask?state=1&result=success"));
    }

    @ParameterizedTest
    @CsvSource({"/broken, answered with status 500", "/circle, led nowhere"})
    void aPageThatLeadsNowhereIsAnError(String path, String reason) {
        page("/broken", exchange -> answer(exchange, 500, "oops"));
        page("/circle", exchange -> redirect(exchange, "/circle"));
        assertThatThrownBy(() -> pages.logIn(url(path), RETURN))
                .isInstanceOf(SampleException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aBankThatIsNotThereIsAnError() throws IOException {
        try (Nowhere nowhere = new Nowhere()) {
            assertThatThrownBy(() -> pages.logIn(URI.create("http://" + nowhere.hostAndPort() + "/first"), RETURN))
                    .isInstanceOf(SampleException.class)
                    .hasMessageContaining("cannot be opened");
        }
    }

    private void page(String path, HttpHandler handler) {
        bank.createContext(path, handler);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + bank.getAddress().getPort() + path);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
