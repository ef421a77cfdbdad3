package io.github.kosmasdk.soak;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.NettyLeaks;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Calls a {@link SoakServer} many times, in every way: reactive and blocking, cancelled, interrupted, timed out, with
 * clients that are closed while they are busy. From time to time it lets everything come to rest and measures what the
 * JVM holds on to. Its exit code is 1 when that grew.
 */
final class SoakClient {

    /** The last line of a soak that went well. */
    static final String BACK = "Everything came back";

    private static final int ROUNDS = 6;
    private static final int AT_ONCE = 48;

    /** How much busier the first round is, so that what netty's pools keep has its full size before anything is compared. */
    private static final int WARM_UP = 2;

    private static final int BLOCKING_THREADS = 8;
    private static final int CALLS_THAT_CLOSE_THE_BREAKER = 10;
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final Duration REST_AFTER_A_LEAK = Duration.ofMillis(500);

    /** What a leak is made of when one is wanted, once in 1,000 calls. */
    enum Leak {
        OBJECT,
        BUFFER,
        CONNECTION,
        THREAD
    }

    private static final int ONE_LEAK_IN = 1_000;
    private static final List<Object> LEAKED = new ArrayList<>();

    private final URI server;
    private final int calls;
    private final Set<Leak> leaks;
    private final Scheduler blocking = Schedulers.newBoundedElastic(BLOCKING_THREADS, 100_000, "soak-blocking");
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    private final Session session;
    private final SessionRequest sessionRequest =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();
    private final Flow<?> flow;
    private final ConsentAccess consent;

    private SoakClient(URI server, int calls, Set<Leak> leaks) {
        this.server = server;
        this.calls = calls;
        this.leaks = leaks;
        session = new Session(
                "s1",
                Optional.empty(),
                link("/session"),
                Optional.empty(),
                Map.of("accounts", link("/accounts-start")));
        String login = Base64.getUrlEncoder()
                .encodeToString(("{\"auth_url\":\"" + server + "/login\"}").getBytes(StandardCharsets.UTF_8));
        flow = new Flow<>(AccountFlows.ACCOUNTS, "f1", link("/flow"), new ClientToken("h." + login + ".s"));
        consent = new ConsentAccess("c1", new ConsentToken("token"), Map.of("accounts", link("/consent/accounts")));
    }

    /**
     * Runs the soak.
     *
     * @param arguments URL of the server, number of calls, what to leak
     */
    public static void main(String[] arguments) {
        NettyLeaks.watch();
        ((Logger) LoggerFactory.getLogger("reactor.netty")).setLevel(Level.ERROR);
        Set<Leak> leaks = Arrays.stream(arguments).skip(2).map(Leak::valueOf).collect(Collectors.toSet());
        List<String> left = new SoakClient(URI.create(arguments[0]), Integer.parseInt(arguments[1]), leaks).run();
        left.forEach(what -> System.out.println("LEFT " + what));
        System.out.println(left.isEmpty() ? BACK : "Not everything came back");
        System.exit(left.isEmpty() ? 0 : 1);
    }

    private List<String> run() {
        Hooks.onErrorDropped(dropped -> count("dropped", dropped));
        List<String> left = new ArrayList<>();
        Footprints footprints = new Footprints(ROUNDS);
        int callsOfRound = (calls + ROUNDS - 1) / ROUNDS; // no call fewer than was asked for
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            int busier = round == 1 ? WARM_UP : 1;
            try (KosmaClient kosma = client(busier)) {
                round(kosma, callsOfRound, AT_ONCE * busier);
                useAllConnections(kosma, round, left);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            rest(left);
            System.out.println("round " + round + ": " + callsOfRound + " calls in " + millis + " ms, then "
                    + footprints.measure());
        }
        System.out.println("outcomes " + outcomes);
        left.addAll(unexpected);
        left.addAll(NettyLeaks.reports());
        left.addAll(footprints.growth(callsOfRound * (ROUNDS - 2) / 2_000));
        return left;
    }

    private KosmaClient client() {
        return client(1);
    }

    private KosmaClient client(int busier) {
        return KosmaClient.builder()
                .environment(server, server)
                .token("any")
                .deadline(Duration.ofSeconds(20))
                .connectionPool(ConnectionPool.STANDARD.withMaxConnections(SoakServer.CONNECTIONS_OF_A_CLIENT * busier))
                .resilience(ResiliencePolicy.STANDARD
                        .withCircuitBreaker(new CircuitBreakerPolicy(50, 100, 20, Duration.ofMillis(50), 5))
                        .withRetry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5))))
                .build();
    }

    private void round(KosmaClient kosma, int callsOfRound, int atOnce) {
        Flux.range(0, callsOfRound).flatMap(call -> call(kosma, call), atOnce).blockLast();
    }

    /**
     * Finds out whether the pool has lost a connection: it is still counted, and nobody has it. Such a one stays lost, so that
     * a second try tells it from a machine that is busy.
     */
    private void useAllConnections(KosmaClient kosma, int round, List<String> left) {
        try {
            useAllConnections(kosma, round + "-first");
        } catch (KosmaException first) {
            System.out.println("round " + round + ": not all of the pool at first, " + kosma.state() + ": " + first);
            try {
                useAllConnections(kosma, round + "-second");
            } catch (KosmaException e) {
                left.add("connections: in round " + round + " not all of the pool could be used, " + kosma.state()
                        + ": " + e);
            }
        }
    }

    private void useAllConnections(KosmaClient kosma, String name) {
        Mono.delay(Duration.ofMillis(100)) // the breaker may still be open
                .thenMany(Flux.range(0, CALLS_THAT_CLOSE_THE_BREAKER).concatMap(i -> read(kosma, SoakServer.CALM)))
                .thenMany(Flux.range(0, SoakServer.CONNECTIONS_OF_A_CLIENT)
                        .flatMap(i -> read(kosma, SoakServer.TOGETHER + name), SoakServer.CONNECTIONS_OF_A_CLIENT))
                .blockLast();
    }

    private Mono<?> read(KosmaClient kosma, String path) {
        return kosma.reactive()
                .sessions()
                .read(new Session("s1", Optional.empty(), link(path), Optional.empty(), Map.of()));
    }

    private Mono<?> call(KosmaClient kosma, int number) {
        SplittableRandom dice = new SplittableRandom(number * 31L);
        if (number % ONE_LEAK_IN == 0) {
            leaks.forEach(this::leak);
        }
        Mono<?> call =
                switch (dice.nextInt(20)) {
                    case 0, 1 -> oneOf(kosma, dice).timeout(shortly(dice), Mono.empty());
                    case 2 -> oneOf(kosma.withDeadline(shortly(dice)), dice);
                    case 3, 4, 5, 6 -> inBlockingThread(kosma, dice);
                    case 7 -> inBlockingThread(kosma, dice).timeout(shortly(dice), Mono.empty());
                    case 8 -> dice.nextInt(10) == 0 ? closedWhileBusy(dice) : oneOf(kosma, dice);
                    default -> oneOf(kosma, dice);
                };
        return call.map(value -> "answered")
                .defaultIfEmpty("ended without a value")
                .doOnNext(outcome -> outcomes.computeIfAbsent(outcome, any -> new LongAdder())
                        .increment())
                .onErrorResume(failure -> {
                    // two calls of closedWhileBusy may fail in the same moment
                    Exceptions.unwrapMultiple(failure).forEach(one -> count("failed", one));
                    return Mono.empty();
                });
    }

    private static Duration shortly(SplittableRandom dice) {
        return Duration.ofMillis(1 + dice.nextInt(20));
    }

    private Mono<?> oneOf(KosmaClient kosma, SplittableRandom dice) {
        return switch (dice.nextInt(8)) {
            case 0 -> kosma.reactive().sessions().start(sessionRequest);
            case 1 -> kosma.reactive().sessions().close(session);
            case 2 -> kosma.reactive().accounts().startAccounts(session, AccountsRequest.ALL);
            case 3 -> kosma.reactive().flows().read(flow);
            case 4 -> kosma.reactive().auth().begin(flow.clientToken());
            case 5 -> kosma.reactive().consents().accounts(consent);
            case 6 -> kosma.reactive().accounts().nextPage(page(dice));
            default -> kosma.reactive().sessions().read(session);
        };
    }

    private Mono<?> inBlockingThread(KosmaClient kosma, SplittableRandom dice) {
        int which = dice.nextInt(4);
        NextPage page = page(dice);
        return Mono.<Object>fromCallable(() -> switch (which) {
                    case 0 -> kosma.flows().read(flow);
                    case 1 -> kosma.accounts().nextPage(page);
                    case 2 -> kosma.consents().accounts(consent);
                    default -> kosma.sessions().read(session);
                })
                .subscribeOn(blocking);
    }

    private Mono<?> closedWhileBusy(SplittableRandom dice) {
        return Mono.using(
                this::client,
                kosma -> Flux.range(0, 4)
                        .flatMap(i -> oneOf(kosma, dice).timeout(shortly(dice), Mono.empty()))
                        .then(oneOf(kosma, dice).doOnSubscribe(any -> closeSoon(kosma, dice))),
                KosmaClient::close);
    }

    private static void closeSoon(KosmaClient kosma, SplittableRandom dice) {
        Mono.delay(shortly(dice)).subscribe(any -> kosma.close());
    }

    private NextPage page(SplittableRandom dice) {
        return new NextPage(link(dice.nextInt(10) == 0 ? "/large-page" : "/page"), "o1");
    }

    private ApiLink link(String path) {
        return new ApiLink(server + path);
    }

    private void count(String how, Throwable failure) {
        outcomes.computeIfAbsent(how + " " + failure.getClass().getSimpleName(), any -> new LongAdder())
                .increment();
        boolean known = failure instanceof KosmaException || failure instanceof CancellationException;
        if (!known && !how.equals("dropped") && unexpected.size() < 10) {
            failure.printStackTrace(System.out);
            unexpected.add(how + " " + failure);
        }
    }

    /** Waits until no connection is left, but not long again when one was left already. */
    private void rest(List<String> left) {
        long end = System.nanoTime() + (left.isEmpty() ? LONGEST_REST : REST_AFTER_A_LEAK).toNanos();
        String connections = connections();
        while (!connections.equals("0") && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
            connections = connections();
        }
        if (!connections.equals("0") && left.isEmpty()) {
            left.add("connections: " + connections + " are open although every client is closed");
        }
    }

    private String connections() {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write((SoakServer.CONNECTIONS + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void leak(Leak leak) {
        switch (leak) {
            case OBJECT -> LEAKED.add(new NextPage(link("/page"), "leaked"));
            case BUFFER -> ByteBufAllocator.DEFAULT.directBuffer();
            case CONNECTION -> {
                try {
                    LEAKED.add(new Socket(server.getHost(), server.getPort()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            case THREAD -> {
                Thread thread = new Thread(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        }
    }
}
