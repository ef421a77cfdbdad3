package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentAnswer;
import io.github.kosmasdk.consent.ConsentDetails;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.consent.Lease;
import io.github.kosmasdk.consent.ProtectedToken;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.ErrorAnswer;
import io.github.kosmasdk.error.FieldError;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaStoreException;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.payment.PaymentFlows;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferAccess;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.payment.TransferResult;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.FlowReference;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No {@code toString} tells a secret or what a bank knows of a person. */
class SecretsTest {

    private static final List<String> NEVER_TOLD = List.of(
            "top.secret.token",
            "eyJ",
            "129",
            "4711",
            "a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb",
            "203.0.113.17",
            "Browser",
            "Erika",
            "Muster",
            "43000000005686751168",
            "5686 7511",
            "5686751168",
            "250075",
            "2500.75",
            "Invoice",
            "Lindenweg");

    static Stream<Object> values() {
        AccountsResult accounts = result("accounts.response", AccountsResult.class);
        TransactionsResult transactions = result("transactions.response", TransactionsResult.class);
        BalancesResult balances = result("balances.response", BalancesResult.class);
        ClientToken token = new ClientToken("top.secret.token");
        Flow<AccountsResult> flow = new Flow<>(
                AccountFlows.ACCOUNTS,
                "a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb",
                new ApiLink("https://auth.example/wizard/a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb?t=top.secret.token"),
                token);
        TransferAccess access = new TransferAccess(
                "a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb",
                new ConsentToken("top.secret.token"),
                "t1",
                new TransferToken("top.secret.token"));
        RotatedTokens tokens = new RotatedTokens(Optional.of("top.secret.token"), Optional.of("top.secret.token"));
        TransferResult transfer = result("transfer.response", TransferResult.class);
        Session session = new Session(
                "a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb", Optional.of("A0C4K9D2"), flow.self(), Optional.empty(), null);
        PaymentHandle handle =
                PaymentHandle.of(session).with(new Flow<>(PaymentFlows.TRANSFER, flow.flowId(), flow.self(), token));
        StoredConsent consent = new StoredConsent(
                "v1",
                0,
                ConsentState.ACTIVE,
                Optional.of("4711"),
                Optional.of("Erika"),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(new ProtectedToken(Optional.empty(), "top.secret.token")),
                Optional.of(new Lease("1 balances 4711", Instant.EPOCH, Optional.of("2 balances 4711"))),
                new ConsentDetails(
                        "a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb",
                        Map.of("accounts", flow.self()),
                        Optional.empty(),
                        Instant.EPOCH,
                        0,
                        List.of(new ConsentDetails.CallWindow(
                                "balances", Optional.of("4711"), List.of(Instant.EPOCH), Optional.empty())),
                        Optional.empty(),
                        0));
        return Stream.of(
                token,
                flow,
                flow.self(),
                new FlowStatus.Finished<>(flow, "FINISHED", accounts),
                accounts,
                transactions,
                transactions.page(),
                transactions.page().next(),
                balances,
                transfer,
                transfer.transfer(),
                new PaymentResult.Initiated(transfer, handle),
                new PaymentResult.OutcomeUnknown(handle, Optional.empty()),
                new TransferToken("top.secret.token"),
                Recipient.iban("Erika Mustermann", "DE43000000005686751168"),
                TransferRequest.builder()
                        .source(AccountTarget.iban("DE43000000005686751168"))
                        .amount(new Amount(250_075, "EUR"))
                        .reference("Invoice 129")
                        .to(Recipient.iban("Erika Mustermann", "DE89370400440532013000"))
                        .build(),
                new Psu("Browser/1", "203.0.113.17"),
                AccountTarget.iban("DE43000000005686751168"),
                ConsumerUrl.of("https://bank.example/login?state=top.secret.token"),
                transactions.transactions().get(0).bankReferences(),
                ConsentScope.builder()
                        .balances("DE43000000005686751168")
                        .transactions("DE43000000005686751168")
                        .insightsRefresh(new ConsentScope.InsightsRefresh(
                                List.of(),
                                List.of("DE43000000005686751168"),
                                List.of(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .build(),
                new SessionInfo(
                        Optional.of("a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb"),
                        Optional.of("A0C4K9D2"),
                        Optional.empty(),
                        Optional.of(new FlowReference(
                                Optional.of("a0c4k9d2e7h1i5m8n3p6q0r4s9t2u7vb"),
                                Optional.empty(),
                                Optional.of("accounts"))),
                        List.of(),
                        Optional.empty()),
                new KosmaConsentException(
                        new ErrorAnswer(
                                400,
                                new ServiceError(
                                        "CONSENT.RESOURCE_NOT_GRANTED",
                                        "not granted: DE43 0000 0000 5686 7511 68",
                                        List.of(new FieldError("C", "DE43000000005686751168 is another", "body.iban"))),
                                Optional.empty(),
                                tokens),
                        new CallInfo("test", "id")),
                tokens,
                new WhiteLabelKeys("top.secret.token", "250075:4711"),
                access,
                access.consentToken(),
                consent.token().orElseThrow(),
                consent,
                consent.details(),
                consent.details().windows().get(0),
                consent.lease().orElseThrow(),
                new ConsentAccess(
                        consent.details().consentId(), access.consentToken(), Map.of("accounts", flow.self())),
                new ConsentAnswer<>(
                        accounts, new ConsentAccess("c1", access.consentToken(), Map.of("accounts", flow.self()))),
                ConsentTransactionsRequest.between("4711", LocalDate.EPOCH, LocalDate.EPOCH),
                new ConsentOrigin(Optional.of("4711"), Optional.of("Erika"), Optional.empty(), Optional.empty()),
                ConsentQuery.builder()
                        .psuReference("4711")
                        .customerReference("Erika")
                        .build(),
                new ConsentRecord.Usage("balances", Optional.of("4711"), 1, Instant.EPOCH),
                TokenProtection.aesGcm("key", "MTI5MTI5MTI5MTI5MTI5MTI5MTI5MTI5MTI5MTI5MTI="),
                new KosmaStoreException("the store failed", new IllegalStateException("away"), tokens),
                session);
    }

    private static <T> T result(String fixture, Class<T> type) {
        return WireJson.convert(
                WireJson.tree(KosmaFixtures.text(fixture)).path("data").path("result"), type);
    }

    @ParameterizedTest
    @MethodSource("values")
    void staySecret(Object value) {
        assertThat(value.toString()).isNotBlank().doesNotContain(NEVER_TOLD);
    }
}
