package io.github.kosmasdk.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.payment.ConsumerAuthorisation;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferAccess;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.payment.TransferStateAnswer;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the README: they compile, they run, and they are those that the README shows. */
class QuickStartIT {

    private static void quickStart(
            KosmaEnvironment environment, String token, Psu psu, Consumer<ClientToken> login, PrintStream out) {
        // quickstart:begin
        try (KosmaClient kosma = KosmaClient.builder()
                .environment(environment) // KosmaEnvironment.PLAYGROUND, PRODUCTION, or your own URLs
                .token(token) // or a supplier, asked on every call
                .build()) {

            Session session = kosma.sessions()
                    .start(SessionRequest.builder(psu) // the consumer's user agent and IP address
                            .selectedBank(BankChoice.of("DE", "88888888"))
                            .redirectReturnUrl(URI.create("https://shop.example/return"))
                            .build());

            FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);

            // The consumer's part: hand the client token to the XS2A App in the browser, or drive kosma.auth()
            // yourself.
            login.accept(started.flow().clientToken());

            AccountsResult accounts =
                    kosma.flows().await(started.flow(), Duration.ofMinutes(10)).resultOrThrow();

            // A later flow of the same session needs no second login.
            FlowStatus<TransactionsResult> more = kosma.accounts()
                    .startTransactions(
                            session,
                            TransactionsRequest.builder()
                                    .account(AccountTarget.accountId(
                                            accounts.accounts().get(0).id().orElseThrow()))
                                    .lastDays(90)
                                    .pageSize(100)
                                    .build());
            TransactionsResult firstPage =
                    kosma.flows().await(more.flow(), Duration.ofMinutes(1)).resultOrThrow();
            try (Stream<Transaction> transactions = kosma.accounts().allTransactions(firstPage)) { // one page in memory
                transactions.forEach(
                        transaction -> out.println(transaction.bookingOrValueDate() + " " + transaction.amount()));
            }

            kosma.sessions().close(session);
        }
        // quickstart:end
    }

    private static void payment(
            KosmaClient kosma, Psu psu, PaymentStore store, ConsumerAuthorisation showToConsumer, PrintStream out) {
        // payment:begin
        TransferRequest transfer = TransferRequest.builder()
                .amount(new BigDecimal("129.99"), "EUR")
                .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
                .reference("Order 4711")
                .build(); // or an InvalidTransferException with everything that is wrong

        SessionRequest session = SessionRequest.builder(psu)
                .selectedBank(BankChoice.of("DE", "88888888"))
                .redirectReturnUrl(URI.create("https://shop.example/return"))
                .consentScope(ConsentScope.builder().transfer().build()) // to ask for the transfer's state
                .build();

        PaymentResult result = kosma.payments()
                .pay(
                        session,
                        transfer,
                        handle -> store.put("Order 4711", handle.toJson()), // before anything can move
                        showToConsumer, // is given the client token: the XS2A App, or kosma.auth()
                        Duration.ofMinutes(10));

        if (result instanceof PaymentResult.Initiated initiated) {
            out.println("initiated, not yet booked: " + initiated.transfer());

            Consent consent = kosma.consents().fetch(initiated.handle().session());
            Optional<TransferAccess> access = TransferAccess.of(consent, initiated.transfer());
            if (access.isPresent()) { // some banks tell no state
                TransferStateAnswer state = kosma.payments().transferState(access.get());
                store.put("Order 4711, state", state.next().toJson()); // good for one call, and replaced by each
                out.println(state.state());
            }

            kosma.sessions().close(initiated.handle().session());
        } else if (result instanceof PaymentResult.Denied denied) {
            out.println("nothing was initiated" + (denied.certain() ? ": " : ", but look at the account: ")
                    + denied.category());
        } else if (result instanceof PaymentResult.Aborted) {
            out.println("called off, which proves nothing: look at the account");
        } else if (result instanceof PaymentResult.OutcomeUnknown unknown) {
            out.println("do not pay again, resolve it: " + unknown.handle());
        }
        // payment:end
    }

    private static void consent(
            KosmaClient kosma, SessionRequest request, Session session, String key, PrintStream out) {
        // consent:begin
        ConsentVault vault = ConsentVault.builder(kosma, new InMemoryConsentStore())
                .tokenProtection(TokenProtection.aesGcm("2026-11", key)) // 32 random bytes as Base64, from your secrets
                .build();

        String id =
                vault.store(session, ConsentOrigin.of(request).psuReference("psu-17")); // before the session is closed

        AccountsResult accounts =
                vault.unattended(id).accounts(); // in the background; attended(id, psu) for the consumer
        out.println(accounts.accounts().size() + " accounts without another login");
        // consent:end
    }

    /** What an application would keep in its database. */
    private interface PaymentStore {
        void put(String order, String json);
    }

    @Test
    void runs() {
        try (KosmaPlayground playground = KosmaPlayground.start();
                KosmaClient consumersSide = KosmaClient.builder()
                        .environment(playground.baseUrl(), playground.authBaseUrl())
                        .token(playground.token())
                        .build()) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            quickStart(
                    new KosmaEnvironment(playground.baseUrl(), playground.authBaseUrl()),
                    playground.token(),
                    new Psu("Mozilla/5.0 (X11; Linux x86_64)", "203.0.113.17"),
                    clientToken -> QuickLogin.embedded(consumersSide, clientToken),
                    new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSizeGreaterThan(100);
        }
    }

    @Test
    void pays() {
        try (KosmaPlayground playground = KosmaPlayground.start();
                KosmaClient kosma = KosmaClient.builder()
                        .environment(playground.baseUrl(), playground.authBaseUrl())
                        .token(playground.token())
                        .build()) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Map<String, String> store = new ConcurrentHashMap<>();
            payment(
                    kosma,
                    new Psu("Mozilla/5.0 (X11; Linux x86_64)", "203.0.113.17"),
                    store::put,
                    clientToken -> QuickLogin.embedded(kosma, clientToken),
                    new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .startsWith("initiated, not yet booked: ")
                    .contains("COMPLETED_CREDITOR");
            assertThat(TransferAccess.fromJson(store.get("Order 4711, state")).transferId())
                    .isEqualTo(playground.books().transfers().get(0).id());
        }
    }

    @Test
    void usesAConsentAfterTheSession() {
        try (KosmaPlayground playground = KosmaPlayground.start();
                KosmaClient kosma = KosmaClient.builder()
                        .environment(playground.baseUrl(), playground.authBaseUrl())
                        .token(playground.token())
                        .build()) {
            SessionRequest request = SessionRequest.builder(new Psu("Mozilla/5.0", "203.0.113.17"))
                    .selectedBank(BankChoice.of("DE", "88888888"))
                    .consentScope(
                            ConsentScope.builder().accounts().lifetimeDays(90).build())
                    .build();
            Session session = kosma.sessions().start(request);
            QuickLogin.embedded(
                    kosma,
                    kosma.accounts()
                            .startAccounts(session, AccountsRequest.ALL)
                            .flow()
                            .clientToken());
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            consent(
                    kosma,
                    request,
                    session,
                    Base64.getEncoder().encodeToString(new byte[32]),
                    new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("5 accounts");
        }
    }

    @ParameterizedTest
    @CsvSource({"quickstart, quickStart(", "payment, payment(", "consent, consent("})
    void isTheOneThatTheReadmeShows(String region, String method) throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", QuickStartIT.class.getName().replace('.', '/') + ".java"));
        String readme = Files.readString(Path.of("../README.md"));
        String shown = between(readme, "<!-- " + region + ":begin -->\n```java\n", "```\n<!-- " + region + ":end -->");
        String compiled = between(
                source.substring(source.indexOf("void " + method)),
                "// " + region + ":begin\n",
                "// " + region + ":end\n");
        assertThat(compiled.stripIndent().strip()).isEqualTo(shown.strip());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
