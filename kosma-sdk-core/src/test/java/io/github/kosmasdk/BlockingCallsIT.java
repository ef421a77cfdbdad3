package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.ReactiveConsentCalls;
import io.github.kosmasdk.consent.ReactiveConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The reactive face, called on threads that must not block, with BlockHound watching. */
@ExtendWith(KosmaPlaygroundExtension.class)
class BlockingCallsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH_TO_POLL = Duration.ofSeconds(1);
    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");

    private Samples samples;
    private KosmaClient client;
    private KosmaReactiveClient kosma;
    private ConsentVault vault;

    @BeforeEach
    void connect(KosmaPlayground playground) {
        KosmaEnvironment environment = new KosmaEnvironment(playground.baseUrl(), playground.authBaseUrl());
        samples = new Samples(environment);
        client = KosmaClient.builder()
                .environment(environment)
                .token(playground.token())
                .polling(new PollingPolicy(Duration.ofMillis(50), Duration.ofMillis(50)))
                .build();
        kosma = client.reactive();
        vault = ConsentVault.builder(client, slow(new InMemoryConsentStore()))
                .tokenProtection(
                        TokenProtection.none(TokenProtection.PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR))
                .build();
    }

    /** Like a store in a database, it blocks whoever asks it. */
    private static ConsentStore slow(ConsentStore store) {
        return (ConsentStore) Proxy.newProxyInstance(
                ConsentStore.class.getClassLoader(),
                new Class<?>[] {ConsentStore.class},
                (proxy, method, arguments) -> {
                    Thread.sleep(1);
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void disconnect() {
        vault.close();
        client.close();
    }

    @Test
    void blockHoundIsOn() throws IOException {
        drive("sleeping", Mono.fromCallable(() -> {
            Thread.sleep(1);
            return "slept";
        }));
        assertThatThrownBy(BlockingCalls::check)
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()[0]).hasMessageContaining("java.lang.Thread.sleep"));

        try (ServerSocket listener = new ServerSocket(0);
                Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            drive("reading", Mono.fromCallable(() -> socket.getInputStream().read()));
        }
        assertThatThrownBy(BlockingCalls::check).isInstanceOf(AssertionError.class);
    }

    @Test
    void noMethodOfTheClientBlocks() throws ReflectiveOperationException {
        List<Samples.Face> faces = Samples.faces();
        assertThat(faces)
                .extracting(Samples.Face::name)
                .contains("sessions()", "flows()", "accounts()", "payments()", "consents()", "auth()");
        for (Samples.Face face : faces) {
            Object subject = face.of(kosma);
            for (Method method : Samples.methods(face.type())) {
                driveAndCheck(subject, method);
            }
        }
    }

    @Test
    void noMethodOfTheVaultBlocks() throws ReflectiveOperationException {
        for (Method method : Samples.methods(ReactiveConsentVault.class)) {
            samples.add(String.class, stored());
            driveAndCheck(vault.reactive(), method);
        }
        for (Method method : Samples.methods(ReactiveConsentCalls.class)) {
            driveAndCheck(vault.reactive().unattended(stored()), method);
            driveAndCheck(vault.reactive().attended(stored(), PSU), method);
        }
    }

    /** A consent that was not used yet, with the token of a transfer. */
    private String stored() {
        String id = vault.store(samples.anotherConsent(), ConsentOrigin.UNKNOWN);
        samples.add(String.class, "t1");
        vault.keepTransfer(id, "t1", new TransferToken("tt"));
        return id;
    }

    /** A method whose parameters there is no sample of fails here. */
    private void driveAndCheck(Object subject, Method method) {
        for (Object[] arguments : samples.of(method)) {
            drive(method.toString(), Flux.defer(() -> call(subject, method, arguments)));
            BlockingCalls.check();
        }
    }

    private static Publisher<?> call(Object subject, Method method, Object... arguments) {
        try {
            return (Publisher<?>) method.invoke(subject, arguments);
        } catch (ReflectiveOperationException e) {
            return Mono.error(e);
        }
    }

    /** What the service answers does not matter; that it is not waited for by blocking does. */
    private static void drive(String what, Publisher<?> call) {
        Flux.from(call)
                .take(LONG_ENOUGH_TO_POLL)
                .subscribeOn(Schedulers.parallel())
                .onErrorResume(KosmaException.class, answer -> Mono.empty())
                .onErrorResume(BlockingOperationError.class, found -> Mono.empty())
                .checkpoint(what)
                .blockLast(PATIENCE);
    }

    @Test
    void lookingAtAClientAndClosingItDoNotBlock() {
        drive("state", Mono.fromCallable(kosma::state));
        drive("close", Mono.fromRunnable(kosma::close));

        BlockingCalls.check();
    }

    @Test
    void theMainJobDoesNotBlock() {
        List<Transaction> transactions = kosma.sessions()
                .start(SessionRequest.builder(PSU)
                        .selectedBank(TestConsumer.DEMO_BANK)
                        .consentScope(
                                ConsentScope.builder().accounts().transactions().build())
                        .redirectReturnUrl(URI.create("https://shop.example/return"))
                        .build())
                .flatMap(session -> kosma.accounts()
                        .startAccounts(session, AccountsRequest.ALL)
                        .flatMap(started -> logIn(started.flow()))
                        .flatMap(accounts -> transactions(session, accounts))
                        .flatMap(all -> kosma.sessions().close(session).thenReturn(all)))
                .subscribeOn(Schedulers.parallel())
                .block(PATIENCE);

        assertThat(transactions).isNotEmpty();
        BlockingCalls.check();
    }

    private Mono<AccountsResult> logIn(Flow<AccountsResult> flow) {
        return kosma.auth()
                .begin(flow.clientToken())
                .expand(step -> step.isTerminal() ? Mono.empty() : next(step))
                .publishOn(Schedulers.parallel())
                .then(Mono.defer(() -> kosma.flows().await(flow, PATIENCE)))
                .map(FlowStatus::resultOrThrow);
    }

    private Mono<AuthStep> next(AuthStep step) {
        if (step instanceof AuthStep.FormInput input) {
            return Mono.using(
                            () -> TestConsumer.answer(input.form(), "embedded", "12345"),
                            answer -> kosma.auth().submit(input, answer),
                            FormAnswer::close)
                    .subscribeOn(Schedulers.parallel());
        }
        return kosma.auth().await(step, PATIENCE);
    }

    /** Those of the session, and once more those of its consent, by the vault. */
    private Mono<List<Transaction>> transactions(Session session, AccountsResult accounts) {
        String account = accounts.accounts().get(0).id().orElseThrow();
        Flux<Transaction> ofSession = kosma.accounts()
                .startTransactions(
                        session,
                        TransactionsRequest.builder()
                                .account(AccountTarget.accountId(account))
                                .lastDays(60)
                                .pageSize(5)
                                .build())
                .flatMap(started -> kosma.flows().await(started.flow(), PATIENCE))
                .map(FlowStatus::resultOrThrow)
                .flatMapMany(kosma.accounts()::allTransactions);
        Flux<Transaction> ofConsent = vault.reactive()
                .store(session, ConsentOrigin.UNKNOWN)
                .flatMapMany(id -> {
                    ReactiveConsentCalls calls = vault.reactive().unattended(id);
                    return calls.accounts()
                            .thenMany(calls.allTransactions(ConsentTransactionsRequest.between(
                                    account, LocalDate.now().minusDays(60), LocalDate.now())))
                            .concatWith(vault.reactive().revoke(id).then(Mono.empty()));
                });
        return ofSession.collectList().zipWith(ofConsent.collectList(), (first, second) -> {
            assertThat(second).isNotEmpty();
            return first;
        });
    }
}
