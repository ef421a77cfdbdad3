package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The commands insights, verify-owner and banks. */
class InsightsCommandsIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma =
            KosmaPlaygroundExtension.with(settings -> settings.token("the-only-token"));

    private static Run run(String... line) {
        List<String> settings = new ArrayList<>(List.of("--kosma.polling.first=20ms", "--kosma.polling.max=50ms"));
        settings.add("--kosma.base-url=" + kosma.playground().baseUrl());
        settings.add("--kosma.auth-base-url=" + kosma.playground().authBaseUrl());
        settings.add("--kosma.token=" + kosma.playground().token());
        return Run.of(settings, line);
    }

    @AfterEach
    void everyExchangeIsAsDescribed(KosmaPlayground playground) {
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    @Test
    void insightsTellWhereTheMoneyGoes(KosmaPlayground playground) {
        Run run = run("insights").succeeds();
        assertThat(run.out())
                .startsWith("spent by category, the largest first\n")
                .doesNotContain("Internal Transfer")
                .containsPattern("\n  Rent +█+ +[0-9.]+ EUR\n")
                .containsPattern("\nincome: [0-9.]+ EUR a month comes regularly\n")
                .containsPattern(" Salary +monthly +[0-9.]+ EUR +[0-9]+ % +[0-9-]{10}\n")
                .containsPattern("\nrecurring: [0-9.]+ EUR a month, of that [0-9.]+ EUR fixed costs\n")
                .containsPattern("\n  average +[0-9.]+ EUR +[0-9.]+ EUR +[0-9.]+ EUR +-?[0-9.]+ EUR\n")
                .containsPattern("\nlowest balance -?[0-9.]+ EUR on [0-9-]{10}, [0-9]+ days? overdrawn\n")
                .containsPattern("\nconfidence (high|medium|low)");
        assertThat(run.err())
                .contains("form: Username = acin-demo-data")
                .containsPattern("\n[0-9] accounts are in Insights\n")
                .contains("the consumer's data is deleted from Insights\n")
                .endsWith("session closed\n");
        assertThat(playground.exchanges())
                .anyMatch(exchange -> exchange.url().getPath().endsWith("/storage/consumers/delete"));
    }

    @Test
    void insightsAsJsonHaveTheRowsBehindThem() {
        JsonNode insights =
                run("insights", "--last-days=200", "--json").succeeds().json();
        assertThat(insights.at("/spent_by_category/0/sum/amount").isIntegralNumber())
                .isTrue();
        assertThat(insights.at("/affordability/income/streams/0/bookings").size())
                .isPositive();
        assertThat(insights.at("/affordability/method").stringValue()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Hans Mustermann, DE43000000005686751168, 0, MATCH",
        "Mustermann Hans, DE43 0000 0000 5686 7511 68, 0, MATCH",
        "H. Mustermann, DE43000000005686751168, 1, CLOSE_MATCH",
        "Erika Beispiel, DE43000000005686751168, 1, NO_MATCH",
        "Hans Mustermann, DE89370400440532013000, 1, NO_MATCH"
    })
    void anOwnerIsVerified(String name, String iban, int exitCode, String verdict) {
        Run run = run("verify-owner", "--name=" + name, "--iban=" + iban);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).startsWith(verdict + ": ").containsPattern("\n  proof +login at the bank, [0-9T:-]+Z\n");
        assertThat(run.err()).endsWith("session closed\n");
    }

    @Test
    void aVerdictIsAlsoThereAsJson() {
        JsonNode result = run("verify-owner", "--name=H. Mustermann", "--iban=DE43000000005686751168", "--json")
                .json();
        assertThat(result.get("verdict").stringValue()).isEqualTo("CLOSE_MATCH");
        assertThat(result.get("name_to_show").stringValue()).isEqualTo("Hans Mustermann");
    }

    @Test
    void banksAreListedAndFound(KosmaPlayground playground) {
        assertThat(run("banks").succeeds().out()).startsWith("14 countries\n").contains("\n  DE\n");
        assertThat(run("banks", "--country=de").succeeds().out())
                .containsPattern("^[0-9]+ banks\n")
                .containsPattern("\n  \\S.* DE +.*88888888 ")
                .doesNotContain(" AT ");
        JsonNode found = run("banks", "--query=bank", "--country=SE", "--json")
                .succeeds()
                .json();
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(bank ->
                        assertThat(bank.get("country_code").stringValue()).isEqualTo("SE"));
        assertThat(run("banks", "--query=no such bank anywhere").succeeds().out())
                .isEqualTo("0 banks\n");
        assertThat(playground.exchanges())
                .as("nobody logs in")
                .noneMatch(exchange -> exchange.url().getPath().contains("/sessions"));
    }

    @Test
    void aDirectoryThatIsNotKnownIsSaid() {
        assertThat(Run.of(List.of("--kosma.environment=playground", "--kosma.token=any"), "banks")
                        .failsWith(1))
                .contains("kosma.bank-directory-base-url");
    }
}
