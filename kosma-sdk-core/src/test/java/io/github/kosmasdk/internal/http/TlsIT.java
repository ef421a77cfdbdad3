package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a client trusts, what it shows, and what it says when a connection cannot be secured. */
@ExtendWith(KosmaPlaygroundExtension.class)
class TlsIT {

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();

    private final Pki pki = new Pki();
    private final KosmaTls trusting =
            KosmaTls.builder().trust(List.of(pki.authority().getCertificate())).build();
    private KosmaPlayground playground;
    private TlsServer server;

    @BeforeEach
    void take(KosmaPlayground playground) {
        this.playground = playground;
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private void serve(X509Bundle identity, Consumer<SSLServerSocket> settings) throws Exception {
        server = TlsServer.start(identity, pki.authority(), playground.baseUrl(), settings);
    }

    private KosmaClientBuilder builder(URI url) {
        return KosmaClient.builder().environment(url, url).token(playground.token());
    }

    private KosmaClientBuilder builder() {
        return builder(server.url("localhost"));
    }

    private KosmaTransportException failure(KosmaClientBuilder builder) {
        try (KosmaClient client = builder.build()) {
            return catchThrowableOfType(
                    KosmaTransportException.class, () -> client.sessions().start(REQUEST));
        }
    }

    private static void assertNothingWasSent(KosmaTransportException failure, boolean againCanHelp) {
        assertThat(failure.requestMayHaveBeenSent()).isFalse();
        assertThat(failure.retryAdvice().helpful()).isEqualTo(againCanHelp);
        assertThat(failure).hasMessageContaining("no secure connection to localhost:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerOfATrustedAuthorityIsCalledWithEachProtocol(String protocol) throws Exception {
        serve(pki.server("localhost"), socket -> socket.setEnabledProtocols(new String[] {protocol}));
        try (KosmaClient client = builder().tls(trusting).build()) {
            assertThat(client.sessions().start(REQUEST).sessionId()).isNotBlank();
        }
        assertThat(server.arrivals())
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.protocol()).isEqualTo(protocol));
    }

    @Test
    void theAuthApiIsCalledOverTlsToo() throws Exception {
        server = TlsServer.start(pki.server("localhost"), pki.authority(), playground.authBaseUrl(), socket -> {});
        try (KosmaClient client = builder().tls(trusting).build()) {
            String payload = "{\"auth_url\":\"" + server.url("localhost") + "/auth/v1/unknown\"}";
            ClientToken unknown = new ClientToken(
                    "e30." + Base64.getUrlEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2ln");
            catchThrowableOfType(KosmaException.class, () -> client.auth().begin(unknown));
        }
        assertThat(server.arrivals()).hasSize(1);
    }

    @Test
    void anAddressIsHeldAgainstTheAddressesInTheCertificate() throws Exception {
        serve(pki.server("127.0.0.1"), socket -> {});
        try (KosmaClient client = builder(server.url("127.0.0.1")).tls(trusting).build()) {
            assertThat(client.sessions().start(REQUEST).sessionId()).isNotBlank();
        }
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() throws Exception {
        serve(pki.selfSigned("localhost"), socket -> {});
        KosmaTransportException failure = failure(builder());
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("not from an authority that this client trusts");
        assertNothingWasSent(failure(builder().tls(trusting)), false);
        assertThat(server.arrivals()).isEmpty();
    }

    @Test
    void anExpiredCertificateIsSaidToBe() throws Exception {
        serve(
                pki.server(
                        Instant.now().minus(Duration.ofDays(3)), Instant.now().minus(Duration.ofDays(2)), "localhost"),
                socket -> {});
        KosmaTransportException failure = failure(builder().tls(trusting));
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("the server's certificate has expired (NotAfter: ");
    }

    @Test
    void aCertificateOfTomorrowPointsToTheClock() throws Exception {
        serve(
                pki.server(Instant.now().plus(Duration.ofDays(2)), Instant.now().plus(Duration.ofDays(3)), "localhost"),
                socket -> {});
        KosmaTransportException failure = failure(builder().tls(trusting));
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("not valid yet").hasMessageContaining("clock of this machine");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        serve(pki.server("another.example"), socket -> {});
        KosmaTransportException failure = failure(builder().tls(trusting));
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("for other hosts").hasMessageContaining("localhost");
        assertThat(server.arrivals()).isEmpty();
    }

    /** Even a trust manager that takes any certificate and thinks that it checks the name itself. */
    @Test
    void theHostNameIsCheckedWhateverATrustManagerSays() throws Exception {
        serve(pki.selfSigned("another.example"), socket -> {});
        TrustManagerFactory anything = InsecureTrustManagerFactory.INSTANCE;
        assertThat(anything.getTrustManagers()).allMatch(X509ExtendedTrustManager.class::isInstance);
        KosmaTransportException failure =
                failure(builder().tls(KosmaTls.builder().trust(anything).build()));
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("for other hosts");
        assertThat(server.arrivals()).isEmpty();
    }

    @Test
    void aTrustManagerOfOnesOwnDecidesAboutTheChain() throws Exception {
        X509Bundle identity = pki.selfSigned("localhost");
        serve(identity, socket -> {});
        TrustManagerFactory pinned = identity.toTrustManagerFactory();
        assertThat(pinned.getTrustManagers()).hasAtLeastOneElementOfType(TrustManager.class);
        try (KosmaClient client =
                builder().tls(KosmaTls.builder().trust(pinned).build()).build()) {
            assertThat(client.sessions().start(REQUEST).sessionId()).isNotBlank();
        }
    }

    @Test
    void plainHttpOnThePortIsSaidToBe() {
        KosmaTransportException failure = failure(
                builder(URI.create("https://localhost:" + playground.baseUrl().getPort())));
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("does not speak TLS");
        assertThat(playground.exchanges()).isEmpty();
    }

    /** Answers to a hello of any version as a server of TLS 1.1 does, which knows nothing newer. */
    @Test
    void aServerThatIsTooOldIsSaidToBe() throws Exception {
        byte[] helloOfTls11 =
                HexFormat.of().parseHex("160302002a" + "02000026" + "0302" + "11".repeat(32) + "00" + "c013" + "00");
        byte[] versionAlert = HexFormat.of().parseHex("15030200020246");
        for (byte[] answer : List.of(helloOfTls11, versionAlert)) {
            try (ServerSocket old = answeringWith(answer)) {
                KosmaTransportException failure =
                        failure(builder(URI.create("https://localhost:" + old.getLocalPort())));
                assertNothingWasSent(failure, false);
                assertThat(failure).hasMessageContaining("protocol");
            }
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredEndsAndCanBeTriedAgain() throws Exception {
        try (ServerSocket silent = answeringWith(new byte[0])) {
            ConnectionPool hasty =
                    new ConnectionPool(1, 1, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(1));
            KosmaTransportException failure = failure(builder(URI.create("https://localhost:" + silent.getLocalPort()))
                    .connectionPool(hasty));
            assertNothingWasSent(failure, true);
            assertThat(failure).hasMessageContaining("the handshake took too long");
        }
    }

    private static ServerSocket answeringWith(byte[] answer) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (Socket accepted = socket.accept()) {
                InputStream in = accepted.getInputStream();
                in.read(new byte[4096]);
                accepted.getOutputStream().write(answer);
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                // the client hung up
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    @Test
    void aClientCertificateIsShownFromPemFilesAndFromAKeyStore(@TempDir Path files) throws Exception {
        serve(pki.server("localhost"), socket -> socket.setNeedClientAuth(true));
        X509Bundle shop = pki.client("shop");
        Path authorities = Files.writeString(
                files.resolve("authorities.pem"), pki.authority().getCertificatePEM());
        Path certificates = Files.writeString(files.resolve("client.pem"), shop.getCertificatePathPEM());
        Path key = Files.writeString(files.resolve("client.key"), shop.getPrivateKeyPEM());
        KosmaTls fromPem = KosmaTls.builder()
                .trustPem(authorities)
                .clientCertificatePem(certificates, key)
                .build();
        char[] password = "of-a-test".toCharArray();
        KosmaTls fromStore = KosmaTls.builder()
                .trust(List.of(pki.authority().getCertificate()))
                .clientCertificate(shop.toKeyStore(password), password)
                .build();
        for (KosmaTls tls : List.of(fromPem, fromStore)) {
            try (KosmaClient client = builder().tls(tls).build()) {
                assertThat(client.sessions().start(REQUEST).sessionId()).isNotBlank();
            }
        }
        assertThat(server.arrivals()).extracting(TlsServer.Arrival::client).containsExactly("CN=shop", "CN=shop");
    }

    @Test
    void withoutTheClientCertificateThatAServerWantsNothingLeaves() throws Exception {
        serve(pki.server("localhost"), socket -> {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setNeedClientAuth(true);
        });
        KosmaTransportException failure = failure(builder().tls(trusting));
        assertNothingWasSent(failure, false);
        assertThat(failure).hasMessageContaining("client certificate");
    }

    /** There the server says so only after the client has begun to send. */
    @Test
    void withTls13ItIsSaidThatTheRequestMayHaveLeft() throws Exception {
        serve(pki.server("localhost"), socket -> socket.setNeedClientAuth(true));
        KosmaTransportException failure = failure(builder().tls(trusting));
        assertThat(failure.requestMayHaveBeenSent()).isTrue();
        assertThat(failure.retryAdvice().helpful()).isFalse();
        assertThat(failure)
                .hasMessageContaining("client certificate")
                .hasMessageContaining("The request may have left before that was known");
        assertThat(server.arrivals()).isEmpty();
    }

    private KosmaTls with(X509Bundle client) throws Exception {
        return KosmaTls.builder()
                .trust(List.<X509Certificate>of(pki.authority().getCertificate()))
                .clientCertificate(client.toKeyManagerFactory())
                .build();
    }

    @Test
    void aCallUnderWayEndsOnItsConnectionAndTheNextOneIsMadeWithTheNewCertificate() throws Exception {
        AtomicReference<KosmaTls> current = new AtomicReference<>(with(pki.client("old")));
        try (SSLServerSocket socket = TlsServer.socket(pki.server("localhost"), pki.authority())) {
            socket.setNeedClientAuth(true);
            socket.setSoTimeout(60_000);
            URI url = URI.create("https://localhost:" + socket.getLocalPort());
            try (KosmaClient client = builder(url).tls(current::get).build()) {
                CompletableFuture<?> underWay =
                        client.reactive().sessions().start(REQUEST).toFuture();
                SSLSocket before = (SSLSocket) socket.accept();
                readRequest(before);
                assertThat(before.getSession().getPeerPrincipal()).hasToString("CN=old");

                current.set(with(pki.client("new")));
                answer(before);
                assertThat(failureOf(underWay)).hasMessageContaining("HTTP 404");
                before.setSoTimeout(60_000);
                assertThat(before.getInputStream().read()).isEqualTo(-1);

                CompletableFuture<?> next =
                        client.reactive().sessions().start(REQUEST).toFuture();
                SSLSocket after = (SSLSocket) socket.accept();
                readRequest(after);
                assertThat(after.getSession().getPeerPrincipal()).hasToString("CN=new");
                answer(after);
                assertThat(failureOf(next)).hasMessageContaining("HTTP 404");
            }
        }
    }

    @Test
    void noCallIsLostWhileTheCertificateIsReplaced() throws Exception {
        serve(pki.server("localhost"), socket -> socket.setNeedClientAuth(true));
        int calls = 300;
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<KosmaTls> current = new AtomicReference<>(with(pki.client("client-0")));
        Map<Integer, KosmaTls> next =
                Map.of(calls / 3, with(pki.client("client-1")), calls * 2 / 3, with(pki.client("client-2")));
        try (KosmaClient client = builder().tls(current::get).build()) {
            Mono<Long> all = Flux.range(0, calls)
                    .flatMap(
                            i -> client.reactive()
                                    .sessions()
                                    .start(REQUEST)
                                    .doOnTerminate(() -> Optional.ofNullable(next.get(ended.incrementAndGet()))
                                            .ifPresent(current::set)),
                            8)
                    .count();
            assertThat(all.block(Duration.ofMinutes(2))).isEqualTo(calls);

            int before = server.arrivals().size();
            client.sessions().start(REQUEST);
            assertThat(server.arrivals().subList(before, server.arrivals().size()))
                    .extracting(TlsServer.Arrival::client)
                    .containsExactly("CN=client-2");
        }
        assertThat(server.arrivals())
                .hasSize(calls + 1)
                .extracting(TlsServer.Arrival::client)
                .contains("CN=client-0", "CN=client-1");
        assertThat(server.handshakes()).as("connections are still shared").isLessThan(calls / 2);
    }

    private static Throwable failureOf(CompletableFuture<?> call) throws Exception {
        return call.<Throwable>handle((value, thrown) -> thrown).get(60, TimeUnit.SECONDS);
    }

    private static void readRequest(Socket connection) throws IOException {
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        int length = 0;
        for (String line = requests.readLine(); !line.isEmpty(); line = requests.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertThat(requests.skip(length)).isEqualTo(length);
    }

    private static void answer(Socket connection) throws IOException {
        connection
                .getOutputStream()
                .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
