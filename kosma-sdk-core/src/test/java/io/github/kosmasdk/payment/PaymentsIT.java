package io.github.kosmasdk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.WhiteLabelKeys;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.consent.TransferState;
import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.playground.Transfer.State;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments over real sockets: the consumer authorises, the books of the bank show what moved. */
@ExtendWith(KosmaPlaygroundExtension.class)
class PaymentsIT {

    private static final Psu PSU = new Psu("Mozilla/5.0 (X11; Linux x86_64)", "203.0.113.17");
    private static final AccountTarget PAYER = AccountTarget.iban("DE43000000005686751168");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REFERENCE = "Order 4711";

    private final List<PaymentHandle> kept = new ArrayList<>();
    private KosmaPlayground playground;
    private KosmaClient kosma;

    @BeforeEach
    void connect(KosmaPlayground playground) {
        this.playground = playground;
        kosma = builder().build();
    }

    @AfterEach
    void everythingWasAsTheContractSays() {
        kosma.close();
        playground.books().assertBalanced();
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private KosmaClientBuilder builder() {
        return KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .drift(DriftPolicy.FAIL)
                .polling(new PollingPolicy(Duration.ofMillis(20), Duration.ofMillis(50)));
    }

    private static SessionRequest.Builder session() {
        return SessionRequest.builder(PSU)
                .selectedBank(TestConsumer.DEMO_BANK)
                .redirectReturnUrl(URI.create("https://shop.example/return"));
    }

    private static TransferRequest.Builder transfer(String amount) {
        return TransferRequest.builder()
                .source(PAYER)
                .amount(new BigDecimal(amount), "EUR")
                .reference(REFERENCE)
                .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"));
    }

    private PaymentResult pay(SessionRequest session, TransferRequest transfer, String user) {
        return kosma.payments().pay(session, transfer, kept::add, token -> logIn(token, user), PATIENCE);
    }

    private void logIn(ClientToken token, String user) {
        Flow<TransferResult> flow = kept.get(kept.size() - 1).flow().orElseThrow();
        assertThat(flow.clientToken()).isEqualTo(token);
        new TestConsumer(kosma, user).logIn(flow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redirect", "decoupled", "anybody"})
    void howeverTheConsumerAuthorisesTheMoneyMovesOnce(String user) {
        TransferRequest request = transfer("129.99")
                .transferMethod(TransferMethod.SCT_INSTANT)
                .bankReferences(TransferReferences.endToEnd("E2E-4711"))
                .build();

        PaymentResult result = pay(session().build(), request, user);

        assertThat(result).isInstanceOfSatisfying(PaymentResult.Initiated.class, initiated -> {
            TransferResult told = initiated.transfer();
            assertThat(told.transferId()).isPresent();
            assertThat(told.transferToken()).isPresent();
            assertThat(told.transfer().orElseThrow().amount()).contains(new Amount(12_999, "EUR"));
            assertThat(playground.books().transfer(told.transferId().orElseThrow()))
                    .get()
                    .satisfies(transfer -> {
                        assertThat(transfer.timesAuthorised()).isEqualTo(1);
                        assertThat(transfer.timesExecuted()).isEqualTo(1);
                        assertThat(transfer.endToEnd()).contains("E2E-4711");
                    });
        });
        assertThat(playground.books().transfers()).hasSize(1);
        assertThat(kept).hasSize(2);
        assertThat(kosma.payments().resolve(PaymentHandle.fromJson(kept.get(0).toJson()), PATIENCE))
                .isInstanceOf(PaymentResult.Initiated.class);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, 129.99, USER_ACCESS_DENIED_CREDENTIALS",
        "transfer-denied, 129.99, USER_TRANSFER_DENIED",
        "embedded, 99999.99, USER_TRANSFER_DENIED_INSUFFICIENT_FUNDS"
    })
    void aNoIsDeniedWithItsReason(String user, String amount, ErrorCategory category) {
        PaymentResult result = pay(session().build(), transfer(amount).build(), user);

        assertThat(result)
                .isInstanceOfSatisfying(
                        PaymentResult.Denied.class,
                        denied -> assertThat(denied.category()).isEqualTo(category));
        assertThat(playground.books().withReference(REFERENCE))
                .allSatisfy(transfer -> assertThat(transfer.isAuthorised()).isFalse());
    }

    @Test
    void anAccountThatCannotMakeTransfersIsDenied() {
        PaymentResult result = pay(
                session().build(),
                transfer("1.00")
                        .source(AccountTarget.iban("DE28000000008746441159"))
                        .build(),
                "embedded");
        assertThat(result)
                .isInstanceOfSatisfying(
                        PaymentResult.Denied.class,
                        denied -> assertThat(denied.category())
                                .isEqualTo(ErrorCategory.USER_TRANSFER_DENIED_TRANSFER_TYPE_NOT_POSSIBLE));
    }

    @Test
    void aStartWhoseAnswerIsLostGoesOnAndMovesTheMoneyOnce() {
        playground
                .faults()
                .onXs2a("PUT", "/xs2a/v1/sessions/[^/]+/flows/transfer")
                .afterHandling()
                .dropConnection();

        PaymentResult result = pay(session().build(), transfer("129.99").build(), "embedded");

        assertThat(result).isInstanceOf(PaymentResult.Initiated.class);
        assertThat(playground.books().withReference(REFERENCE))
                .singleElement()
                .satisfies(transfer -> assertThat(transfer.timesAuthorised()).isEqualTo(1));
    }

    @Test
    void aStartThatNeverArrivedIsDeniedAndCannotHappenLater() {
        playground
                .faults()
                .onXs2a("PUT", "/xs2a/v1/sessions/[^/]+/flows/transfer")
                .dropConnection();

        PaymentResult result = pay(session().build(), transfer("129.99").build(), "embedded");

        assertThat(result).isInstanceOf(PaymentResult.Denied.class);
        assertThat(playground.books().transfers()).isEmpty();
        assertThat(kosma.sessions()
                        .read(kept.get(0).session())
                        .state()
                        .orElseThrow()
                        .value())
                .isEqualTo("CLOSED");
    }

    @Test
    void aConsumerWhoNeverComesLeavesTheOutcomeUnknownUntilTheFlowIsAborted() {
        kosma.warmUp();
        PaymentResult result = kosma.payments()
                .pay(session().build(), transfer("129.99").build(), kept::add, token -> {}, Duration.ofSeconds(6));
        PaymentHandle handle = ((PaymentResult.OutcomeUnknown) result).handle();

        kosma.flows().abort(handle.flow().orElseThrow());

        assertThat(kosma.payments().resolve(handle, PATIENCE)).isInstanceOf(PaymentResult.Aborted.class);
    }

    @Test
    void theBalanceGoesDownByWhatWasPaid() {
        Session session = kosma.sessions().start(session().build());
        long before = available(session);

        FlowStatus<TransferResult> started =
                kosma.payments().startTransfer(session, transfer("129.99").build());
        new TestConsumer(kosma, "embedded").logIn(started.flow());

        assertThat(kosma.flows().await(started.flow(), PATIENCE).resultOrThrow().transferId())
                .isPresent();
        assertThat(available(session)).isEqualTo(before - 12_999);
    }

    private long available(Session session) {
        FlowStatus<BalancesResult> started = kosma.accounts().startBalances(session, PAYER);
        if (started instanceof FlowStatus.ConsumerInputNeeded) {
            new TestConsumer(kosma, "embedded").logIn(started.flow());
        }
        return kosma.flows()
                .await(started.flow(), PATIENCE)
                .resultOrThrow()
                .available()
                .orElseThrow()
                .minorUnits();
    }

    @Test
    void theStateOfATransferIsAskedWithTokensThatRotate() {
        ConsentScope scope = ConsentScope.builder()
                .transfer("DE43000000005686751168")
                .lifetimeDays(30)
                .build();
        PaymentResult.Initiated paid = (PaymentResult.Initiated)
                pay(session().consentScope(scope).build(), transfer("129.99").build(), "embedded");
        Consent consent = kosma.consents().fetch(paid.handle().session());
        TransferAccess first = TransferAccess.of(consent, paid.transfer()).orElseThrow();

        TransferStateAnswer attended = kosma.payments().attendedTransferState(first, PSU);
        TransferStateAnswer later = kosma.payments().transferState(attended.next());

        assertThat(later.state().orElseThrow().is(TransferState.COMPLETED_CREDITOR))
                .isTrue();
        assertThat(later.bankState()).isPresent();
        assertThat(List.of(first, attended.next(), later.next()))
                .extracting(TransferAccess::consentToken)
                .doesNotHaveDuplicates();
        assertThat(playground.books().transfer(first.transferId()).orElseThrow().state())
                .isEqualTo(State.COMPLETED_CREDITOR);
    }

    @Test
    void anErrorOfTheBankBringsTheNextTokens() {
        ConsentScope scope = ConsentScope.builder()
                .transfer("DE43000000005686751168")
                .lifetimeDays(30)
                .build();
        PaymentResult.Initiated paid = (PaymentResult.Initiated)
                pay(session().consentScope(scope).build(), transfer("129.99").build(), "state-trouble");
        TransferAccess first = TransferAccess.of(
                        kosma.consents().fetch(paid.handle().session()), paid.transfer())
                .orElseThrow();

        KosmaApiException failure = catchThrowableOfType(
                KosmaApiException.class, () -> kosma.payments().transferState(first));
        TransferAccess next = first.after(failure).orElseThrow();

        assertThat(kosma.payments().transferState(next).state()).isPresent();
    }

    @Test
    void aVaultKeepsTheTokensOfATransferWithThoseOfItsConsent() {
        SessionRequest request = session()
                .consentScope(ConsentScope.builder()
                        .accounts()
                        .transfer("DE43000000005686751168")
                        .lifetimeDays(30)
                        .build())
                .build();
        PaymentResult.Initiated paid =
                (PaymentResult.Initiated) pay(request, transfer("129.99").build(), "state-trouble");
        String transferId = paid.transfer().transferId().orElseThrow();
        ConsentVault vault = ConsentVault.builder(kosma, new InMemoryConsentStore())
                .tokenProtection(
                        TokenProtection.aesGcm("k1", Base64.getEncoder().encodeToString(new byte[32])))
                .build();
        String id = vault.store(paid.handle().session(), ConsentOrigin.of(request));
        vault.keepTransfer(id, transferId, paid.transfer().transferToken().orElseThrow());

        catchThrowableOfType(KosmaApiException.class, () -> vault.unattended(id).transferState(transferId));
        for (int look = 0; look < 6; look++) {
            assertThat(vault.unattended(id)
                            .transferState(transferId)
                            .transferState()
                            .orElseThrow()
                            .is(TransferState.COMPLETED_CREDITOR))
                    .isTrue();
            vault.attended(id, PSU).accounts();
        }
        assertThat(playground.consents().totals().refused()).containsOnlyKeys("BANK");
        assertThat(playground.consents().totals().supersededSent()).isZero();
    }

    @Test
    void theKeysOfAWhiteLabelGoWithEveryCallOfAPayment() {
        kosma.close();
        kosma = builder()
                .whiteLabelKeys(new WhiteLabelKeys("hsm-of-a-test", "00ff:11ee"))
                .build();

        PaymentResult result = pay(session().build(), transfer("129.99").build(), "embedded");

        assertThat(result).isInstanceOf(PaymentResult.Initiated.class);
        kosma.sessions().close(kept.get(0).session());
        assertThat(playground.exchanges())
                .filteredOn(exchange -> !exchange.method().equals("GET"))
                .hasSizeGreaterThan(5)
                .allSatisfy(exchange -> assertThat(exchange.requestBody()).contains("hsm-of-a-test"));
        assertThat(playground.exchanges())
                .filteredOn(exchange -> exchange.method().equals("GET"))
                .isNotEmpty()
                .allSatisfy(exchange -> assertThat(exchange.requestBody()).isNullOrEmpty());
    }
}
