package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaProxy;
import io.github.kosmasdk.KosmaProxy.Type;
import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.internal.http.TestProxy.Mood;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through a forward proxy of each type, and what is said when it opens no way. */
@ExtendWith(KosmaPlaygroundExtension.class)
class ProxyIT {

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();

    /** A name that no name server knows: only the proxy does. */
    private static final String HOST = "api.kosma.test";

    private static final int CALLS = 5;

    private static final String PASSWORD = "open-sesame-of-a-test";

    private final Pki pki = new Pki();
    private KosmaPlayground playground;
    private TlsServer server;
    private TestProxy proxy;

    @BeforeEach
    void serve(KosmaPlayground playground) throws Exception {
        this.playground = playground;
        server = TlsServer.start(pki.server(HOST), pki.authority(), playground.baseUrl(), socket -> {});
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    private void serveProxy(Type type, String login, Mood mood) throws IOException {
        proxy = new TestProxy(type, login, mood);
    }

    private KosmaClientBuilder builder(KosmaProxy through) {
        return KosmaClient.builder()
                .environment(server.url(HOST), server.url(HOST))
                .token(playground.token())
                .tls(KosmaTls.builder()
                        .trust(List.of(pki.authority().getCertificate()))
                        .build())
                .proxy(through);
    }

    private void assertCallSucceeds(KosmaClientBuilder builder) {
        try (KosmaClient client = builder.build()) {
            for (int i = 0; i < CALLS; i++) {
                assertThat(client.sessions().start(REQUEST).sessionId()).isNotBlank();
                await().atMost(Duration.ofSeconds(30)) // a connection goes back to the pool a moment after its answer
                        .until(() -> client.state().connections().idle() == 1);
            }
        }
    }

    private KosmaTransportException failure(KosmaProxy through) {
        return failure(builder(through));
    }

    private KosmaTransportException failure(KosmaClientBuilder builder) {
        int exchanges = playground.exchanges().size();
        try (KosmaClient client = builder.build()) {
            KosmaTransportException failure = catchThrowableOfType(
                    KosmaTransportException.class, () -> client.sessions().start(REQUEST));
            assertThat(failure.requestMayHaveBeenSent()).isFalse();
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(PASSWORD).doesNotContain(playground.token());
            assertThat(playground.exchanges()).hasSize(exchanges);
            return failure;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProxyLooksUpTheHostAndSeesNothingOfWhatIsSaid(Type type) throws Exception {
        serveProxy(type, "", Mood.WILLING);
        assertCallSucceeds(builder(proxy.settings()));
        assertThat(proxy.asked()).containsExactly(HOST + ":" + server.port());
        assertThat(server.arrivals())
                .hasSize(CALLS)
                .allSatisfy(arrival -> assertThat(arrival.serverNames()).containsExactly(HOST));
        assertThat(playground.exchanges()).hasSize(CALLS);
        assertThat(proxy.heard() + proxy.passedOn())
                .doesNotContain("Token ", playground.token())
                .doesNotContainIgnoringCase("\r\nauthorization:")
                .doesNotContain("/xs2a/");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "SOCKS5"})
    void theProxyGetsTheLoginThatItWants(Type type) throws Exception {
        serveProxy(type, "shop:" + PASSWORD, Mood.WILLING);
        assertCallSucceeds(builder(proxy.settings().withLogin("shop", PASSWORD)));
        assertThat(server.arrivals()).hasSize(CALLS);
    }

    @Test
    void socks4KnowsUsersWithoutPasswords() throws Exception {
        serveProxy(Type.SOCKS4, "shop", Mood.WILLING);
        KosmaProxy settings = proxy.settings();
        assertCallSucceeds(builder(new KosmaProxy(
                Type.SOCKS4, settings.host(), settings.port(), Optional.of("shop"), Optional.empty(), List.of())));
        KosmaTransportException failure = failure(new KosmaProxy(
                Type.SOCKS4, settings.host(), settings.port(), Optional.of("thief"), Optional.empty(), List.of()));
        assertThat(failure).hasMessageContaining("did not accept the login");
    }

    @ParameterizedTest
    @EnumSource
    void plainHttpOnThisMachineGoesThroughATunnelToo(Type type) throws Exception {
        serveProxy(type, "", Mood.WILLING);
        assertCallSucceeds(builder(proxy.settings()).environment(playground.baseUrl(), playground.authBaseUrl()));
        assertThat(proxy.asked())
                .containsOnly("127.0.0.1:" + playground.baseUrl().getPort());
        assertThat(proxy.heard()).doesNotContain(playground.token());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, FORBIDS, does not allow connections to api.kosma.test (403), false",
        "SOCKS5, FORBIDS, does not allow connections to api.kosma.test (FORBIDDEN), false",
        "HTTP, CANNOT_REACH, could not reach api.kosma.test (502), true",
        "SOCKS4, CANNOT_REACH, could not reach api.kosma.test (REJECTED_OR_FAILED), true",
        "SOCKS5, CANNOT_REACH, could not reach api.kosma.test (HOST_UNREACHABLE), true",
        "HTTP, HANGS_UP, opened no tunnel to api.kosma.test, true",
        "SOCKS4, HANGS_UP, opened no tunnel to api.kosma.test, true",
        "SOCKS5, HANGS_UP, opened no tunnel to api.kosma.test, true"
    })
    void aProxyThatOpensNoTunnelIsNamed(Type type, Mood mood, String words, boolean againCanHelp) throws Exception {
        serveProxy(type, "", mood);
        KosmaTransportException failure = failure(proxy.settings());
        assertThat(failure)
                .hasMessageContaining(
                        "the " + type + " proxy localhost:" + proxy.settings().port())
                .hasMessageContaining(words);
        assertThat(failure.retryAdvice().helpful()).isEqualTo(againCanHelp);
    }

    @Test
    void thatHoldsForPlainHttpToo() throws Exception {
        serveProxy(Type.HTTP, "", Mood.FORBIDS);
        assertThat(failure(builder(proxy.settings()).environment(playground.baseUrl(), playground.authBaseUrl())))
                .hasMessageContaining("does not allow connections to 127.0.0.1 (403)");
    }

    @ParameterizedTest
    @CsvSource({"HTTP, 407", "SOCKS5, UNACCEPTED"})
    void aMissingLoginIsSaidToBe(Type type, String word) throws Exception {
        serveProxy(type, "shop:" + PASSWORD, Mood.WILLING);
        KosmaTransportException failure = failure(proxy.settings());
        assertThat(failure).hasMessageContaining("asks for a login, and none is set (" + word + ")");
        assertThat(failure.retryAdvice().helpful()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "SOCKS5"})
    void aWrongLoginIsSaidToBeAndNotShown(Type type) throws Exception {
        serveProxy(type, "shop:another", Mood.WILLING);
        KosmaTransportException failure = failure(proxy.settings().withLogin("shop", PASSWORD));
        assertThat(failure).hasMessageContaining("did not accept the login: check user and password");
        assertThat(failure.retryAdvice().helpful()).isFalse();
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        KosmaTransportException failure = failure(KosmaProxy.of(Type.HTTP, "127.0.0.1", port));
        assertThat(failure).hasMessageContaining("no connection to the HTTP proxy 127.0.0.1:" + port);
        assertThat(failure.retryAdvice().helpful()).isTrue();
    }

    @Test
    void aProxyWhoseNameIsNotKnownIsNamed() {
        KosmaTransportException failure = failure(KosmaProxy.of(Type.SOCKS5, "proxy.invalid", 1080));
        assertThat(failure).hasMessageContaining("the host of the SOCKS5 proxy proxy.invalid:1080 is not known");
    }

    @Test
    void aProxyThatDoesNotAnswerIsLeft() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ConnectionPool hasty =
                    new ConnectionPool(1, 1, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(1));
            KosmaProxy dumb = KosmaProxy.of(Type.HTTP, "127.0.0.1", silent.getLocalPort());
            assertThat(failure(builder(dumb).connectionPool(hasty))).hasMessageContaining("gave no answer in time");
        }
    }

    @Test
    void hostsThatAreNotForTheProxyAreCalledDirectly() throws Exception {
        serveProxy(Type.HTTP, "", Mood.FORBIDS);
        URI url = URI.create("http://localhost:" + playground.baseUrl().getPort());
        assertCallSucceeds(
                builder(proxy.settings().withDirectHosts(List.of("local*"))).environment(url, url));
        assertThat(proxy.heard()).isEmpty();
    }

    @Test
    void theCertificateOfTheHostIsCheckedThroughTheTunnel() throws Exception {
        serveProxy(Type.HTTP, "", Mood.WILLING);
        URI wrong = server.url("another.kosma.test");
        assertThat(failure(builder(proxy.settings()).environment(wrong, wrong)))
                .hasMessageContaining("for other hosts")
                .hasMessageContaining("another.kosma.test");
    }
}
