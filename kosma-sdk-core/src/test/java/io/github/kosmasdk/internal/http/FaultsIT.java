package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.kosmasdk.ConnectionPool;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.Faults.Fault;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionInfo;
import io.github.kosmasdk.session.SessionRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What breaks on a real wire, and what the caller sees of it. */
@ExtendWith(KosmaPlaygroundExtension.class)
class FaultsIT {

    private static final SessionRequest REQUEST = SessionRequest.builder(new Psu("Browser/1", "203.0.113.17"))
            .selectedBank(TestConsumer.DEMO_BANK)
            .build();
    private static final String SESSION = "/xs2a/v1/sessions/[^/]+";

    private KosmaPlayground playground;
    private KosmaClient kosma;

    @BeforeEach
    void connect(KosmaPlayground playground) {
        this.playground = playground;
        kosma = builder().build();
    }

    @AfterEach
    void disconnect() {
        playground.faults().clear();
        kosma.close();
    }

    private KosmaClientBuilder builder() {
        return KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .resilience(ResiliencePolicy.STANDARD.withRetry(
                        new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(10))));
    }

    static List<Named<Consumer<Fault>>> faults() {
        return List.of(
                Named.of("connection reset", Fault::dropConnection),
                Named.of("closed without an answer", Fault::emptyResponse),
                Named.of("a broken chunk", Fault::malformedChunk),
                Named.of("502 as a proxy's page", fault -> fault.htmlStatus(502)),
                Named.of("503", fault -> fault.status(503)),
                Named.of("504", fault -> fault.status(504)),
                Named.of("429", fault -> fault.status(429)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aReadGetsOverTwoFaultsInARow(Consumer<Fault> kind) {
        Session session = kosma.sessions().start(REQUEST);
        Fault fault = playground.faults().onXs2a("GET", SESSION).times(2);
        kind.accept(fault);

        SessionInfo info = kosma.sessions().read(session);

        assertThat(info.sessionId()).contains(session.sessionId());
        assertThat(fault.hits()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStartIsSentOnceWhateverHappens(Consumer<Fault> kind) {
        Fault fault = playground.faults().onXs2a("PUT", "/xs2a/v1/sessions").times(10);
        kind.accept(fault);

        assertThatThrownBy(() -> kosma.sessions().start(REQUEST)).isInstanceOf(KosmaException.class);

        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void aStartWhoseAnswerWasLostSaysThatItMayHaveHappened() {
        kosma.sessions().start(REQUEST); // so that the next call goes over a connection that is already open
        playground.faults().onXs2a("PUT", "/xs2a/v1/sessions").afterHandling().dropConnection();
        KosmaTransportException lost = catchThrowableOfType(
                KosmaTransportException.class, () -> kosma.sessions().start(REQUEST));
        assertThat(lost.requestMayHaveBeenSent()).isTrue();
        assertThat(lost.operation()).contains("sessions.start");
    }

    @Test
    void garbageIsNeitherASuccessNorAStatus() {
        Session session = kosma.sessions().start(REQUEST);
        playground.faults().onXs2a("GET", SESSION).times(10).garbage();
        assertThatThrownBy(() -> kosma.sessions().read(session)).isInstanceOf(KosmaTransportException.class);
    }

    @Test
    void aServerThatNeverAnswersIsLeftAtTheDeadline() {
        Duration deadline =
                Duration.ofSeconds(5); // long enough for the request to leave, whatever else the machine does
        Session session = kosma.sessions().start(REQUEST);
        playground.faults().onXs2a("GET", SESSION).never();
        KosmaTimeoutException timeout = catchThrowableOfType(
                KosmaTimeoutException.class,
                () -> kosma.withDeadline(deadline).sessions().read(session));
        assertThat(timeout.deadline()).isEqualTo(deadline);
        assertThat(timeout.correlationId()).isPresent();
        assertThat(timeout.requestMayHaveBeenSent()).isTrue();
        assertThat(kosma.sessions().read(session).sessionId()).contains(session.sessionId());
    }

    @Test
    void nothingListeningIsNoHttpStatus() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port);
        try (KosmaClient alone =
                KosmaClient.builder().environment(nobody, nobody).token("t").build()) {
            KosmaTransportException failure = catchThrowableOfType(
                    KosmaTransportException.class, () -> alone.sessions().start(REQUEST));
            assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
            assertThat(failure.requestMayHaveBeenSent()).isFalse();
            assertThat(failure.retryAdvice().helpful()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnErrorAndNotFollowed(int status) {
        Session session = kosma.sessions().start(REQUEST);
        int before = playground.exchanges().size();
        playground
                .faults()
                .onXs2a("GET", SESSION)
                .status(status)
                .header("Location", playground.authBaseUrl() + "/stolen");
        assertThatThrownBy(() -> kosma.sessions().read(session))
                .isInstanceOfSatisfying(
                        KosmaApiException.class,
                        redirect -> assertThat(redirect.status()).isEqualTo(status));
        assertThat(playground.exchanges().subList(before, playground.exchanges().size()))
                .noneMatch(exchange -> exchange.url().getPath().contains("stolen"));
    }

    @Test
    void retryAfterBeyondTheDeadlineIsLeftToTheCaller() {
        Session session = kosma.sessions().start(REQUEST);
        Fault fault =
                playground.faults().onXs2a("GET", SESSION).times(5).status(429).header("Retry-After", "3600");
        KosmaServiceException busy = catchThrowableOfType(
                KosmaServiceException.class, () -> kosma.sessions().read(session));
        assertThat(busy.retryAdvice().after()).contains(Duration.ofHours(1));
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void aTokenThatWasExchangedNeedsNoNewClient() {
        java.util.concurrent.atomic.AtomicReference<String> token =
                new java.util.concurrent.atomic.AtomicReference<>("a");
        try (KosmaClient rotating = builder().token(token::get).build()) {
            rotating.sessions().start(REQUEST);
            token.set("b");
            rotating.sessions().start(REQUEST);
        }
        assertThat(playground.exchanges())
                .extracting(exchange -> exchange.requestHeaders().get("authorization"))
                .containsExactly(List.of("Token a"), List.of("Token b"));
    }

    @Test
    void manyCallsShareAFewConnections() {
        Session session = kosma.sessions().start(REQUEST);
        try (KosmaClient narrow = builder()
                .connectionPool(ConnectionPool.STANDARD.withMaxConnections(2))
                .build()) {
            assertThat(Flux.range(0, 100)
                            .flatMap(i -> narrow.reactive().sessions().read(session), 100)
                            .count()
                            .block())
                    .isEqualTo(100);
        }
    }

    @Test
    void moreCallsThanMayWaitAreToldWhy() {
        Session session = kosma.sessions().start(REQUEST);
        playground.faults().onXs2a("GET", SESSION).times(2).never();
        ConnectionPool tiny =
                new ConnectionPool(1, 1, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (KosmaClient narrow =
                builder().connectionPool(tiny).resilience(ResiliencePolicy.OFF).build()) {
            assertThatThrownBy(() -> Flux.range(0, 10)
                            .flatMap(i -> narrow.reactive().sessions().read(session), 10)
                            .blockLast())
                    .isInstanceOf(KosmaTransportException.class)
                    .hasMessageContaining("enlarge the connection pool");
        }
    }

    @Test
    void cancellingStopsTheCallAndTheConnectionIsFreeAgain() {
        Session session = kosma.sessions().start(REQUEST);
        try (KosmaClient narrow = builder()
                .connectionPool(ConnectionPool.STANDARD.withMaxConnections(1))
                .build()) {
            Fault hanging = playground.faults().onXs2a("GET", SESSION).never();
            Disposable call = narrow.reactive().sessions().read(session).subscribe();
            await().atMost(Duration.ofSeconds(30)).until(() -> hanging.hits() == 1);
            call.dispose();
            assertThat(narrow.sessions().read(session).sessionId()).contains(session.sessionId());
        }
    }

    @Test
    void nothingSecretIsEverLogged() {
        String marker = "canary-" + UUID.randomUUID();
        Logger root = (Logger) LoggerFactory.getLogger("io.github.kosmasdk");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try (KosmaClient watched = builder().token(marker).build()) {
            Session session = watched.sessions().start(REQUEST);
            FlowStatus<AccountsResult> started = watched.accounts().startAccounts(session, AccountsRequest.ALL);
            new TestConsumer(watched, marker).logIn(started.flow());
            AccountsResult result = watched.flows().read(started.flow()).resultOrThrow();
            playground.faults().onXs2a("GET", SESSION).times(5).status(500);
            Throwable failure = catchThrowableOfType(
                    KosmaServiceException.class, () -> watched.sessions().read(session));

            String told = lines(appender) + failure;
            assertThat(told)
                    .contains("sessions.start")
                    .contains("auth.submit")
                    .doesNotContain(
                            marker,
                            session.sessionId(),
                            started.flow().clientToken().value(),
                            started.flow().flowId(),
                            result.accounts().get(0).iban().orElseThrow());
        } finally {
            root.setLevel(before);
            root.detachAppender(appender);
        }
    }

    /** Other threads may still write some. */
    private static String lines(ListAppender<ILoggingEvent> appender) {
        synchronized (appender) {
            return appender.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .collect(Collectors.joining("\n"));
        }
    }
}
