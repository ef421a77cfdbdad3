package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.playground.KosmaPlayground;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The visits of the other tests notice what goes wrong in the browser. */
@ConnectTest
class VisitIT {

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    private void fails(Consumer<Visit> what, String because) {
        Visit visit = Visit.of(port, playground, Device.DESKTOP);
        what.accept(visit.open("/"));
        assertThatThrownBy(visit::close).isInstanceOf(AssertionError.class).hasMessageContaining(because);
    }

    @Test
    void anErrorThatNobodyExpected() {
        fails(visit -> visit.open("/no-such-page"), "answered: 404");
        fails(visit -> visit.expecting(422).open("/no-such-page"), "answered: 404");
        fails(visit -> visit.expecting(404).open("/no-such-page").open("/no-such-page"), "answered: 404");
    }

    @Test
    void anErrorThatWasExpectedAndDidNotCome() {
        fails(visit -> visit.expecting(404), "404");
    }

    @Test
    void whatTheConsoleSays() {
        fails(visit -> visit.page().evaluate("() => console.error('a status of 404')"), "a status of 404");
        fails(visit -> visit.page().evaluate("() => console.warn('careful')"), "careful");
        fails(
                visit -> visit.page()
                        .evaluate(
                                "() => new Promise(resolve => setTimeout(() => { setTimeout(resolve); throw new Error('uncaught one') }))"),
                "uncaught one");
    }

    @Test
    void anotherServerOnThisMachine() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + other.getLocalPort() + "/picture.png";
            fails(
                    visit -> visit.page().evaluate("url => { new Image().src = url }", url),
                    "loaded from elsewhere: " + url);
        }
    }
}
