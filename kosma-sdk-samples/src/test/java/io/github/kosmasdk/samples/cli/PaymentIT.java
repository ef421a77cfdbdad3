package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.playground.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PaymentIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma =
            KosmaPlaygroundExtension.with(settings -> settings.token("the-only-token"));

    private static final String REFERENCE = "Order 4711";

    @TempDir
    private Path directory;

    private Path handle = Path.of("");

    @BeforeEach
    void nameTheHandle() {
        handle = directory.resolve("payment.json");
    }

    @AfterEach
    void theBooksAreRight(KosmaPlayground playground) {
        playground.books().assertBalanced();
    }

    private static List<String> settings() {
        return List.of(
                "--kosma.polling.first=20ms",
                "--kosma.polling.max=50ms",
                "--kosma.base-url=" + kosma.playground().baseUrl(),
                "--kosma.auth-base-url=" + kosma.playground().authBaseUrl(),
                "--kosma.token=the-only-token");
    }

    private static Run run(String... line) {
        return Run.of(settings(), line);
    }

    private Run pay(String... options) {
        return pay(settings(), options);
    }

    private Run pay(List<String> settings, String... options) {
        List<String> line = new ArrayList<>(List.of(
                "pay",
                "--amount=129.99",
                "--currency=EUR",
                "--to=DE89370400440532013000",
                "--name=Example Shop GmbH",
                "--reference=" + REFERENCE,
                "--handle=" + handle));
        line.addAll(List.of(options));
        return Run.of(settings, line.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redirect", "decoupled", "sca-methods"})
    void aPaymentIsInitiatedOnceForEveryKindOfAuthorisation(String user, KosmaPlayground playground) {
        Run run = pay("--user=" + user, "--instant").succeeds();
        Transfer transfer = playground.books().transfers().get(0);
        assertThat(run.out()).isEqualTo("""
                        initiated (not yet to say booked): the consumer authorised the transfer and the bank took it
                          amount       129.99 EUR
                          to           Example Shop GmbH, DE89370400440532013000
                          from         Hans Mustermann, DE43…1168
                          reference    Order 4711
                          method       sct_instant
                          transfer id  %s
                          state        COMPLETED_CREDITOR: arrived
                        """.formatted(transfer.id()));
        assertThat(playground.books().transfers()).hasSize(1);
        assertThat(transfer.timesExecuted()).isOne();
        assertThat(run.err()).endsWith("session closed\n").doesNotContain("12345", "the-only-token");
        assertThat(handle).doesNotExist();
    }

    @Test
    void theNextRunsShowTheDebit() {
        long before = available();
        pay("--account=DE43000000005686751168").succeeds();
        assertThat(available()).isEqualTo(before - 12_999);
        assertThat(run("transactions", "--account=DE43000000005686751168")
                        .succeeds()
                        .out())
                .containsPattern("-129\\.99 EUR +Example Shop GmbH +Order 4711");
    }

    private static long available() {
        return run("balances", "--account=DE43000000005686751168", "--json")
                .succeeds()
                .json()
                .at("/available/amount")
                .longValue();
    }

    private static final Set<String> SOMETHING_BROKE = Set.of("BANK", "MAINTENANCE", "TECHNICAL");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--amount=9999.99 | the bank: there is not enough money on the account | USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS",
                "--account=DE90000000008116641159 | the bank: this account cannot make this kind of transfer | USER.TRANSFER_DENIED.TRANSFER_TYPE_NOT_POSSIBLE",
                "--account=DE28000000008746441159 | the bank: this account cannot make this kind of transfer | USER.TRANSFER_DENIED.TRANSFER_TYPE_NOT_POSSIBLE",
                "--user=transfer-denied | the bank: it does not make this transfer | USER.TRANSFER_DENIED",
                "--user=wrong | the bank: the credentials were wrong | USER.ACCESS_DENIED.CREDENTIALS",
                "--user=bank-technical | the bank: it has trouble of its own | BANK",
                "--user=bank-maintenance | the bank: it is in maintenance | MAINTENANCE",
                "--user=technical | the service: it has trouble of its own | TECHNICAL"
            })
    void aDeniedPaymentSaysWhoSaidNoAndWhatHelps(String option, String who, String code, KosmaPlayground playground) {
        Run run = pay(option);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .startsWith(
                        SOMETHING_BROKE.contains(code)
                                ? "denied: the transfer failed for trouble at the bank or the service; look at the account"
                                        + " before you pay again\n"
                                : "denied: no transfer was initiated, and none will be\n")
                .contains("  who said no  " + who + "\n")
                .containsPattern("\n  what helps   [a-z]")
                .contains("  error        " + code + ": ");
        assertThat(run.err()).endsWith("session closed\n");
        assertThat(playground.books().withReference(REFERENCE)).noneMatch(Transfer::isAuthorised);
        assertThat(handle).doesNotExist();
    }

    @Test
    void aPaymentThatTheBankRejectsAfterwardsIsNoSuccess() {
        Run run = pay("--user=transfer-rejected");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("initiated ")
                .endsWith("  state        REJECTED: rejected by the bank, the money does not arrive\n");
    }

    @Test
    void theOutcomeIsJsonToo() {
        JsonNode initiated = pay("--json").succeeds().json();
        assertThat(initiated.get("outcome").stringValue()).isEqualTo("initiated");
        assertThat(initiated.at("/result/transfer/amount/amount").longValue()).isEqualTo(12_999);
        assertThat(initiated.at("/result/transfer_id").stringValue()).isNotEmpty();
        assertThat(initiated.get("result").has("transfer_token")).isFalse();
        assertThat(initiated.get("transfer_state").stringValue()).isEqualTo("COMPLETED_CREDITOR");

        Run denied = pay("--json", "--amount=9999.99");
        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(denied.json().get("outcome").stringValue()).isEqualTo("denied");
        assertThat(denied.json().at("/error/code").stringValue()).isEqualTo("USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS");

        Run unknown = pay("--json", "--user=invalid");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.json().get("outcome").stringValue()).isEqualTo("unknown");
        assertThat(unknown.json().get("handle").stringValue()).isEqualTo(handle.toString());
    }

    @Test
    void aStartWhoseAnswerIsLostIsPaidOnce(KosmaPlayground playground) {
        playground.faults().onXs2a("PUT", ".*/transfer").dropConnection().afterHandling();
        assertThat(pay().succeeds().out()).startsWith("initiated ");
        assertThat(playground.books().transfers()).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsFoundOutWithTheHandle(KosmaPlayground playground) throws IOException {
        playground.faults().onXs2a("GET", ".*/flows/.*").error(401, "unauthorized", "The token has expired");
        Run unknown = pay();
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.out())
                .startsWith(
                        "outcome unknown: the payment may have been made, or may still be made. Do not pay again.\n")
                .contains("  why          ", "HTTP 401 unauthorized: The token has expired")
                .contains("  find out     kosma-sample resolve --handle=" + handle + ", with the same settings\n");
        assertThat(unknown.err()).doesNotContain("session closed");
        if (Files.getFileStore(handle).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(handle)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }

        assertThat(pay().failsWith(1)).contains("there is already a file " + handle + ": find out");

        assertThat(run("resolve", "--handle=" + handle).succeeds().out()).startsWith("initiated ");
        assertThat(playground.books().transfers()).hasSize(1);
        assertThat(handle).doesNotExist();
    }

    @Test
    void anAbortedPaymentIsNoProofThatNothingMoved(KosmaPlayground playground) throws IOException {
        assertThat(pay("--user=invalid").out())
                .contains("  why          the bank did not accept the answer to its form");
        try (KosmaClient client = KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .build()) {
            client.flows()
                    .abort(PaymentHandle.fromJson(Files.readString(handle))
                            .flow()
                            .orElseThrow());
        }
        Run aborted = run("resolve", "--handle=" + handle);
        assertThat(aborted.exitCode()).isEqualTo(1);
        assertThat(aborted.out()).isEqualTo("""
                aborted: the payment was called off before it came to a result
                This is no proof that nothing moved: look at the account before you pay again.
                """);
    }

    @Test
    void nothingListeningIsADeniedPayment() throws IOException {
        try (Nowhere nowhere = new Nowhere()) {
            Run run = pay(nowhere.settings());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out())
                    .startsWith("denied: no transfer was initiated, and none will be\n"
                            + "  why          it could not be started\n")
                    .contains("no connection to " + nowhere.hostAndPort() + ": nothing is listening there");
        }
    }

    @Test
    void aHandleThatCannotBeKeptStartsNothing(KosmaPlayground playground) {
        assertThat(pay("--handle=" + directory.resolve("missing").resolve("payment.json"))
                        .failsWith(1))
                .contains("the handle of the payment cannot be written to ");
        assertThat(playground.books().transfers()).isEmpty();
        assertThat(playground.exchanges())
                .filteredOn(exchange -> exchange.method().equals("DELETE"))
                .hasSize(1);
    }

    @Test
    void aPaymentThatTheSdkRefusesToStartLeavesNoHandleBehind(KosmaPlayground playground) {
        List<String> byAnotherName = settings().stream()
                .map(setting -> setting.replace("//127.0.0.1", "//localhost"))
                .toList();
        assertThat(pay(byAnotherName).failsWith(1)).contains("Refused to call a link from the service");
        assertThat(handle).doesNotExist();
        assertThat(playground.books().transfers()).isEmpty();
    }

    @Test
    void aMissingOrBrokenHandleIsOneClearLine() throws IOException {
        assertThat(run("resolve", "--handle=" + handle).failsWith(1)).contains("there is no handle of a payment in ");
        Files.writeString(handle, "{}");
        assertThat(run("resolve", "--handle=" + handle).failsWith(1)).contains("holds no handle of a payment: ");
    }

    @Test
    void aWrongPaymentIsWrongUsageAndNothingIsSent(KosmaPlayground playground) {
        assertThat(run("pay", "--amount=129.995", "--currency=EUR", "--to=DE89370400440532013001", "--name=Shop")
                        .failsWith(2))
                .contains("--reference is missing; --amount (amount.amount) is 129.995")
                .contains("; --to (to.iban) has check digits that do not fit")
                .contains("usage: kosma-sample ");
        assertThat(playground.exchanges()).isEmpty();
    }
}
