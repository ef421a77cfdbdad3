package io.github.kosmasdk.faultmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.faults.TcpFaultProxy;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.http.RawServer;
import io.github.kosmasdk.playground.Faults;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The bank with everything that can stand in front of it, and a consumer who has logged in there. */
final class Bank implements AutoCloseable {

    static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    static final SessionRequest REQUEST = SessionRequest.builder(PSU)
            .selectedBank(TestConsumer.DEMO_BANK)
            .consentScope(ConsentScope.builder().accounts().lifetimeDays(90).build())
            .build();

    /** More than a backlog of one takes. */
    private static final int FILLING = 8;

    private final KosmaPlayground playground =
            KosmaPlayground.builder().formKeys(2).start();
    private final TcpFaultProxy toSimulator =
            TcpFaultProxy.to("127.0.0.1", playground.baseUrl().getPort());
    private final RawServer gateway = new RawServer(this::pass);
    private final TcpFaultProxy toGateway =
            TcpFaultProxy.to("127.0.0.1", gateway.url().getPort());
    private final Watch simulatorWatch = new Watch(toSimulator);
    private final Watch gatewayWatch = new Watch(toGateway);
    private final ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    private final List<SocketChannel> crowd = new ArrayList<>();
    private final KosmaClient healthy = KosmaClient.builder()
            .environment(playground.baseUrl(), playground.authBaseUrl())
            .token(playground.token())
            .polling(new PollingPolicy(Duration.ofMillis(5), Duration.ofMillis(20)))
            .build();
    private final Session loggedIn;
    private volatile Reply reply = Reply.THE_BANKS;
    private volatile CountDownLatch arrived = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(1);

    /** Answers a request on which the bank has acted. */
    @FunctionalInterface
    interface Reply {
        Reply THE_BANKS = (answer, client) -> client.write(answer.bytes());

        void to(Answer answer, OutputStream client) throws IOException;
    }

    /** What the bank answers. */
    record Answer(int status, Map<String, String> headers, String body) {

        byte[] bytes() {
            return (head(body.getBytes(StandardCharsets.UTF_8).length, "application/json") + body)
                    .getBytes(StandardCharsets.UTF_8);
        }

        String head(int length, String contentType) {
            return "HTTP/1.1 " + status + " Answer\r\nContent-Type: " + contentType + "\r\nContent-Length: " + length
                    + "\r\n\r\n";
        }
    }

    Bank() throws IOException {
        for (int i = 0; i < FILLING; i++) {
            SocketChannel waiting = SocketChannel.open();
            waiting.configureBlocking(false);
            waiting.connect(new InetSocketAddress("127.0.0.1", deaf.getLocalPort()));
            crowd.add(waiting);
        }
        loggedIn = healthy.sessions().start(REQUEST);
        FlowStatus<AccountsResult> started = healthy.accounts().startAccounts(loggedIn, AccountsRequest.ALL);
        new TestConsumer(healthy, "embedded").logIn(started.flow());
        healthy.flows().await(started.flow(), Duration.ofSeconds(60)).resultOrThrow();
    }

    KosmaPlayground playground() {
        return playground;
    }

    /** A client that nothing goes wrong for. */
    KosmaClient healthy() {
        return healthy;
    }

    Session loggedIn() {
        return loggedIn;
    }

    URI simulator() {
        return URI.create("http://127.0.0.1:" + toSimulator.port());
    }

    /** What answers as {@link #reply} says. */
    URI gateway() {
        return URI.create("http://127.0.0.1:" + toGateway.port());
    }

    /** The simulator for who expects TLS there. */
    URI simulatorAsIfSecured() {
        return URI.create("https://127.0.0.1:" + toSimulator.port());
    }

    /** Where no connection is ever made, nor refused. */
    URI nobodyThere() {
        return URI.create("http://127.0.0.1:" + deaf.getLocalPort());
    }

    /** The proxy before the simulator. */
    TcpFaultProxy wire() {
        return toSimulator;
    }

    /** What passed to and from the simulator or the gateway. */
    Watch watch(URI origin) {
        return origin.getPort() == toGateway.port() ? gatewayWatch : simulatorWatch;
    }

    void reply(Reply other) {
        reply = other;
    }

    /** What the next requests at the simulator get instead of what they ask for. */
    Faults.Fault fault(Kind kind) {
        return fault(kind.method).times(100);
    }

    /** What the next request at the simulator gets instead of what it asks for. */
    Faults.Fault fault(String method) {
        return playground.faults().onXs2a(method, ".*");
    }

    /** Keeps an answer back until the end of the case, or until {@link #letGo}; whoever waits for it to come so far is told. */
    void hold() {
        CountDownLatch until = held;
        arrived.countDown();
        await(until);
    }

    void awaitHeld() {
        await(arrived);
    }

    /** Lets go of everything that is held back. */
    void letGo() {
        held.countDown();
        playground.faults().clear();
    }

    /** All is well again. */
    void heal() {
        letGo();
        reply = Reply.THE_BANKS;
        toSimulator.clear();
        toGateway.clear();
        arrived = new CountDownLatch(1);
        held = new CountDownLatch(1);
    }

    private void pass(String request, OutputStream client) throws IOException {
        String[] parts = request.split("\r\n\r\n", 2);
        String[] lines = parts[0].split("\r\n");
        String[] first = lines[0].split(" ");
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        KosmaPlayground.Answer answer =
                playground.call(first[0], URI.create(playground.baseUrl() + first[1]), headers, parts[1]);
        reply.to(new Answer(answer.status(), answer.headers(), answer.body()), client);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).as("in time").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() {
        heal();
        healthy.close();
        toSimulator.close();
        toGateway.close();
        gateway.close();
        playground.close();
        try {
            for (SocketChannel waiting : crowd) {
                waiting.close();
            }
            deaf.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
