package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionState;
import io.github.kosmasdk.account.TransactionType;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.samples.connect.BankReading.AccountWithBalance;
import io.github.kosmasdk.samples.connect.BankReading.Read;
import io.github.kosmasdk.samples.connect.login.Explanation;
import io.github.kosmasdk.session.Psu;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Accounts with their balances, and the transactions of one. */
@Controller
class AccountsController {

    private static final List<Integer> WINDOWS = List.of(30, 60, 90);
    private static final int PAGE_SIZE = 20;

    private final Consents consents;
    private final BankReading reading;
    private final BankNames banks;
    private final Visitor visitor;

    AccountsController(Consents consents, BankReading reading, BankNames banks, Visitor visitor) {
        this.consents = consents;
        this.reading = reading;
        this.banks = banks;
        this.visitor = visitor;
    }

    /** A connected bank, with its accounts or with what keeps them from being read. */
    record BankView(
            String consent, String name, String readAt, List<AccountView> accounts, List<Explanation> trouble) {}

    /** An account as the page shows it; texts are empty where the bank says nothing. */
    record AccountView(
            String id,
            String name,
            String iban,
            String holder,
            String balance,
            String available,
            boolean overdrawn,
            boolean hasTransactions) {}

    /** A transaction as the page shows it. */
    record TransactionView(
            String day, String party, String reference, String amount, boolean incoming, boolean pending) {}

    @GetMapping("/accounts")
    String accounts(Psu psu, Model model) {
        List<BankView> views = new ArrayList<>();
        for (ConsentRecord consent : consents.connected(visitor)) {
            String name = banks.name(consent);
            try {
                Read<List<AccountWithBalance>> read = reading.accounts(consent, psu);
                views.add(new BankView(
                        consent.id(),
                        name,
                        Texts.of(read.at()),
                        read.value().stream().map(AccountsController::view).toList(),
                        List.of()));
            } catch (KosmaException e) {
                views.add(new BankView(consent.id(), name, "", List.of(), List.of(Failures.explain(e))));
            }
        }
        model.addAttribute("banks", views);
        return "accounts";
    }

    /** Lets the next page ask the banks again. */
    @PostMapping("/accounts")
    String readAgain() {
        reading.forget();
        return "redirect:/accounts";
    }

    private static AccountView view(AccountWithBalance one) {
        Account account = one.account();
        Optional<Amount> balance =
                one.balances().flatMap(BalancesResult::balance).or(account::balance);
        return new AccountView(
                account.id().orElse(""),
                BankReading.name(account),
                account.iban().map(Texts::iban).or(account::accountNumber).orElse(""),
                account.holderName().orElse(""),
                balance.map(Texts::of).orElse(""),
                one.balances().flatMap(BalancesResult::available).map(Texts::of).orElse(""),
                balance.filter(amount -> amount.minorUnits() < 0).isPresent(),
                account.id().isPresent()
                        && account.supports(AccountFlows.TRANSACTIONS).orElse(true));
    }

    @GetMapping("/accounts/{consentId}/transactions")
    String transactions(
            @PathVariable String consentId,
            @RequestParam String account,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Psu psu,
            Model model) {
        ConsentRecord consent = consents.one(visitor, consentId);
        Account known = reading.accounts(consent, psu).value().stream()
                .map(AccountWithBalance::account)
                .filter(one -> one.id().filter(account::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!WINDOWS.contains(days)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "days is one of " + WINDOWS);
        }
        List<Transaction> all =
                reading.transactions(consent, account, days, psu).value();
        List<Transaction> found = all.stream()
                .filter(transaction -> matches(transaction, q.strip().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing((Transaction transaction) ->
                                transaction.bookingOrValueDate().orElse(LocalDate.MAX))
                        .reversed())
                .toList();
        int pages = Math.max(1, (found.size() + PAGE_SIZE - 1) / PAGE_SIZE);
        int shown = Math.min(Math.max(page, 1), pages);
        model.addAttribute("consent", consentId);
        model.addAttribute("account", account);
        model.addAttribute("name", BankReading.name(known));
        model.addAttribute("iban", known.iban().map(Texts::iban).orElse(""));
        model.addAttribute("days", days);
        model.addAttribute("windows", WINDOWS);
        model.addAttribute("q", q);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("count", found.size());
        model.addAttribute("cut", all.size() == BankReading.MOST_TRANSACTIONS);
        model.addAttribute(
                "transactions",
                found.stream()
                        .skip((long) (shown - 1) * PAGE_SIZE)
                        .limit(PAGE_SIZE)
                        .map(AccountsController::view)
                        .toList());
        return "transactions";
    }

    private static boolean matches(Transaction transaction, String wanted) {
        return wanted.isEmpty()
                || Stream.of(
                                transaction.reference(),
                                transaction.counterParty().flatMap(Account::holderName),
                                transaction.counterParty().flatMap(Account::iban),
                                transaction.signedAmount().map(Texts::of))
                        .flatMap(Optional::stream)
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static TransactionView view(Transaction transaction) {
        return new TransactionView(
                transaction.bookingOrValueDate().map(Texts::of).orElse(""),
                transaction.counterParty().flatMap(Account::holderName).orElse(""),
                transaction.reference().orElse(""),
                transaction.signedAmount().map(Texts::of).orElse(Texts.of(transaction.amount())),
                transaction.type().is(TransactionType.CREDIT),
                transaction.state().is(TransactionState.PENDING));
    }
}
