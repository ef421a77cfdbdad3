package io.github.kosmasdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpFaultProxyIT {

    /** The common pool may have one thread only. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static final byte[] TEXT = bytes(100);

    private final List<AutoCloseable> open = new ArrayList<>();
    private ServerSocket server;
    private TcpFaultProxy proxy;

    /** A connection through the proxy, with both of its ends. */
    private record Line(Socket client, Socket server) {

        void toClient(byte[] bytes) throws IOException {
            server.getOutputStream().write(bytes);
        }

        void toServer(byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
        }

        byte[] atClient(int length) throws IOException {
            return client.getInputStream().readNBytes(length);
        }

        byte[] atServer(int length) throws IOException {
            return server.getInputStream().readNBytes(length);
        }

        void isFine() throws IOException {
            toServer(TEXT);
            assertThat(atServer(TEXT.length)).isEqualTo(TEXT);
            toClient(TEXT);
            assertThat(atClient(TEXT.length)).isEqualTo(TEXT);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy = opened(TcpFaultProxy.to("127.0.0.1", server.getLocalPort()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private Line line() throws IOException {
        Socket client = opened(new Socket(proxy.host(), proxy.port()));
        return new Line(client, opened(server.accept()));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Everything up to the end, or up to a reset. */
    private static int countUntilReset(InputStream in) {
        int count = 0;
        try {
            while (in.read() >= 0) {
                count++;
            }
        } catch (SocketException reset) {
            return count;
        } catch (IOException e) {
            throw new AssertionError("not a reset", e);
        }
        throw new AssertionError("the stream ended without a reset after " + count + " bytes");
    }

    @Test
    void withoutFaultsNothingIsChanged() throws Exception {
        byte[] much = bytes(3_000_000);
        Line line = line();
        CompletableFuture<byte[]> up = readAllLater(line.server());
        CompletableFuture<byte[]> down = readAllLater(line.client());
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(line.client(), much), OWN_THREAD);
        sendAll(line.server(), much);
        sent.join();
        assertThat(up.join()).isEqualTo(much);
        assertThat(down.join()).isEqualTo(much);
        while (proxy.traffic().open() > 0) {
            Thread.onSpinWait();
        }
        assertThat(proxy.traffic()).isEqualTo(new Traffic(1, 0, 3_000_000, 3_000_000, 0, 0, 0, 0));
    }

    private static CompletableFuture<byte[]> readAllLater(Socket socket) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return socket.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                OWN_THREAD);
    }

    private static void sendAll(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anEndInOneDirectionLeavesTheOther() throws Exception {
        Line line = line();
        line.client().shutdownOutput();
        assertThat(line.server().getInputStream().read()).isEqualTo(-1);
        line.toClient(TEXT);
        assertThat(line.atClient(TEXT.length)).isEqualTo(TEXT);
    }

    @Test
    void aResetOfOneSideReachesTheOther() throws Exception {
        Line line = line();
        line.isFine();
        line.client().setSoLinger(true, 0);
        line.client().close();
        assertThat(countUntilReset(line.server().getInputStream())).isZero();
    }

    @Test
    void latencyDelaysAndKeepsTheThroughput() throws Exception {
        proxy.toClient().latency(Duration.ofMillis(300), Duration.ofMillis(50));
        Line line = line();
        byte[] much = bytes(1_000_000);
        long start = System.nanoTime();
        CompletableFuture<byte[]> received = readAllLater(line.client());
        sendAll(line.server(), much);
        assertThat(received.join()).isEqualTo(much);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(20));
        proxy.clear();
        line.toServer(TEXT);
        assertThat(line.atServer(TEXT.length)).isEqualTo(TEXT);
    }

    @Test
    void bandwidthLimitsTheThroughput() throws Exception {
        proxy.toServer().bandwidth(50_000);
        Line line = line();
        byte[] some = bytes(20_000);
        long start = System.nanoTime();
        CompletableFuture<byte[]> received = readAllLater(line.server());
        sendAll(line.client(), some);
        assertThat(received.join()).isEqualTo(some);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
    }

    @Test
    void aSlowReceiverSlowsTheSenderDown() throws Exception {
        proxy.toServer().bandwidth(1);
        Line line = line();
        CountDownLatch sent = new CountDownLatch(1);
        CompletableFuture.runAsync(
                () -> {
                    sendAll(line.client(), bytes(50_000_000));
                    sent.countDown();
                },
                OWN_THREAD);
        assertThat(sent.await(500, TimeUnit.MILLISECONDS)).isFalse();
        proxy.clear();
        assertThat(line.atServer(50_000_000)).isEqualTo(bytes(50_000_000));
    }

    @Test
    void aCutEndsBothDirections() throws Exception {
        proxy.toClient().cutAfter(40);
        Line line = line();
        line.toClient(TEXT);
        assertThat(line.client().getInputStream().readAllBytes()).hasSize(40);
        assertThat(line.server().getInputStream().readAllBytes()).isEmpty();
        assertThat(proxy.traffic().cuts()).isOne();
        assertThat(proxy.traffic().bytesToClient()).isEqualTo(40);
    }

    @Test
    void aCutOfAnOpenConnectionCountsFromNowOn() throws Exception {
        Line line = line();
        line.isFine();
        proxy.toServer().cutAfter(7).latency(Duration.ofMillis(1));
        line.toServer(bytes(5));
        assertThat(line.atServer(5)).hasSize(5);
        proxy.toServer().latency(Duration.ZERO);
        line.toServer(TEXT);
        assertThat(line.server().getInputStream().readAllBytes()).hasSize(2);
        assertThat(line.client().getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void aCutAfterNothingStrikesAtOnce() throws Exception {
        Line line = line();
        line.isFine();
        proxy.toServer().cutAfter(0);
        assertThat(line.client().getInputStream().read()).isEqualTo(-1);
        assertThat(line.server().getInputStream().read()).isEqualTo(-1);
        proxy.clear();
        line().isFine();
    }

    @Test
    void aResetIsSeenByBothSides() throws Exception {
        proxy.toServer().resetAfter(40);
        Line line = line();
        line.toServer(TEXT);
        assertThat(countUntilReset(line.server().getInputStream())).isLessThanOrEqualTo(40);
        assertThat(countUntilReset(line.client().getInputStream())).isZero();
        assertThat(proxy.traffic().resets()).isOne();
        assertThat(proxy.traffic().bytesToServer()).isEqualTo(40);
    }

    @Test
    void aHalfCloseEndsOneDirection() throws Exception {
        proxy.toClient().halfCloseAfter(40);
        Line line = line();
        line.toClient(TEXT);
        assertThat(line.client().getInputStream().readAllBytes()).hasSize(40);
        line.toServer(TEXT);
        assertThat(line.atServer(TEXT.length)).isEqualTo(TEXT);
        line.client().close();
        assertThat(line.server().getInputStream().read()).isEqualTo(-1);
        assertThat(proxy.traffic().halfCloses()).isOne();
    }

    @Test
    void aBlackHoleSwallowsTheRestAndTheEnd() throws Exception {
        CountDownLatch ending = new CountDownLatch(1);
        proxy.tap(new Tap() {
            @Override
            public void passed(long connection, boolean toServer, byte[] bytes) {}

            @Override
            public void ending(long connection) {
                ending.countDown();
            }
        });
        proxy.toClient().blackHoleAfter(40);
        Line line = line();
        line.toClient(TEXT);
        assertThat(line.atClient(40)).hasSize(40);
        proxy.clear();
        line.toServer(TEXT);
        assertThat(line.atServer(TEXT.length)).isEqualTo(TEXT);
        line.toClient(TEXT);
        line.server().shutdownOutput();
        ending.await();
        line.toServer(TEXT);
        assertThat(line.atServer(TEXT.length)).isEqualTo(TEXT);
        proxy.close();
        assertThat(countUntilReset(line.client().getInputStream())).isZero();
        assertThat(proxy.traffic().blackHoles()).isOne();
        assertThat(proxy.traffic().bytesToClient()).isEqualTo(40);
    }

    @Test
    void theServerDoesNotLearnThatAClientHasLeftThroughABlackHole() throws Exception {
        Line line = line();
        line.isFine();
        proxy.toServer().blackHoleAfter(0);
        line.client().setSoLinger(true, 0);
        line.client().close();
        line.toClient(TEXT);
        line.server().shutdownOutput();
        assertThat(line.server().getInputStream().read()).isEqualTo(-1);
        while (proxy.traffic().open() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSlowCloseIsLaterThanTheLastByte() throws Exception {
        proxy.toClient().slowClose(Duration.ofMillis(300));
        Line line = line();
        long start = System.nanoTime();
        line.toClient(TEXT);
        line.server().close();
        assertThat(line.atClient(TEXT.length)).isEqualTo(TEXT);
        assertThat(line.client().getInputStream().read()).isEqualTo(-1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void newConnectionsAreRefusedAndOpenOnesStay() throws Exception {
        Line line = line();
        for (int round = 0; round < 3; round++) {
            proxy.refuseConnections();
            assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port())).isInstanceOf(ConnectException.class);
            line.isFine();
            if (round == 0) {
                proxy.acceptConnections();
            } else {
                proxy.clear();
            }
            line().isFine();
        }
    }

    @Test
    void aServerThatIsNotThereResetsTheClient() throws Exception {
        server.close();
        try (Socket client = new Socket(proxy.host(), proxy.port())) {
            assertThat(countUntilReset(client.getInputStream())).isZero();
        }
        server = opened(new ServerSocket(server.getLocalPort(), 50, InetAddress.getLoopbackAddress()));
        line().isFine();
    }

    @Test
    void faultsOfTheNextConnectionAreItsOwn() throws Exception {
        proxy.toClient().cutAfter(90);
        proxy.nextConnection().toClient().cutAfter(10);
        proxy.nextConnection();
        List<Integer> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Line line = line();
            line.toClient(TEXT);
            line.server().shutdownOutput();
            received.add(line.client().getInputStream().readAllBytes().length);
        }
        assertThat(received).containsExactly(10, 100, 90);
    }

    @Test
    void clearReachesTheFaultsOfOneConnection() throws Exception {
        ConnectionFaults own = proxy.nextConnection();
        own.toServer().cutAfter(10);
        Line line = line();
        proxy.nextConnection().toServer().cutAfter(0);
        proxy.clear();
        line.isFine();
        line().isFine();
        own.toServer().cutAfter(0);
        line.isFine();
    }

    @Test
    void withOneSeedTheSameRandomBytesAreHit() throws Exception {
        proxy.toClient().cutWithin(TEXT.length);
        List<List<Integer>> runs = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            proxy.seed(seed);
            List<Integer> received = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Line line = line();
                line.toClient(TEXT);
                received.add(line.client().getInputStream().readAllBytes().length);
            }
            runs.add(received);
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0)).isNotEqualTo(runs.get(2));
        assertThat(runs.get(0)).allMatch(length -> length < TEXT.length);
        assertThat(Stream.concat(runs.get(0).stream(), runs.get(2).stream()).distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void everyRandomFaultStrikes() throws Exception {
        List<Runnable> faults = List.of(
                () -> proxy.toServer().resetWithin(TEXT.length),
                () -> proxy.toServer().halfCloseWithin(TEXT.length),
                () -> proxy.toServer().blackHoleWithin(TEXT.length));
        for (Runnable fault : faults) {
            fault.run();
            line().toServer(TEXT);
        }
        while (proxy.traffic().resets()
                        + proxy.traffic().halfCloses()
                        + proxy.traffic().blackHoles()
                < 3) {
            Thread.onSpinWait();
        }
        assertThat(proxy.traffic().bytesToServer()).isLessThan(3 * TEXT.length);
    }

    @Test
    void manyConnectionsAtOnceDoNotMix() throws Exception {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(line());
        }
        List<CompletableFuture<byte[]>> received =
                lines.stream().map(line -> readAllLater(line.client())).toList();
        for (int i = 0; i < lines.size(); i++) {
            sendAll(lines.get(i).server(), bytes(1_000 + i));
        }
        assertThat(received.stream().map(CompletableFuture::join))
                .containsExactlyElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> bytes(1_000 + i)).toList());
    }

    @Test
    void aTapSeesWhatPassesAndNothingElse() throws Exception {
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        proxy.tap(new Tap() {
            @Override
            public void passed(long connection, boolean toServer, byte[] bytes) {
                seen.add(connection + (toServer ? " > " : " < ") + bytes.length);
            }

            @Override
            public void ending(long connection) {
                seen.add(connection + " ends");
            }
        });
        proxy.toClient().cutAfter(40);
        Line line = line();
        line.toServer(bytes(5));
        line.atServer(5);
        line.toClient(TEXT);
        line.client().getInputStream().readAllBytes();
        line.client().close();
        line.server().close();
        while (proxy.traffic().open() > 0) {
            Thread.onSpinWait();
        }
        assertThat(seen).containsExactly("1 > 5", "1 < 40", "1 ends");
    }

    @Test
    void closeLeavesNothingBehind() throws Exception {
        Line line = line();
        line.isFine();
        proxy.close();
        proxy.close();
        assertThat(countUntilReset(line.client().getInputStream())).isZero();
        assertThat(countUntilReset(line.server().getInputStream())).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("tcp-fault-proxy"));
        assertThat(proxy.traffic().open()).isZero();
        assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port())).isInstanceOf(ConnectException.class);
        assertThatThrownBy(proxy::clear).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatThrownBy(() -> proxy.toServer().cutAfter(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.toServer().resetWithin(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.toServer().bandwidth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.toServer().latency(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TcpFaultProxy.to("no-such-host.invalid", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void httpAndTlsPass() throws Exception {
        WireMockServer web = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort());
        web.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok().withBody("hello")));
        web.start();
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustsAnyone()}, new SecureRandom());
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (TcpFaultProxy plain = TcpFaultProxy.to("127.0.0.1", web.port());
                TcpFaultProxy secure = TcpFaultProxy.to("127.0.0.1", web.httpsPort())) {
            for (URI url : List.of(
                    URI.create("http://127.0.0.1:" + plain.port() + "/"),
                    URI.create("https://127.0.0.1:" + secure.port() + "/"))) {
                HttpRequest request = HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(20))
                        .build();
                assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("hello");
            }
            secure.toClient().cutAfter(100);
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + secure.port() + "/"))
                    .build();
            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        } finally {
            web.stop();
        }
    }

    @Test
    void linksOfTheSimulatorLeadThroughTheProxy() throws Exception {
        try (KosmaPlayground playground = KosmaPlayground.start();
                TcpFaultProxy bank =
                        TcpFaultProxy.to("127.0.0.1", playground.baseUrl().getPort())) {
            URI origin = URI.create("http://" + bank.host() + ":" + bank.port());
            playground.linkTo(origin, playground.authBaseUrl());
            HttpRequest request = HttpRequest.newBuilder(origin.resolve("/xs2a/v1/sessions"))
                    .header("Authorization", "Token " + playground.token())
                    .PUT(BodyPublishers.ofString("""
                            {"psu": {"user_agent": "Example/1.0", "ip_address": "203.0.113.17"}}
                            """))
                    .build();
            String session = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            assertThat(session).contains(origin + "/xs2a/v1/sessions/").doesNotContain(playground.baseUrl() + "/");
        }
    }

    /** The server's certificate is its own, and has no name of this host in it. */
    private static final class TrustsAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
