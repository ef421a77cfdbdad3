package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentCalls;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.observation.KosmaCorrelation;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferAccess;
import io.github.kosmasdk.payment.TransferReferences;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.payment.TransferResult;
import io.github.kosmasdk.playground.Consents.Trouble;
import io.github.kosmasdk.playground.Faults;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/**
 * Sends secrets and personal data with every request of the main job, breaks it in every way, and listens: no logger at
 * TRACE, no exception, no observation and no {@code toString} tells any of it. What counts as a secret is taken from the
 * wire itself: every text that went over it, but for the words of the contract.
 */
class CanaryIT {

    private static final String TOKEN = "canary-token-5f2c9d";
    private static final String KEY = "Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2E=";
    private static final String USER = "canary-erika";
    private static final String PIN = "4815162342";
    private static final String PAYER = "DE43000000005686751168";
    private static final String SHOP = "DE89370400440532013000";
    private static final Psu PSU = new Psu("CanaryBrowser/7.1", "203.0.113.77");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Set<String> OF_OUR_OWN = Set.of(
            TOKEN,
            KEY,
            USER,
            PIN,
            PAYER,
            "43000000005686751168",
            "5686751168",
            SHOP,
            "CanaryBrowser",
            "203.0.113.77",
            "canary-hsm",
            "ca7a51",
            "Canary Shop",
            "Canary order",
            "CANARY-E2E",
            "123457",
            "1234.57",
            "canary-state",
            "canary-psu",
            "canary-customer");

    /** Words of the contract and of forms, which may be told. */
    private static final Set<String> NO_SECRETS = Set.of(
            "account_type",
            "bank_code",
            "bank_transfer_state",
            "code",
            "connection",
            "context",
            "country_code",
            "currency",
            "data_type",
            "elements.key",
            "content.key",
            "form_identifier",
            "label",
            "language",
            "location",
            "message",
            "method",
            "placeholder",
            "session_id_short",
            "state",
            "transfer_method",
            "transfer_state",
            "transfer_type",
            "type",
            "version",
            "from_date",
            "to_date");

    private final List<PaymentHandle> kept = new ArrayList<>();
    private KosmaPlayground playground;
    private KosmaClient kosma;
    private Canary canary;

    @BeforeEach
    void listen() {
        canary = Canary.listening();
        playground = KosmaPlayground.builder().token(TOKEN).formKeys(2).start();
        kosma = client(builder -> builder);
    }

    @AfterEach
    void stop() {
        kosma.close();
        playground.close();
        canary.close();
    }

    private KosmaClient client(UnaryOperator<KosmaClientBuilder> settings) {
        return settings.apply(KosmaClient.builder()
                        .environment(playground.baseUrl(), playground.authBaseUrl())
                        .token(TOKEN)
                        .observationRegistry(canary.observations())
                        .whiteLabelKeys(new WhiteLabelKeys("canary-hsm-of-a-test", "ca7a51:ca7a52"))
                        .polling(new PollingPolicy(Duration.ofMillis(5), Duration.ofMillis(20))))
                .build();
    }

    private static SessionRequest request() {
        return SessionRequest.builder(PSU)
                .selectedBank(TestConsumer.DEMO_BANK)
                .redirectReturnUrl(URI.create("https://shop.example/return?state=canary-state"))
                .consentScope(ConsentScope.builder()
                        .accounts()
                        .accountDetails()
                        .balances(PAYER)
                        .transactions(PAYER)
                        .transfer()
                        .lifetimeDays(90)
                        .build())
                .build();
    }

    private static TransferRequest transfer() {
        return TransferRequest.builder()
                .source(AccountTarget.iban(PAYER))
                .amount(new BigDecimal("1234.57"), "EUR")
                .reference("Canary order 1")
                .bankReferences(TransferReferences.endToEnd("CANARY-E2E-1"))
                .to(Recipient.iban("Canary Shop GmbH", SHOP))
                .build();
    }

    private <R> R logIn(FlowStatus<R> started, String user) {
        canary.hears(started);
        TestConsumer consumer = new TestConsumer(kosma, user, PIN);
        assertThat(consumer.logIn(started.flow())).isInstanceOf(AuthStep.Finished.class);
        consumer.seen().forEach(canary::hears);
        return canary.hears(kosma.flows().await(started.flow(), PATIENCE)).resultOrThrow();
    }

    @Test
    void theMainJobTellsNothing() {
        for (String user : List.of(USER, "redirect", "decoupled")) {
            Session session = canary.hears(kosma.sessions().start(canary.hears(request())));
            String account = canary.hears(logIn(kosma.accounts().startAccounts(session, AccountsRequest.ALL), user))
                    .accounts()
                    .get(0)
                    .id()
                    .orElseThrow();
            canary.hears(kosma.flows()
                    .await(
                            kosma.accounts()
                                    .startAccountDetails(session, AccountTarget.accountId(account))
                                    .flow(),
                            PATIENCE));
            canary.hears(kosma.flows()
                    .await(
                            kosma.accounts()
                                    .startBalances(session, AccountTarget.iban(PAYER))
                                    .flow(),
                            PATIENCE));
            TransactionsResult first = kosma.flows()
                    .await(
                            kosma.accounts()
                                    .startTransactions(
                                            session,
                                            TransactionsRequest.builder()
                                                    .account(AccountTarget.iban(PAYER))
                                                    .pageSize(7)
                                                    .build())
                                    .flow(),
                            PATIENCE)
                    .resultOrThrow();
            kosma.accounts().allTransactions(canary.hears(first)).forEach(canary::hears);
            canary.hears(kosma.sessions().read(session));
            useConsent(session);
            kosma.sessions().close(session);
        }
        pay();
        assertNothingWasTold();
    }

    private void useConsent(Session session) {
        ConsentVault vault = ConsentVault.builder(kosma, new InMemoryConsentStore())
                .tokenProtection(canary.hears(TokenProtection.aesGcm("k1", KEY)))
                .build();
        String id = vault.store(
                session,
                canary.hears(new ConsentOrigin(
                        Optional.of("canary-psu"),
                        Optional.of("canary-customer"),
                        Optional.empty(),
                        Optional.empty())));
        ConsentCalls calls = canary.hears(vault.attended(id, PSU));
        String account = canary.hears(calls.accounts()).accounts().get(0).id().orElseThrow();
        canary.hears(calls.accountDetails(account));
        canary.hears(calls.balances(account));
        ConsentTransactionsRequest month =
                ConsentTransactionsRequest.between(account, LocalDate.now().minusDays(30), LocalDate.now());
        calls.allTransactions(canary.hears(month).pageSize(10)).forEach(canary::hears);
        canary.hears(vault.unattended(id).accounts());
        canary.hears(vault.list(
                canary.hears(ConsentQuery.builder().psuReference("canary-psu").build())));
        canary.hears(vault.inspect(id).orElseThrow());
        fails(() -> calls.balances("canary-state"));
        String atBank = playground
                .consents()
                .ofSession(session.sessionId())
                .orElseThrow()
                .id();
        playground.consents().trouble(Trouble.of("BANK").onConsent(atBank).times(1));
        fails(calls::accounts);
        playground.consents().revoke(atBank);
        fails(calls::accounts);
        canary.hears(vault.inspect(id).orElseThrow());
    }

    private void pay() {
        PaymentResult result = canary.hears(kosma.payments()
                .pay(
                        request(),
                        canary.hears(transfer()),
                        kept::add,
                        token -> {
                            PaymentHandle handle = canary.hears(kept.get(kept.size() - 1));
                            new TestConsumer(kosma, USER, PIN)
                                    .logIn(handle.flow().orElseThrow());
                        },
                        PATIENCE));
        TransferResult told = ((PaymentResult.Initiated) result).transfer();
        PaymentHandle handle = kept.get(kept.size() - 1);
        Consent consent = canary.hears(kosma.consents().fetch(handle.session()));
        TransferAccess access = canary.hears(new TransferAccess(
                consent.consentId(),
                consent.consentToken(),
                told.transferId().orElseThrow(),
                told.transferToken().orElseThrow()));
        canary.hears(kosma.payments().transferState(access));
        fails(() -> kosma.payments().transferState(access));
        canary.hears(kosma.payments().resolve(handle, PATIENCE));
    }

    @Test
    void whateverBreaksTellsNothing() {
        Session session = kosma.sessions().start(request());
        FlowStatus<?> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        fails(() -> kosma.accounts().startAccounts(session, AccountsRequest.ALL));
        List<UnaryOperator<Faults.Fault>> faults = List.of(
                Faults.Fault::dropConnection,
                Faults.Fault::emptyResponse,
                Faults.Fault::garbage,
                Faults.Fault::malformedChunk,
                fault -> fault.status(503),
                fault -> fault.htmlStatus(502),
                fault -> fault.status(401),
                fault -> fault.status(302).header("Location", "https://canary-state.example/" + TOKEN),
                fault -> fault.error(400, "badRequest", "no account " + PAYER + " for " + session.sessionId()),
                fault -> fault.error(
                        500,
                        "TECHNICAL",
                        "token " + started.flow().clientToken().value()),
                fault -> fault.error(404, "notFound", "de43 0000 0000 5686 7511 68, _" + PAYER.toLowerCase()),
                fault -> fault.error(
                        409, "CONFLICT", "5686751168 at " + session.self().value()),
                fault -> fault.error(400, "CONSENT." + PAYER, session.sessionId()));
        for (UnaryOperator<Faults.Fault> fault : faults) {
            fault.apply(playground.faults().onXs2a("*", ".*")).times(3);
            fails(() -> kosma.sessions().read(session));
            playground.faults().clear();
            fault.apply(playground.faults().onXs2a("*", ".*"));
            fails(() -> kosma.payments().startTransfer(session, transfer()));
            playground.faults().clear();
            fault.apply(playground.faults().onAuth("*", ".*")).times(3);
            fails(() -> kosma.auth().begin(started.flow().clientToken(), PSU));
            playground.faults().clear();
        }
        fails(() -> kosma.accounts().startBalances(session, AccountTarget.iban("DE00123canary-state")));
        fails(() -> TransferRequest.builder()
                .amount(new BigDecimal("1234.57"), "EUR")
                .reference("Canary order 1 \u0000")
                .to(Recipient.iban("Canary Shop GmbH", "DE00370400440532013000"))
                .build());
        fails(() -> kosma.auth().begin(new io.github.kosmasdk.flow.ClientToken("canary-state.canary-state.x")));
        fails(() -> kosma.sessions()
                .read(new Session(
                        session.sessionId(),
                        Optional.empty(),
                        new ApiLink("https://" + USER + "@evil.example/" + TOKEN + "?canary-state"),
                        Optional.empty(),
                        Map.of())));
        fails(() -> KosmaJson.read("{\"session_id\": [\"" + TOKEN, Session.class));
        fails(() -> FlowStatus.fromJson("\"" + TOKEN, started.flow().type()));
        fails(() -> TokenProtection.aesGcm("k1", KEY + PIN));
        fails(() -> new WhiteLabelKeys("canary-hsm", "ca7a51"));
        fails(() -> ConsumerUrl.of("javascript:" + TOKEN));
        try (KosmaClient hasty = client(builder -> builder.deadline(Duration.ofMillis(300)))) {
            playground.faults().onXs2a("*", ".*").never();
            fails(() -> hasty.sessions().read(session));
            playground.faults().clear();
        }
        try (KosmaClient stranger = client(builder -> builder.token(TOKEN + "-of-another"))) {
            fails(() -> stranger.sessions().start(request()));
        }
        try (KosmaClient broken = client(builder -> builder.token(TOKEN + "\n"))) {
            fails(() -> broken.sessions().start(request()));
        }
        try (KosmaClient lost = client(
                builder -> builder.environment(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:1")))) {
            fails(() -> lost.sessions().start(request()));
        }
        KosmaClient closed = client(builder -> builder);
        closed.close();
        fails(() -> closed.sessions().start(request()));
        assertNothingWasTold();
    }

    /** Without this the other tests could pass because nobody listens. */
    @Test
    void whatIsToldIsHeard() {
        LoggerFactory.getLogger("reactor.netty.Any").trace("this tells {}", TOKEN);
        MDC.put("key", USER);
        LoggerFactory.getLogger("any").trace("", new IllegalStateException(PIN));
        MDC.clear();
        canary.hears(List.of(PAYER));
        canary.hearsFailure(new IllegalStateException("x", new IllegalArgumentException(SHOP)));
        assertThat(canary.toldOf(List.of(TOKEN, USER, PIN, PAYER, SHOP))).hasSize(5);

        Session session = kosma.sessions().start(request());
        kosma.sessions().read(session);
        assertThat(secrets())
                .contains(session.sessionId(), session.self().value(), "CanaryBrowser/7.1", "canary-hsm-of-a-test");
        assertThat(canary.linesFrom("log io.github.kosmasdk.wire")).isGreaterThanOrEqualTo(6);
        assertThat(canary.linesFrom("log reactor.netty")).isPositive();
        assertThat(canary.linesFrom("observation")).isEqualTo(4);
        assertThat(canary.toldOf(List.of(KosmaCorrelation.OPERATION + "=sessions.read", "error.category='none'")))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private void fails(ThrowingCallable call) {
        canary.hearsFailure(assertThat(catchThrowable(call)).isNotNull().actual());
    }

    private void assertNothingWasTold() {
        assertThat(canary.toldOf(secrets())).isEmpty();
    }

    private Set<String> secrets() {
        Set<String> secrets = new TreeSet<>(OF_OUR_OWN);
        for (Exchange exchange : playground.exchanges()) {
            Canary.idsIn(exchange.url().getPath()).forEach(secrets::add);
            collect("", exchange.requestBody(), secrets);
            collect("", exchange.responseBody(), secrets);
        }
        return secrets;
    }

    private static void collect(String owner, String body, Set<String> secrets) {
        if (body.startsWith("{")) {
            collect(owner, "", WireJson.tree(body), secrets);
        }
    }

    private static void collect(String owner, String member, JsonNode value, Set<String> secrets) {
        if (value.isObject()) {
            value.properties().forEach(inner -> collect(member, inner.getKey(), inner.getValue(), secrets));
        } else if (value.isArray()) {
            value.forEach(item -> collect(item.isObject() ? owner : owner, member, item, secrets));
        } else if (value.isString()
                && value.stringValue().length() >= 8
                && !value.stringValue().matches("\\d{4}-\\d{2}-\\d{2}")
                && !NO_SECRETS.contains(member)
                && !NO_SECRETS.contains(owner + "." + member)) {
            secrets.add(value.stringValue());
            Canary.idsIn(value.stringValue()).forEach(secrets::add);
        }
    }
}
