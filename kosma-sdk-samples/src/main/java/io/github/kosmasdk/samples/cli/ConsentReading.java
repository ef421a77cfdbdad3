package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.Page;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.consent.ConsentCalls;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.flow.FlowType;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads with a consent of the vault, without a session and without a login. */
final class ConsentReading {

    private final ConsentCalls calls;
    private final Arguments arguments;
    private final PrintStream out;
    private final Consumer<String> progress;

    ConsentReading(ConsentCalls calls, Arguments arguments, PrintStream out, Consumer<String> progress) {
        this.calls = calls;
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    void run() {
        switch (arguments.command()) {
            case ACCOUNTS -> print(accounts(), Tables::of);
            case DETAILS -> print(calls.accountDetails(id(AccountFlows.ACCOUNT_DETAILS)), Tables::of);
            case BALANCES -> print(calls.balances(id(AccountFlows.BALANCES)), Tables::of);
            case TRANSACTIONS -> print(transactions(id(AccountFlows.TRANSACTIONS)), Tables::of);
            default -> throw new IllegalArgumentException(arguments.command() + " reads nothing with a consent");
        }
    }

    private AccountsResult accounts() {
        List<Account> accounts = calls.accounts().accounts();
        return new AccountsResult(
                arguments.account().isEmpty()
                        ? accounts
                        : accounts.stream().filter(this::isWished).toList());
    }

    /** An id is taken as it is; an IBAN, or any account that fits, has to be looked up, which is a call of its own. */
    private String id(FlowType<?> type) {
        return arguments.target().accountId().orElseGet(() -> chosen(type).id().orElseThrow());
    }

    private Account chosen(FlowType<?> type) {
        Account chosen = accounts().accounts().stream()
                .filter(account -> account.id().isPresent())
                .filter(account -> account.supports(type).orElse(true))
                .findFirst()
                .orElseThrow(() -> new SampleException("no account of this consent gives " + type.key()
                        + arguments
                                .account()
                                .map(iban -> ", or none is " + iban)
                                .orElse("")));
        progress.accept("account " + Tables.titled(chosen));
        return chosen;
    }

    private boolean isWished(Account account) {
        AccountTarget wished = arguments.target();
        return wished.iban()
                .map(iban -> account.iban().filter(iban::equals).isPresent())
                .orElseGet(() -> account.id().equals(wished.accountId()));
    }

    private TransactionsResult transactions(String accountId) {
        LocalDate today = LocalDate.now();
        TransactionsResult first = calls.transactions(
                ConsentTransactionsRequest.between(accountId, today.minusDays(arguments.lastDays()), today));
        List<Transaction> all = new ArrayList<>(first.transactions());
        Optional<NextPage> next = first.page().next();
        while (next.isPresent()) {
            Page<Transaction> page = calls.nextTransactions(next.get()).page();
            all.addAll(page.items());
            next = page.next();
        }
        return new TransactionsResult(
                first.account(), all, first.fromDate(), first.toDate(), first.incomplete(), Optional.empty());
    }

    private <R> void print(R result, Function<R, String> table) {
        out.print(arguments.json() ? KosmaJson.write(result) + "\n" : table.apply(result));
        out.flush();
    }
}
