package io.github.kosmasdk.consent;

import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;

/** The blocking face of {@link ReactiveConsentsClient}. */
public final class ConsentsClient {

    private final ReactiveConsentsClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#consents()}.
     *
     * @param reactive the reactive face
     */
    public ConsentsClient(ReactiveConsentsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Fetches the consent of a session, once one of its flows has finished and before it is closed. Every fetch gives a
     * new token and ends the one before, so it is never sent twice.
     *
     * @param session the session
     * @return the consent
     * @throws KosmaException when it cannot be fetched: not found when the session has none to give
     */
    public Consent fetch(Session session) {
        return Blocking.await(reactive.fetch(session));
    }

    /**
     * Lists the accounts of the consent, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @return the answer with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows whether the token is still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-accounts.html">Consent accounts</a>
     */
    public ConsentAnswer<AccountsResult> accounts(ConsentAccess access) {
        return Blocking.await(reactive.accounts(access));
    }

    /**
     * Lists the accounts of the consent, while the consumer is present and wants it. Otherwise as
     * {@link #accounts(ConsentAccess)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<AccountsResult> attendedAccounts(ConsentAccess access, Psu psu) {
        return Blocking.await(reactive.attendedAccounts(access, psu));
    }

    /**
     * Reads the details of an account, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @return the answer with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows whether the token is still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-account-details.html">Consent account details</a>
     */
    public ConsentAnswer<AccountDetailsResult> accountDetails(ConsentAccess access, String accountId) {
        return Blocking.await(reactive.accountDetails(access, accountId));
    }

    /**
     * Reads the details of an account, while the consumer is present and wants it. Otherwise as
     * {@link #accountDetails(ConsentAccess, String)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<AccountDetailsResult> attendedAccountDetails(ConsentAccess access, String accountId, Psu psu) {
        return Blocking.await(reactive.attendedAccountDetails(access, accountId, psu));
    }

    /**
     * Reads the balances of an account, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @return the answer with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows whether the token is still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-balances.html">Consent balances</a>
     */
    public ConsentAnswer<BalancesResult> balances(ConsentAccess access, String accountId) {
        return Blocking.await(reactive.balances(access, accountId));
    }

    /**
     * Reads the balances of an account, while the consumer is present and wants it. Otherwise as
     * {@link #balances(ConsentAccess, String)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<BalancesResult> attendedBalances(ConsentAccess access, String accountId, Psu psu) {
        return Blocking.await(reactive.attendedBalances(access, accountId, psu));
    }

    /**
     * Reads the transactions of an account, or their first page, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param request which transactions
     * @return the answer with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows whether the token is still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions.html">Consent transactions</a>
     */
    public ConsentAnswer<TransactionsResult> transactions(ConsentAccess access, ConsentTransactionsRequest request) {
        return Blocking.await(reactive.transactions(access, request));
    }

    /**
     * Reads the transactions of an account, or their first page, while the consumer is present and wants it. Otherwise as
     * {@link #transactions(ConsentAccess, ConsentTransactionsRequest)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param request which transactions
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<TransactionsResult> attendedTransactions(
            ConsentAccess access, ConsentTransactionsRequest request, Psu psu) {
        return Blocking.await(reactive.attendedTransactions(access, request, psu));
    }

    /**
     * Turns to the next page of transactions, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param next where it is, from the page before
     * @return the answer with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows whether the token is still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions-next.html">Consent next transactions</a>
     */
    public ConsentAnswer<TransactionsResult> nextTransactions(ConsentAccess access, NextPage next) {
        return Blocking.await(reactive.nextTransactions(access, next));
    }

    /**
     * Turns to the next page of transactions, while the consumer is present and wants it. Otherwise as
     * {@link #nextTransactions(ConsentAccess, NextPage)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param next where it is, from the page before
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<TransactionsResult> attendedNextTransactions(ConsentAccess access, NextPage next, Psu psu) {
        return Blocking.await(reactive.attendedNextTransactions(access, next, psu));
    }

    /**
     * Asks the bank where a transfer stands, in the background. Never sent twice: it uses up the token of the access and
     * the one of the transfer.
     *
     * @param access the access, of the consent of the transfer's session; go on with {@link ConsentAnswer#next()}
     * @param transferId the transfer
     * @param transferToken its latest token; go on with {@link TransferStateResult#transferToken()}
     * @return the answer with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows which tokens are good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
     */
    public ConsentAnswer<TransferStateResult> transferState(
            ConsentAccess access, String transferId, TransferToken transferToken) {
        return Blocking.await(reactive.transferState(access, transferId, transferToken));
    }

    /**
     * Asks the bank where a transfer stands, while the consumer is present and wants to know. Otherwise as
     * {@link #transferState(ConsentAccess, String, TransferToken)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param transferId the transfer
     * @param transferToken its latest token; go on with {@link TransferStateResult#transferToken()}
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<TransferStateResult> attendedTransferState(
            ConsentAccess access, String transferId, TransferToken transferToken, Psu psu) {
        return Blocking.await(reactive.attendedTransferState(access, transferId, transferToken, psu));
    }

    /**
     * Starts an Insights refresh with the consent, in the background: the data goes to the storage of the service, where reports are
     * made of it. Banks limit such calls to a few per day. Never sent twice: it uses up the token of the access. What the refresh
     * comes to is asked without the consent, see {@link io.github.kosmasdk.insights.InsightsClient#awaitRefresh}.
     *
     * @param access the access, of a consent whose scope has {@code insightsRefresh}; go on with {@link ConsentAnswer#next()}
     * @param request which data
     * @return where the refresh stands, with the next access
     * @throws KosmaException when the call fails: for an error answer {@link ConsentAccess#after} gives the access to go
     *     on with; when the answer was lost nobody knows whether the token is still good
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public ConsentAnswer<ConsentRefresh> insightsRefresh(ConsentAccess access, ConsentRefreshRequest request) {
        return Blocking.await(reactive.insightsRefresh(access, request));
    }

    /**
     * Starts an Insights refresh with the consent, while the consumer is present and wants it. Otherwise as
     * {@link #insightsRefresh(ConsentAccess, ConsentRefreshRequest)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param request which data
     * @param psu the consumer, as of now
     * @return the answer
     * @throws KosmaException when the call fails
     */
    public ConsentAnswer<ConsentRefresh> attendedInsightsRefresh(
            ConsentAccess access, ConsentRefreshRequest request, Psu psu) {
        return Blocking.await(reactive.attendedInsightsRefresh(access, request, psu));
    }
}
