package io.github.kosmasdk.consent;

import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.Page;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.internal.Blocking;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls with one consent of a vault, either all attended or all unattended. Every one takes its turn with the
 * consent, and gives its data or its exception only after the next token is stored. Safe for any number of threads.
 *
 * <p>Besides what the service answers, a call fails with {@link ConsentBusyException}, {@link ConsentQuotaException},
 * {@link ConsentUnusableException} or {@link TokenProtectionException} when it was not sent, and with {@link
 * io.github.kosmasdk.error.KosmaStoreException} when the store fails.
 */
public final class ConsentCalls {

    private final ReactiveConsentCalls reactive;

    ConsentCalls(ReactiveConsentCalls reactive) {
        this.reactive = reactive;
    }

    /**
     * Lists the accounts of the consent. Their ids can change: list them before you use one.
     *
     * @return the accounts
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-accounts.html">Consent accounts</a>
     */
    public AccountsResult accounts() {
        return Blocking.await(reactive.accounts());
    }

    /**
     * Reads the details of an account.
     *
     * @param accountId the account, by the id of the latest accounts call
     * @return the details
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-account-details.html">Consent account details</a>
     */
    public AccountDetailsResult accountDetails(String accountId) {
        return Blocking.await(reactive.accountDetails(accountId));
    }

    /**
     * Reads the balances of an account.
     *
     * @param accountId the account, by the id of the latest accounts call
     * @return the balances
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-balances.html">Consent balances</a>
     */
    public BalancesResult balances(String accountId) {
        return Blocking.await(reactive.balances(accountId));
    }

    /**
     * Reads the transactions of an account, or their first page.
     *
     * @param request which transactions
     * @return the transactions
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions.html">Consent transactions</a>
     */
    public TransactionsResult transactions(ConsentTransactionsRequest request) {
        return Blocking.await(reactive.transactions(request));
    }

    /**
     * Turns to the next page of transactions. It is not counted for the quota: it belongs to the first one.
     *
     * @param next where it is, from the page before
     * @return the page
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions-next.html">Consent next transactions</a>
     */
    public TransactionsResult nextTransactions(NextPage next) {
        return Blocking.await(reactive.nextTransactions(next));
    }

    /**
     * Asks the bank where a transfer stands that was made in the consent's session. It is not counted for the quota, which
     * is for account information.
     *
     * @param transferId the transfer, whose token {@link ConsentVault#keepTransfer} has stored
     * @return its state
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
     */
    public TransferStateResult transferState(String transferId) {
        return Blocking.await(reactive.transferState(transferId));
    }

    /**
     * Starts an Insights refresh: the data goes to the storage of the service, where reports are made of it. What it comes to is
     * asked without the consent, see {@link io.github.kosmasdk.insights.InsightsClient#awaitRefresh}. It counts for the quota as a
     * call of its own kind.
     *
     * @param request which data
     * @return where the refresh stands
     * @throws KosmaException when the call fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public ConsentRefresh insightsRefresh(ConsentRefreshRequest request) {
        return Blocking.await(reactive.insightsRefresh(request));
    }

    /**
     * All transactions, over all pages. Lazy, and holds one page at a time. A page that cannot be read ends the stream
     * with a {@link KosmaException}.
     *
     * @param request which transactions
     * @return the transactions, in the order of the service
     */
    public Stream<Transaction> allTransactions(ConsentTransactionsRequest request) {
        return Stream.of(request)
                .flatMap(first -> Stream.iterate(transactions(first).page(), Objects::nonNull, this::pageAfter))
                .flatMap(page -> page.items().stream());
    }

    private @Nullable Page<Transaction> pageAfter(Page<Transaction> page) {
        return page.next().map(next -> nextTransactions(next).page()).orElse(null);
    }
}
