package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The reactive face of the vault: the same results, and no token lost whenever a subscriber goes. */
class ReactiveConsentVaultTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");
    private static final TokenProtection KEY = TokenProtection.aesGcm("k1", TokenProtectionTest.key(1));
    private static final ConsentOrigin ORIGIN = new ConsentOrigin(
            Optional.of("psu-1"),
            Optional.empty(),
            Optional.of(BankChoice.of("DE", "88888888")),
            Optional.of(ConsentScope.builder().accounts().lifetimeDays(90).build()));
    private static final LocalDate DAY = LocalDate.parse("2026-11-01");

    private final StubTransport service = new StubTransport();
    private final GateStore store = new GateStore();
    private final ConsentVault blocking = ConsentVault.builder(StubClient.over(service, Schedulers.parallel()), store)
            .tokenProtection(KEY)
            .patience(LIMIT)
            .build();
    private final ReactiveConsentVault vault = blocking.reactive();
    private final String id = blocking.store(
            new Consent(
                    "c1",
                    new ConsentToken("ct.1"),
                    Map.of("accounts", link("accounts/get"), "transactions", link("transactions/get"))),
            ORIGIN);

    private static ApiLink link(String path) {
        return new ApiLink("https://api.example/xs2a/v1/consents/c1/" + path);
    }

    /** Holds one kind of step until the gate is opened. */
    private static final class GateStore implements ConsentStore {
        private final ConsentStore inner = new InMemoryConsentStore();
        private volatile String held = "";
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile boolean interrupted;
        private final AtomicInteger acquisitions = new AtomicInteger();

        void hold(String step) {
            held = step;
        }

        private void pass(String step) {
            if (step.equals(held)) {
                reached.countDown();
                try {
                    assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        @Override
        public void insert(StoredConsent consent) {
            pass("insert");
            inner.insert(consent);
        }

        @Override
        public Optional<StoredConsent> find(String id) {
            pass("find");
            return inner.find(id);
        }

        @Override
        public Map<ConsentState, Long> countByState() {
            pass("countByState");
            return inner.countByState();
        }

        @Override
        public List<StoredConsent> list(ConsentQuery query) {
            pass("list");
            return inner.list(query);
        }

        @Override
        public Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until) {
            acquisitions.incrementAndGet();
            pass("acquire");
            return inner.acquire(id, holder, now, until);
        }

        @Override
        public boolean update(StoredConsent changed) {
            pass("update");
            return inner.update(changed);
        }
    }

    private StoredConsent stored() {
        return store.inner.find(id).orElseThrow();
    }

    private String storedToken() {
        return KEY.reveal(id, stored().details().consentId(), stored().token().orElseThrow())
                .value();
    }

    private List<String> sentTokens() {
        return service.requests.stream()
                .map(request -> WireJson.tree(new String(request.body(), StandardCharsets.UTF_8)))
                .map(body -> body.path("consent_token").stringValue())
                .toList();
    }

    private static String ok(int token) {
        return "{\"data\":{\"result\":{},\"consent_token\":\"ct." + token + "\"}}";
    }

    private static Session session() {
        return new Session(
                "s2",
                Optional.empty(),
                new ApiLink("https://api.example/xs2a/v1/sessions/s2"),
                Optional.of(new ApiLink("https://api.example/xs2a/v1/sessions/s2/consent/get")),
                Map.of());
    }

    private Sinks.One<String> answerOnDemand(CountDownLatch sent) {
        Sinks.One<String> answer = Sinks.one();
        service.answerLater(answer.asMono().doOnSubscribe(subscription -> sent.countDown()));
        return answer;
    }

    @Test
    void bothFacesHaveTheSameCalls() {
        Set<String> onlyBlocking = calls(ConsentVault.class);
        onlyBlocking.removeAll(calls(ReactiveConsentVault.class));
        assertThat(onlyBlocking).containsExactlyInAnyOrder("builder", "reactive", "close", "quotaRefusals");
        assertThat(calls(ReactiveConsentCalls.class)).isEqualTo(calls(ConsentCalls.class));
    }

    private static Set<String> calls(Class<?> face) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(face.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .forEach(names::add);
        return names;
    }

    @Test
    void nothingHappensBeforeSomebodySubscribes() {
        vault.attended(id, PSU).accounts();
        vault.revoke(id);
        assertThat(service.requests).isEmpty();
        assertThat(stored().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @Test
    void theNextTokenIsStoredWhenTheDataArrives() {
        service.answer(200, ok(2)).answer(400, "{\"error\":{\"code\":\"BANK\"},\"consent_token\":\"ct.3\"}");
        Mono<?> call = vault.unattended(id).accounts();
        StepVerifier.create(call.map(result -> storedToken()))
                .expectNext("ct.2")
                .verifyComplete();
        StepVerifier.create(call).expectError(KosmaApiException.class).verify(LIMIT);
        assertThat(storedToken()).isEqualTo("ct.3");
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2");
    }

    @Test
    void itCanBeUsedWhereTheBlockingFaceCannot() {
        service.answer(200, ok(2));
        StepVerifier.create(vault.attended(id, PSU)
                        .accounts()
                        .subscribeOn(Schedulers.parallel())
                        .thenMany(vault.list(ConsentQuery.ALL))
                        .map(ConsentRecord::id))
                .expectNext(id)
                .verifyComplete();
        StepVerifier.create(Mono.fromCallable(() -> blocking.attended(id, PSU).accounts())
                        .subscribeOn(Schedulers.parallel()))
                .expectError(KosmaUsageException.class)
                .verify(LIMIT);
    }

    @Test
    void theOtherStepsWithAConsentDoWhatTheirNamesSay() {
        service.answer(200, KosmaFixtures.text("consent.response"))
                .answer(200, KosmaFixtures.text("session-start.response"))
                .answer(200, "{\"data\":{\"consent_id\":\"c2\",\"consent_token\":\"new.1\",\"consents\":{}}}");
        String second = vault.store(session(), ORIGIN).block(LIMIT);
        assertThat(second).isNotNull().isNotEqualTo(id);
        assertThat(vault.inspect(second).block(LIMIT))
                .satisfies(record -> assertThat(record.psuReference()).contains("psu-1"));
        assertThat(vault.inspect("unknown").blockOptional(LIMIT)).isEmpty();
        assertThat(vault.protectAgain().block(LIMIT)).isZero();

        assertThat(vault.refresh(id, PSU, request -> request.language("de")).block(LIMIT))
                .isNotNull();
        assertThat(new String(service.requests.get(1).body(), StandardCharsets.UTF_8))
                .contains("\"language\":\"de\"", "\"bank_code\":\"88888888\"", "\"lifetime\":90");
        vault.completeRefresh(id, session()).block(LIMIT);
        assertThat(storedToken()).isEqualTo("new.1");

        vault.revoke(id).block(LIMIT);
        assertThat(stored().token()).isEmpty();
        StepVerifier.create(vault.refresh(id, PSU))
                .expectError(ConsentUnusableException.class)
                .verify(LIMIT);
        StepVerifier.create(vault.completeRefresh(id, session()))
                .expectError(ConsentUnusableException.class)
                .verify(LIMIT);
        StepVerifier.create(vault.revoke("unknown"))
                .expectError(KosmaUsageException.class)
                .verify(LIMIT);
        assertThat(service.requests).hasSize(3);
    }

    @Test
    void aPageIsAskedForWhenTheOneBeforeItWasHandedOn() {
        service.answer(200, page(2, true)).answer(200, page(3, true)).answer(200, page(4, false));
        ConsentTransactionsRequest request = ConsentTransactionsRequest.between("a1", DAY, DAY);
        StepVerifier.create(
                        vault.attended(id, PSU)
                                .allTransactions(request)
                                .map(transaction -> transaction.reference().orElseThrow()),
                        1)
                .expectNext("first of 2")
                .then(() -> assertThat(service.requests).hasSize(1))
                .thenRequest(1)
                .expectNext("last of 2")
                .then(() -> await().atMost(LIMIT).until(() -> storedToken().equals("ct.3")))
                .then(() -> assertThat(service.requests).hasSize(2))
                .thenRequest(Long.MAX_VALUE)
                .expectNext("first of 3", "last of 3", "first of 4", "last of 4")
                .verifyComplete();
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2", "ct.3");
    }

    private static String page(int token, boolean more) {
        return "{\"data\":{\"result\":{\"transactions\":[" + transaction("first of " + token) + ","
                + transaction("last of " + token) + "]"
                + (more
                        ? ",\"pagination\":{\"count\":2,\"url\":\""
                                + link("transactions/list").value() + "\",\"next\":{\"offset\":\"o" + token + "\"}}"
                        : "")
                + "},\"consent_token\":\"ct." + token + "\"}}";
    }

    private static String transaction(String reference) {
        return "{\"reference\":\"" + reference
                + "\",\"state\":\"PROCESSED\",\"type\":\"DEBIT\",\"method\":\"TRANSFER\","
                + "\"amount\":{\"amount\":1,\"currency\":\"EUR\"}}";
    }

    @Test
    void whoGoesWhileTheLeaseIsTakenSendsNothing() throws Exception {
        store.hold("acquire");
        Disposable subscriber = vault.unattended(id).accounts().subscribe();
        assertThat(store.reached.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.dispose();
        store.open.countDown();
        await().atMost(LIMIT)
                .until(() -> stored().version() >= 2 && stored().lease().isEmpty());
        assertThat(store.interrupted).isFalse();
        assertThat(service.requests).isEmpty();
        assertThat(stored().state()).isEqualTo(ConsentState.ACTIVE);
        assertThat(blocking.inspect(id).orElseThrow().callsLeft("accounts", Optional.empty()))
                .isEqualTo(4);
    }

    @Test
    void whoGoesWhileAnotherCallIsUnderWaySendsNothing() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Sinks.One<String> answer = answerOnDemand(sent);
        Mono<?> first = vault.attended(id, PSU).accounts().cache();
        first.subscribe();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        vault.attended(id, PSU).accounts().subscribe().dispose();
        service.answer(200, ok(3));
        answer.tryEmitValue(ok(2));
        first.block(LIMIT);
        vault.attended(id, PSU).accounts().block(LIMIT);
        await().atMost(LIMIT).until(() -> stored().lease().isEmpty());
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2");
        assertThat(storedToken()).isEqualTo("ct.3");
    }

    @Test
    void aCallThatIsSubscribedToTwiceTakesTurnsWithItself() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Sinks.One<String> answer = answerOnDemand(sent);
        Mono<?> call = vault.attended(id, PSU).accounts();
        CompletableFuture<?> first = call.toFuture();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        service.answer(200, ok(3));
        CompletableFuture<?> second = call.toFuture();
        await().atMost(LIMIT).until(() -> store.acquisitions.get() >= 3); // in vain, and again
        assertThat(sentTokens()).containsExactly("ct.1");
        answer.tryEmitValue(ok(2));
        CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);
        assertThat(sentTokens()).containsExactly("ct.1", "ct.2");
    }

    @Test
    void whoGoesBeforeTheAnswerLosesNoToken() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Sinks.One<String> answer = answerOnDemand(sent);
        Disposable subscriber = vault.unattended(id).accounts().subscribe();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.dispose();
        assertThat(stored().lease()).isPresent();
        answer.tryEmitValue(ok(2));
        await().atMost(LIMIT).until(() -> stored().lease().isEmpty());
        assertThat(storedToken()).isEqualTo("ct.2");
        assertThat(stored().state()).isEqualTo(ConsentState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void whoGoesWhileTheTokenIsBeingStoredLosesNoToken(int status) throws Exception {
        service.answer(status, status == 200 ? ok(2) : "{\"error\":{\"code\":\"BANK\"},\"consent_token\":\"ct.2\"}");
        store.hold("update");
        Disposable subscriber = vault.unattended(id).accounts().subscribe(result -> {}, failure -> {});
        assertThat(store.reached.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.dispose();
        store.open.countDown();
        await().atMost(LIMIT).until(() -> stored().lease().isEmpty());
        assertThat(store.interrupted).isFalse();
        assertThat(storedToken()).isEqualTo("ct.2");
    }

    @Test
    void whoGoesWhileAConsentIsFetchedStillHasIt() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Sinks.One<String> answer = answerOnDemand(sent);
        Disposable subscriber = vault.store(session(), ORIGIN).subscribe();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.dispose();
        answer.tryEmitValue(KosmaFixtures.text("consent.response"));
        await().atMost(LIMIT).until(() -> blocking.list(ConsentQuery.ALL).size() == 2);
    }

    @Test
    void whoGoesWhileARefreshEndsHasTheNewConsent() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Sinks.One<String> answer = answerOnDemand(sent);
        Disposable subscriber = vault.completeRefresh(id, session()).subscribe();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.dispose();
        answer.tryEmitValue("{\"data\":{\"consent_id\":\"c2\",\"consent_token\":\"new.1\",\"consents\":{}}}");
        await().atMost(LIMIT).until(() -> stored().details().consentId().equals("c2"));
        assertThat(storedToken()).isEqualTo("new.1");
    }

    @Test
    void theContextOfTheSubscriberReachesTheCall() {
        service.answerLater(Mono.deferContextual(context -> Mono.just(ok(context.get("token")))));
        vault.attended(id, PSU)
                .accounts()
                .contextWrite(context -> context.put("token", 7))
                .block(LIMIT);
        assertThat(storedToken()).isEqualTo("ct.7");
    }

    @Test
    void aCallThatTheStoreRefusesIsAnError() {
        assertThatThrownBy(() -> vault.unattended("unknown").accounts().block(LIMIT))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("unknown");
    }
}
