package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KosmaSampleIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma = KosmaPlaygroundExtension.with(
            settings -> settings.token("the-only-token").slowDelay(Duration.ofMillis(50)));

    private static final List<String> IMPATIENT = List.of("--kosma.polling.first=20ms", "--kosma.polling.max=50ms");

    private static Run run(String... line) {
        return runWithToken("the-only-token", line);
    }

    private static Run runWithToken(String token, String... line) {
        List<String> settings = new ArrayList<>(IMPATIENT);
        settings.add("--kosma.base-url=" + kosma.playground().baseUrl());
        settings.add("--kosma.auth-base-url=" + kosma.playground().authBaseUrl());
        settings.add("--kosma.token=" + token);
        return Run.of(settings, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redirect", "decoupled", "slow", "form-elements", "Petra Musterfrau"})
    void everyCommandEndsWithItsResultForEveryKindOfLogin(String user, KosmaPlayground playground) {
        assertThat(run("accounts", "--user=" + user).succeeds().out())
                .startsWith("5 accounts\n")
                .contains("DE43000000005686751168");
        assertThat(run("details", "--user=" + user).succeeds().out())
                .startsWith("account\n")
                .contains("  IBAN       DE43000000005686751168\n");
        assertThat(run("balances", "--user=" + user).succeeds().out())
                .startsWith("balances of DE43000000005686751168, Checking account\n")
                .containsPattern("  available +[0-9.]+ EUR\n");
        assertThat(run("transactions", "--user=" + user).succeeds().out())
                .containsPattern("^[0-9]+ transactions of DE43000000005686751168, Checking account from ")
                .containsPattern("\n  [0-9-]{10} +[+-][0-9.]+ EUR  ");
        assertThat(playground.exchanges())
                .filteredOn(exchange -> exchange.method().equals("DELETE"))
                .as("sessions closed")
                .hasSize(4);
    }

    @Test
    void theDemoLogsInOnceForAccountsAndTransactions() {
        Run demo = run("demo").succeeds();
        assertThat(demo.out()).contains("5 accounts\n").contains(" transactions of DE43000000005686751168");
        assertThat(demo.err()).containsOnlyOnce("Password = *****").endsWith("session closed\n");
    }

    @Test
    void theLoginIsToldOnStandardErrorWithoutSecrets() {
        Run run = run("accounts").succeeds();
        assertThat(run.err().lines())
                .hasSize(7)
                .element(0)
                .isEqualTo("XS2A API on " + kosma.playground().baseUrl());
        assertThat(run.err())
                .contains("form: Bank login method = Demo Bank PSD2\n")
                .contains("form: Username = embedded, Password = *****\n")
                .contains("form: OTP = *****\n")
                .doesNotContain("12345", "the-only-token");
    }

    @Test
    void jsonHasTheNamesOfTheWireAndAmountsInMinorUnits() {
        JsonNode accounts = run("accounts", "--json").succeeds().json();
        assertThat(accounts.get("accounts").get(0).get("account_type").stringValue())
                .isEqualTo("DEFAULT");
        assertThat(accounts.get("accounts").get(0).get("holder_name").stringValue())
                .isNotEmpty();

        JsonNode details = run("details", "--json").succeeds().json();
        assertThat(details.get("account").get("transfer_type").stringValue()).isEqualTo("FULL");

        JsonNode balances = run("balances", "--json").succeeds().json();
        assertThat(balances.get("available").get("amount").isIntegralNumber()).isTrue();
        assertThat(balances.get("available").get("currency").stringValue()).isEqualTo("EUR");

        JsonNode transactions =
                run("transactions", "--json", "--last-days=90").succeeds().json();
        assertThat(transactions.get("transactions").size()).isGreaterThan(100);
        assertThat(transactions
                        .get("transactions")
                        .get(0)
                        .get("amount")
                        .get("amount")
                        .isIntegralNumber())
                .isTrue();
        assertThat(transactions.has("pagination")).isFalse();
    }

    @Test
    void anAccountIsChosenByIban() {
        assertThat(run("details", "--account=DE18 0000 0000 6636 9811 75")
                        .succeeds()
                        .out())
                .contains("DE18000000006636981175");
        assertThat(run("accounts", "--account=DE18000000006636981175")
                        .succeeds()
                        .out())
                .startsWith("1 account\n")
                .contains("DE18000000006636981175");
    }

    @Test
    void anAccountIdOfAnotherSessionIsRefusedWithAHint() {
        String id =
                run("accounts", "--json").succeeds().json().at("/accounts/0/id").stringValue();
        assertThat(run("details", "--account=" + id).failsWith(1))
                .contains("USER.ACCESS_DENIED")
                .contains("an account id is good for one session only; an IBAN stays");
    }

    @Test
    void anAccountThatIsNotOfferedIsNamedBesideThoseThatAre() {
        assertThat(run("accounts", "--account=Piggy bank").failsWith(1))
                .contains("'Piggy bank' is not among those that the bank offers: Checking account, Salary account");
    }

    @Test
    void theBankIsChosenDuringTheLoginWhenTheSessionDoesNotNameIt() {
        assertThat(run("accounts", "--bank=none").succeeds().err()).contains("bank: DE:88888888\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT:00000", "GB:000000", "NL:TEST"})
    void countryTestBanksWork(String bank) {
        assertThat(run("demo", "--bank=" + bank).succeeds().out()).contains(" transactions of ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong | The accounts flow failed: USER.ACCESS_DENIED.CREDENTIALS: ",
                "invalid | the bank did not accept the answer to its form, 3 times: 'Username' breaks the rule pattern",
                "bank-technical | The accounts flow failed: BANK: ",
                "technical | The accounts flow failed: TECHNICAL: ",
                "bank-maintenance | The accounts flow failed: MAINTENANCE: ",
                "decoupled-failed | The accounts flow failed: USER.ACCESS_DENIED: ",
                "decoupled-abort | 3 times: USER.ABORTED: "
            })
    void aLoginThatFailsIsOneClearLineAndTheSessionIsClosed(String user, String reason, KosmaPlayground playground) {
        Run run = run("accounts", "--user=" + user);
        assertThat(run.failsWith(1)).contains(reason);
        assertThat(playground.exchanges())
                .filteredOn(exchange -> exchange.method().equals("DELETE"))
                .hasSize(1);
    }

    @Test
    void anUnknownBankIsOneClearLine() {
        assertThat(run("accounts", "--bank=DE:12345678").failsWith(1)).contains("sessions.start");
    }

    @Test
    void aWrongTokenIsOneClearLine() {
        assertThat(runWithToken("wrong", "accounts").failsWith(1))
                .contains("401")
                .contains("Check the token")
                .doesNotContain("wrong");
    }

    @Test
    void aMissingTokenIsOneClearLine() {
        assertThat(Run.of(List.of("--kosma.environment=playground"), "accounts").failsWith(1))
                .contains("'kosma.token' is not set")
                .contains("KOSMA_TOKEN");
    }

    @Test
    void nothingListeningIsOneClearLine() throws IOException {
        try (Nowhere nowhere = new Nowhere()) {
            assertThat(Run.of(nowhere.settings(), "accounts").failsWith(1))
                    .contains("no connection to " + nowhere.hostAndPort() + ": nothing is listening there");
        }
    }

    @Test
    void oneUrlAloneIsOneClearLine() {
        assertThat(Run.of(List.of("--kosma.base-url=http://127.0.0.1:1", "--kosma.token=any"), "accounts")
                        .failsWith(1))
                .contains("'kosma.base-url' is set, but 'kosma.auth-base-url' is not");
    }

    @Test
    void wrongUsageIsOneLineWithTheUsageAndAnExitCodeOfItsOwn() {
        assertThat(Run.of(List.of(), "acounts").failsWith(2))
                .contains("there is no command 'acounts'; usage: kosma-sample accounts|details|balances|transactions");
    }

    @Test
    void helpIsOnStandardOutput() {
        Run help = Run.of(List.of(), "--help").succeeds();
        assertThat(help.out()).startsWith("usage: kosma-sample").contains("--last-days=DAYS");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void withoutAnySettingTheSimulatorIsInside() {
        assertThat(Run.of(IMPATIENT, "balances").succeeds().err())
                .startsWith("simulator inside, XS2A API on http://127.0.0.1:");
    }
}
