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
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example of the README: it compiles, it runs, and it is the one that the README shows. */
class QuickStartIT {

    private static final String BEGIN = "// quickstart:begin\n";
    private static final String END = "// quickstart:end\n";

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
    void isTheOneThatTheReadmeShows() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", QuickStartIT.class.getName().replace('.', '/') + ".java"));
        String readme = Files.readString(Path.of("../README.md"));
        String shown = between(readme, "<!-- quickstart:begin -->\n```java\n", "```\n<!-- quickstart:end -->");
        String compiled = between(source.substring(source.indexOf(" quickStart(")), BEGIN, END);
        assertThat(compiled.stripIndent().strip()).isEqualTo(shown.strip());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
