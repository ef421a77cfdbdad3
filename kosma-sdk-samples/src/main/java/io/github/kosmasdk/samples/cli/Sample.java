package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.AccountsSelection;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaFlowException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** One session, from its start to its end. The result goes to standard output, everything else to standard error. */
final class Sample {

    static final Psu PSU = new Psu("Mozilla/5.0 (kosma-sample)", "127.0.0.1");

    /** Where the bank sends the browser at the end of a redirect. Nothing has to listen there. */
    static final URI RETURN_URL = URI.create("https://localhost/kosma-sample/return");

    private final KosmaClient kosma;
    private final Arguments arguments;
    private final PrintStream out;
    private final Consumer<String> progress;
    private final Login login;

    Sample(KosmaClient kosma, Arguments arguments, PrintStream out, Consumer<String> progress) {
        this.kosma = kosma;
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
        this.login = new Login(kosma, arguments, progress);
    }

    void run() {
        SessionRequest.Builder request = SessionRequest.builder(PSU).redirectReturnUrl(RETURN_URL);
        arguments.bank().ifPresent(request::selectedBank);
        Session session = kosma.sessions().start(request.build());
        progress.accept("session " + session.sessionIdShort().orElse(session.sessionId()) + " started");
        try {
            runIn(session);
        } finally {
            close(kosma, session, progress);
        }
    }

    private void runIn(Session session) {
        switch (arguments.command()) {
            case ACCOUNTS -> print(accounts(session), Tables::of);
            case DETAILS -> print(details(session), Tables::of);
            case BALANCES -> print(balances(session), Tables::of);
            case TRANSACTIONS -> print(transactions(session, arguments.target()), Tables::of);
            case DEMO -> {
                AccountsResult accounts = accounts(session);
                print(accounts, Tables::of);
                progress.accept("once more in the same session, without another login");
                print(transactions(session, firstWithTransactions(accounts)), Tables::of);
            }
            default -> throw new IllegalArgumentException(arguments.command() + " has a session of its own");
        }
    }

    private AccountsResult accounts(Session session) {
        AccountsRequest request = arguments.account().isPresent()
                ? AccountsRequest.selected(AccountsSelection.SINGLE_ACCOUNT)
                : AccountsRequest.ALL;
        return result(kosma.accounts().startAccounts(session, request));
    }

    private AccountDetailsResult details(Session session) {
        return result(kosma.accounts().startAccountDetails(session, arguments.target()));
    }

    private BalancesResult balances(Session session) {
        return result(kosma.accounts().startBalances(session, arguments.target()));
    }

    private TransactionsResult transactions(Session session, AccountTarget account) {
        TransactionsResult first = result(kosma.accounts()
                .startTransactions(
                        session,
                        TransactionsRequest.builder()
                                .account(account)
                                .lastDays(arguments.lastDays())
                                .build()));
        try (Stream<Transaction> all = kosma.accounts().allTransactions(first)) {
            return new TransactionsResult(
                    first.account(),
                    all.toList(),
                    first.fromDate(),
                    first.toDate(),
                    first.incomplete(),
                    Optional.empty());
        }
    }

    private static AccountTarget firstWithTransactions(AccountsResult result) {
        List<Account> able = result.accounts().stream()
                .filter(account -> account.supports(AccountFlows.TRANSACTIONS).orElse(true))
                .toList();
        if (able.isEmpty()) {
            throw new SampleException("none of the accounts gives transactions");
        }
        Account account = able.get(0);
        return account.iban()
                .map(AccountTarget::iban)
                .or(() -> account.id().map(AccountTarget::accountId))
                .orElse(AccountTarget.CONSUMER_CHOOSES);
    }

    private <R> R result(FlowStatus<R> started) {
        try {
            return login.result(started);
        } catch (KosmaFlowException e) {
            if (e.error().code().equals("USER.ACCESS_DENIED")
                    && arguments.target().accountId().isPresent()) {
                throw new SampleException(
                        e.getMessage() + " (an account id is good for one session only; an IBAN stays)");
            }
            throw e;
        }
    }

    private <R> void print(R result, Function<R, String> table) {
        out.print(arguments.json() ? KosmaJson.write(result) + "\n" : table.apply(result));
        out.flush();
    }

    static void close(KosmaClient kosma, Session session, Consumer<String> progress) {
        try {
            kosma.sessions().close(session);
            progress.accept("session closed");
        } catch (KosmaException e) {
            progress.accept("the session could not be closed: " + e.getMessage());
        }
    }
}
