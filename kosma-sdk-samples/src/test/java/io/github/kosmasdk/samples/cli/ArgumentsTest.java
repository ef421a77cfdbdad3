package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.kyc.ClaimedOwner;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.samples.cli.Arguments.Command;
import io.github.kosmasdk.session.BankChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "PAY",
                "RESOLVE",
                "INSIGHTS",
                "VERIFY_OWNER",
                "CONSENTS_INSPECT",
                "CONSENTS_REFRESH",
                "CONSENTS_REVOKE"
            })
    void aCommandAloneHasDefaultsForTheRest(Command command) {
        assertThat(Arguments.parse(command.word().split(" ")))
                .isEqualTo(new Arguments(
                        command,
                        "embedded",
                        Optional.of(BankChoice.of("DE", "88888888")),
                        Optional.empty(),
                        30,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    void insightsAreOfAYearOfARichConsumer() {
        Arguments arguments = Arguments.parse("insights");
        assertThat(arguments.user()).isEqualTo("acin-demo-data");
        assertThat(arguments.lastDays()).isEqualTo(365);
        Arguments other = Arguments.parse("insights", "--user=embedded", "--last-days=30");
        assertThat(other.user()).isEqualTo("embedded");
        assertThat(other.lastDays()).isEqualTo(30);
    }

    @Test
    void anOwnerIsClaimedByNameAndIban() {
        assertThat(Arguments.parse("verify-owner", "--name=Erika Mustermann", "--iban=DE02 1203 0000 0000 2020 51")
                        .claimed())
                .contains(ClaimedOwner.of("Erika Mustermann", "DE02120300000000202051"));
    }

    @Test
    void banksAreOfACountryOrAName() {
        Arguments arguments = Arguments.parse("banks", "--country=de", "--query=Test");
        assertThat(arguments.country()).contains("DE");
        assertThat(arguments.query()).contains("Test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify-owner --name=A | needs --name=NAME and --iban=IBAN",
                "verify-owner --iban=DE02120300000000202051 | needs --name=NAME and --iban=IBAN",
                "accounts --iban=DE02120300000000202051 | --iban goes with verify-owner only",
                "accounts --query=x | go with banks only",
                "accounts --country=DE | go with banks only",
                "banks --country=DEU | two letters"
            })
    void whatDoesNotGoTogetherIsSaid(String line, String says) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
                .isInstanceOf(Arguments.WrongUsage.class)
                .hasMessageContaining(says);
    }

    @Test
    void everyOptionIsRead() {
        assertThat(Arguments.parse(
                        "--user=redirect",
                        "transactions",
                        "--bank=AT:00000",
                        "--account=DE43000000005686751168",
                        "--last-days=7",
                        "--json",
                        "--consent=c-1",
                        "--attended",
                        "--vault=consents",
                        "--kosma.token=a=b"))
                .isEqualTo(new Arguments(
                        Command.TRANSACTIONS,
                        "redirect",
                        Optional.of(BankChoice.of("AT", "00000")),
                        Optional.of("DE43000000005686751168"),
                        7,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("c-1"),
                        true,
                        Optional.of(Path.of("consents")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("--kosma.token=a=b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bank=", "--bank=none"})
    void theBankMayBeLeftToTheConsumer(String option) {
        assertThat(Arguments.parse("accounts", option).bank()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json | there is no command",
                "acounts | there is no command 'acounts'",
                "accounts balances | is too much after accounts",
                "consents | consents needs one more word: new, list, inspect, refresh or revoke",
                "consents show | there is no command 'consents show'",
                "consents list c-1 | is too much after consents list",
                "consents inspect | consents inspect needs the id of a consent",
                "consents revoke c-1 c-2 | is too much after consents revoke",
                "demo --consent=c-1 | --consent goes with accounts, details, balances and transactions only",
                "consents list --consent=c-1 | --consent goes with accounts",
                "accounts --consent= | --consent needs a value",
                "accounts --attended | --attended goes with --consent only",
                "accounts --vault=v | --vault goes with consents and with --consent only",
                "consents list --vault | --vault needs a value",
                "accounts --usr=x | there is no option '--usr'",
                "accounts -h | there is no option '-h'",
                "accounts --user= | --user needs a value",
                "accounts --account | --account needs a value",
                "accounts --last-days=0 | a number of days from 1 on",
                "accounts --last-days=ten | not 'ten'",
                "accounts --json=yes | --json takes no value",
                "accounts --account=DE44000000005686751168 | its check digits do not fit",
                "accounts --bank=88888888 | COUNTRY:CODE such as DE:88888888",
                "accounts --amount=5 --instant | --amount, --instant goes with pay only",
                "accounts --handle=f | --handle goes with pay and resolve only",
                "resolve | resolve needs --handle=FILE",
                "pay --instant=yes | --instant takes no value"
            })
    void wrongUsageIsNamed(String line, String reason) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
                .isInstanceOf(Arguments.WrongUsage.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSENTS_INSPECT", "CONSENTS_REFRESH", "CONSENTS_REVOKE"})
    void theIdOfAConsentFollowsWhatToDoWithIt(Command command) {
        String[] words = (command.word() + " c-1 --vault=v").split(" ");
        Arguments arguments = Arguments.parse(words);
        assertThat(arguments.command()).isEqualTo(command);
        assertThat(arguments.consent()).contains("c-1");
        assertThat(arguments.vault()).contains(Path.of("v"));
    }

    @Test
    void aPaymentIsReadWithAllItsOptions() {
        Arguments arguments = Arguments.parse(
                "pay",
                "--amount=129.99",
                "--currency=EUR",
                "--to=DE89 3704 0044 0532 0130 00",
                "--name=Example Shop GmbH",
                "--reference=Order 4711",
                "--instant",
                "--account=DE43000000005686751168",
                "--handle=payment.json");
        assertThat(arguments.transfer())
                .contains(TransferRequest.builder()
                        .source(AccountTarget.iban("DE43000000005686751168"))
                        .amount(new Amount(12_999, "EUR"))
                        .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
                        .reference("Order 4711")
                        .transferMethod(TransferMethod.SCT_INSTANT)
                        .build());
        assertThat(arguments.handle()).contains(Path.of("payment.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.29, EUR, 29",
        "129.9, EUR, 12990",
        "129, EUR, 12900",
        "129.990, EUR, 12999",
        "1299, JPY, 1299",
        "1299.0, JPY, 1299",
        "1.234, KWD, 1234",
        "999999999999999.99, EUR, 99999999999999999"
    })
    void anAmountIsTakenInTheDecimalsOfItsCurrencyWithoutLoss(String amount, String currency, long minorUnits) {
        assertThat(parsePayment("--amount=" + amount, "--currency=" + currency)
                        .transfer()
                        .orElseThrow()
                        .amount())
                .isEqualTo(new Amount(minorUnits, currency));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--amount= | --amount is missing",
                "--amount=129,99 | --amount is '129,99', not a number such as 129.99",
                "--amount=1e3 | --amount is '1e3', not a number",
                "--amount=-5 | --amount is '-5', not a number",
                "--amount=NaN | --amount is 'NaN', not a number",
                "--amount=9999999999999999 | --amount is '9999999999999999', not a number",
                "--amount=0.00 | --amount (amount.amount) must be above zero",
                "--amount=129.995 | --amount (amount.amount) is 129.995, which is no whole number of minor units",
                "--currency= | --currency is missing",
                "--currency=EURO | --currency (amount.currency) is 'EURO', which is no ISO 4217 code",
                "--to= | --to is missing",
                "--to=DE89370400440532013001 | --to (to.iban) has check digits that do not fit",
                "--to=US89370400440532013000 | --to (to.iban) begins with the letters of a country that has no IBAN",
                "--name= | --name is missing",
                "--reference= | --reference is missing",
                "--account=DE44000000005686751168 | --account (iban) has check digits that do not fit"
            })
    void aWrongPaymentIsWrongUsageThatNamesTheOption(String option, String problem) {
        assertThatThrownBy(() -> parsePayment(option))
                .isInstanceOf(Arguments.WrongUsage.class)
                .hasMessageStartingWith(problem)
                .hasMessageNotContaining("; ");
    }

    @Test
    void instantMovesEurosOnly() {
        assertThatThrownBy(() -> parsePayment("--currency=GBP", "--instant"))
                .hasMessage("--currency (amount.currency) is GBP, but sct_instant moves EUR only");
    }

    @Test
    void everythingThatIsWrongWithAPaymentIsSaidAtOnce() {
        assertThatThrownBy(() -> Arguments.parse(
                        "pay", "--amount=1,5", "--currency=EURO", "--to=DE89370400440532013001", "--name=\t"))
                .isInstanceOf(Arguments.WrongUsage.class)
                .hasMessage("--name is missing; --reference is missing; --amount is '1,5', not a number such as 129.99;"
                        + " --currency (amount.currency) is 'EURO', which is no ISO 4217 code of a currency with minor"
                        + " units, such as EUR; --to (to.iban) has check digits that do not fit: a digit is wrong, or"
                        + " two have changed places");
    }

    @Test
    void whatIsMissingHidesNothingThatIsWrong() {
        assertThatThrownBy(() -> Arguments.parse("pay", "--amount=0"))
                .hasMessage("--currency is missing; --to is missing; --name is missing; --reference is missing;"
                        + " --amount (amount.amount) must be above zero, not 0");
    }

    /** A payment that is right but for the options given. */
    private static Arguments parsePayment(String... options) {
        List<String> line = new ArrayList<>(List.of(
                "pay",
                "--amount=1",
                "--currency=EUR",
                "--to=DE89370400440532013000",
                "--name=Example Shop GmbH",
                "--reference=Order 4711"));
        line.addAll(List.of(options));
        return Arguments.parse(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE43000000005686751168", "DE43 0000 0000 5686 7511 68", "AT850000000023456789"})
    void anIbanIsTakenForOne(String iban) {
        assertThat(Arguments.parse("details", "--account=" + iban).target())
                .isEqualTo(AccountTarget.iban(iban.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "MzUwMjIyNTMtZjg1OC0zYjQzLTlhMTAt", "de43000000005686751168"})
    void anythingElseIsAnId(String id) {
        assertThat(Arguments.parse("details", "--account=" + id).target()).isEqualTo(AccountTarget.accountId(id));
    }

    @Test
    void withoutAnAccountTheConsumerChooses() {
        assertThat(Arguments.parse("details").target()).isEqualTo(AccountTarget.CONSUMER_CHOOSES);
    }
}
