package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.consent.ConsentCalls;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.session.Psu;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * What banks say, by the consents in the vault. The user is present and asks, so none of these calls counts for the daily
 * limit; still, what was read is kept for a few minutes.
 */
@Service
class BankReading {

    /** Enough for a household; an application of yours pages through all of them. */
    static final int MOST_TRANSACTIONS = 2_000;

    private static final int PAGE_SIZE = 200;

    private final ConsentVault vault;
    private final Recent recent;

    BankReading(ConsentVault vault, Recent recent) {
        this.vault = vault;
        this.recent = recent;
    }

    /** An account with its balances, where the bank tells them. */
    record AccountWithBalance(Account account, Optional<BalancesResult> balances) {}

    /** What was read, and when. */
    record Read<T>(T value, Instant at) {}

    Read<List<AccountWithBalance>> accounts(ConsentRecord consent, Psu psu) {
        return recent.get("accounts " + consent.id(), () -> {
            ConsentCalls calls = vault.attended(consent.id(), psu);
            List<AccountWithBalance> accounts = new ArrayList<>();
            for (Account account : calls.accounts().accounts()) {
                boolean hasBalances = account.supports(AccountFlows.BALANCES).orElse(true);
                accounts.add(new AccountWithBalance(
                        account, account.id().filter(id -> hasBalances).map(calls::balances)));
            }
            return accounts;
        });
    }

    /** The transactions of the last days, the newest first. */
    Read<List<Transaction>> transactions(ConsentRecord consent, String accountId, int days, Psu psu) {
        return recent.get("transactions " + consent.id() + " " + accountId + " " + days, () -> {
            LocalDate today = LocalDate.now();
            ConsentTransactionsRequest request = ConsentTransactionsRequest.between(
                            accountId, today.minusDays(days), today)
                    .pageSize(PAGE_SIZE);
            try (Stream<Transaction> all = vault.attended(consent.id(), psu).allTransactions(request)) {
                return all.limit(MOST_TRANSACTIONS).toList();
            }
        });
    }

    void forget() {
        recent.clear();
    }

    static String name(Account account) {
        return account.alias()
                .or(() -> account.accountType().map(OpenEnum::value))
                .orElse("Account");
    }
}
