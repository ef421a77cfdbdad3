package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.samples.cli.Arguments.Command;
import io.github.kosmasdk.session.BankChoice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @ParameterizedTest
    @EnumSource
    void aCommandAloneHasDefaultsForTheRest(Command command) {
        assertThat(Arguments.parse(command.word()))
                .isEqualTo(new Arguments(
                        command,
                        "embedded",
                        Optional.of(BankChoice.of("DE", "88888888")),
                        Optional.empty(),
                        30,
                        false,
                        List.of()));
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
                        "--kosma.token=a=b"))
                .isEqualTo(new Arguments(
                        Command.TRANSACTIONS,
                        "redirect",
                        Optional.of(BankChoice.of("AT", "00000")),
                        Optional.of("DE43000000005686751168"),
                        7,
                        true,
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
                "accounts balances | more than one command",
                "accounts --usr=x | there is no option '--usr'",
                "accounts -h | there is no option '-h'",
                "accounts --user= | --user needs a value",
                "accounts --account | --account needs a value",
                "accounts --last-days=0 | a number of days from 1 on",
                "accounts --last-days=ten | not 'ten'",
                "accounts --json=yes | --json takes no value",
                "accounts --account=DE44000000005686751168 | its check digits do not fit",
                "accounts --bank=88888888 | COUNTRY:CODE such as DE:88888888"
            })
    void wrongUsageIsNamed(String line, String reason) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
                .isInstanceOf(Arguments.WrongUsage.class)
                .hasMessageContaining(reason);
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
