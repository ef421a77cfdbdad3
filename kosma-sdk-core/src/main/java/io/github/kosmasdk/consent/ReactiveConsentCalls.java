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
import io.github.kosmasdk.internal.Pages;
import io.github.kosmasdk.session.Psu;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The calls with one consent of a vault, either all attended or all unattended, for reactive code. Every one takes its turn
 * with the consent when it is subscribed to, and gives its data or its error only after the next token is stored. A
 * subscriber that cancels loses no token: a call that has been sent goes on. Safe for any number of threads.
 *
 * <p>Besides what the service answers, a call ends with a {@link ConsentBusyException}, {@link ConsentQuotaException},
 * {@link ConsentUnusableException} or {@link TokenProtectionException} when it was not sent, and with a {@link
 * io.github.kosmasdk.error.KosmaStoreException} when the store fails.
 */
public final class ReactiveConsentCalls {

    private final ConsentVault vault;
    private final String id;
    private final Optional<Psu> psu;

    ReactiveConsentCalls(ConsentVault vault, String id, Optional<Psu> psu) {
        this.vault = vault;
        this.id = id;
        this.psu = psu;
    }

    /**
     * Lists the accounts of the consent. Their ids can change: list them before you use one.
     *
     * @return the accounts, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-accounts.html">Consent accounts</a>
     */
    public Mono<AccountsResult> accounts() {
        return vault.call(id, ConsentCall.accounts(), psu);
    }

    /**
     * Reads the details of an account.
     *
     * @param accountId the account, by the id of the latest accounts call
     * @return the details, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-account-details.html">Consent account details</a>
     */
    public Mono<AccountDetailsResult> accountDetails(String accountId) {
        return vault.call(id, ConsentCall.accountDetails(accountId), psu);
    }

    /**
     * Reads the balances of an account.
     *
     * @param accountId the account, by the id of the latest accounts call
     * @return the balances, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-balances.html">Consent balances</a>
     */
    public Mono<BalancesResult> balances(String accountId) {
        return vault.call(id, ConsentCall.balances(accountId), psu);
    }

    /**
     * Reads the transactions of an account, or their first page.
     *
     * @param request which transactions
     * @return the transactions, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions.html">Consent transactions</a>
     */
    public Mono<TransactionsResult> transactions(ConsentTransactionsRequest request) {
        return vault.call(id, ConsentCall.transactions(request), psu);
    }

    /**
     * Turns to the next page of transactions. It is not counted for the quota: it belongs to the first one.
     *
     * @param next where it is, from the page before
     * @return the page, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions-next.html">Consent next transactions</a>
     */
    public Mono<TransactionsResult> nextTransactions(NextPage next) {
        return vault.call(id, ConsentCall.nextTransactions(next), psu);
    }

    /**
     * Asks the bank where a transfer stands that was made in the consent's session. It is not counted for the quota, which
     * is for account information.
     *
     * @param transferId the transfer, whose token {@link ConsentVault#keepTransfer} has stored
     * @return its state, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
     */
    public Mono<TransferStateResult> transferState(String transferId) {
        return vault.call(id, ConsentCall.transferState(transferId), psu).map(TransferStateResult::withoutToken);
    }

    /**
     * Starts an Insights refresh: the data goes to the storage of the service, where reports are made of it. What it comes to is
     * asked without the consent, see {@link io.github.kosmasdk.insights.ReactiveInsightsClient#awaitRefresh}. It counts for the quota as a
     * call of its own kind.
     *
     * @param request which data
     * @return where the refresh stands, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public Mono<ConsentRefresh> insightsRefresh(ConsentRefreshRequest request) {
        return vault.call(id, ConsentCall.insightsRefresh(request), psu);
    }

    /**
     * All transactions, over all pages. Holds one page at a time: the next one is asked for when this one has been
     * handed on.
     *
     * @param request which transactions
     * @return the transactions, in the order of the service, or a {@link KosmaException}
     */
    public Flux<Transaction> allTransactions(ConsentTransactionsRequest request) {
        return Pages.items(
                transactions(request).map(TransactionsResult::page),
                page -> Mono.justOrEmpty(page.next())
                        .flatMap(this::nextTransactions)
                        .map(TransactionsResult::page),
                Page::items);
    }
}
