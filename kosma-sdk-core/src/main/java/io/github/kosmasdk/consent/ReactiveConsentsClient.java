package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.internal.http.Departure;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Consents: fetched from a session, and used call by call. Each call uses up a token and brings the next one; a {@link
 * ConsentVault} keeps them.
 */
public final class ReactiveConsentsClient {

    private static final Function<JsonBody, Consent> CONSENT = WireJson.dataReader(Consent.class);

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#consents()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveConsentsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Fetches the consent of a session, once one of its flows has finished and before it is closed. Every fetch gives a
     * new token and ends the one before, so it is never sent twice.
     *
     * @param session the session
     * @return the consent, or a {@link KosmaException}: not found when the session has none to give
     */
    public Mono<Consent> fetch(Session session) {
        return Mono.defer(() -> pipeline.execute(
                Operation.xs2a("consents.fetch", ReplayPolicy.ROTATES, HttpMethod.POST, link(session), null, CONSENT)));
    }

    /**
     * Lists the accounts of the consent, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @return the answer with the next access, or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows whether the token is
     *     still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-accounts.html">Consent accounts</a>
     */
    public Mono<ConsentAnswer<AccountsResult>> accounts(ConsentAccess access) {
        return call(ConsentCall.accounts(), access, Optional.empty());
    }

    /**
     * Lists the accounts of the consent, while the consumer is present and wants it. Otherwise as
     * {@link #accounts(ConsentAccess)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<AccountsResult>> attendedAccounts(ConsentAccess access, Psu psu) {
        return call(ConsentCall.accounts(), access, Optional.of(psu));
    }

    /**
     * Reads the details of an account, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @return the answer with the next access, or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows whether the token is
     *     still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-account-details.html">Consent account details</a>
     */
    public Mono<ConsentAnswer<AccountDetailsResult>> accountDetails(ConsentAccess access, String accountId) {
        return call(ConsentCall.accountDetails(accountId), access, Optional.empty());
    }

    /**
     * Reads the details of an account, while the consumer is present and wants it. Otherwise as
     * {@link #accountDetails(ConsentAccess, String)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<AccountDetailsResult>> attendedAccountDetails(
            ConsentAccess access, String accountId, Psu psu) {
        return call(ConsentCall.accountDetails(accountId), access, Optional.of(psu));
    }

    /**
     * Reads the balances of an account, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @return the answer with the next access, or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows whether the token is
     *     still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-balances.html">Consent balances</a>
     */
    public Mono<ConsentAnswer<BalancesResult>> balances(ConsentAccess access, String accountId) {
        return call(ConsentCall.balances(accountId), access, Optional.empty());
    }

    /**
     * Reads the balances of an account, while the consumer is present and wants it. Otherwise as
     * {@link #balances(ConsentAccess, String)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param accountId the account, by the id of the latest accounts call
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<BalancesResult>> attendedBalances(ConsentAccess access, String accountId, Psu psu) {
        return call(ConsentCall.balances(accountId), access, Optional.of(psu));
    }

    /**
     * Reads the transactions of an account, or their first page, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param request which transactions
     * @return the answer with the next access, or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows whether the token is
     *     still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions.html">Consent transactions</a>
     */
    public Mono<ConsentAnswer<TransactionsResult>> transactions(
            ConsentAccess access, ConsentTransactionsRequest request) {
        return call(ConsentCall.transactions(request), access, Optional.empty());
    }

    /**
     * Reads the transactions of an account, or their first page, while the consumer is present and wants it. Otherwise as
     * {@link #transactions(ConsentAccess, ConsentTransactionsRequest)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param request which transactions
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<TransactionsResult>> attendedTransactions(
            ConsentAccess access, ConsentTransactionsRequest request, Psu psu) {
        return call(ConsentCall.transactions(request), access, Optional.of(psu));
    }

    /**
     * Turns to the next page of transactions, in the background. Banks limit such calls to a few per day. Never
     * sent twice: it uses up the token of the access.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param next where it is, from the page before
     * @return the answer with the next access, or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows whether the token is
     *     still good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transactions-next.html">Consent next transactions</a>
     */
    public Mono<ConsentAnswer<TransactionsResult>> nextTransactions(ConsentAccess access, NextPage next) {
        return call(ConsentCall.nextTransactions(next), access, Optional.empty());
    }

    /**
     * Turns to the next page of transactions, while the consumer is present and wants it. Otherwise as
     * {@link #nextTransactions(ConsentAccess, NextPage)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param next where it is, from the page before
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<TransactionsResult>> attendedNextTransactions(
            ConsentAccess access, NextPage next, Psu psu) {
        return call(ConsentCall.nextTransactions(next), access, Optional.of(psu));
    }

    /**
     * Asks the bank where a transfer stands, in the background. Never sent twice: it uses up the token of the access and
     * the one of the transfer.
     *
     * @param access the access, of the consent of the transfer's session; go on with {@link ConsentAnswer#next()}
     * @param transferId the transfer
     * @param transferToken its latest token; go on with {@link TransferStateResult#transferToken()}
     * @return the answer with the next access, or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows which tokens are good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
     */
    public Mono<ConsentAnswer<TransferStateResult>> transferState(
            ConsentAccess access, String transferId, TransferToken transferToken) {
        return call(ConsentCall.transferState(transferId).with(transferToken), access, Optional.empty());
    }

    /**
     * Asks the bank where a transfer stands, while the consumer is present and wants to know. Otherwise as
     * {@link #transferState(ConsentAccess, String, TransferToken)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param transferId the transfer
     * @param transferToken its latest token; go on with {@link TransferStateResult#transferToken()}
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<TransferStateResult>> attendedTransferState(
            ConsentAccess access, String transferId, TransferToken transferToken, Psu psu) {
        return call(ConsentCall.transferState(transferId).with(transferToken), access, Optional.of(psu));
    }

    /**
     * Starts an Insights refresh with the consent, in the background: the data goes to the storage of the service, where reports are
     * made of it. Banks limit such calls to a few per day. Never sent twice: it uses up the token of the access. What the refresh
     * comes to is asked without the consent, see {@link io.github.kosmasdk.insights.ReactiveInsightsClient#awaitRefresh}.
     *
     * @param access the access, of a consent whose scope has {@code insightsRefresh}; go on with {@link ConsentAnswer#next()}
     * @param request which data
     * @return where the refresh stands, with the next access; or a {@link KosmaException}: for an error answer {@link
     *     ConsentAccess#after} gives the access to go on with; when the answer was lost nobody knows whether the token is still
     *     good
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public Mono<ConsentAnswer<ConsentRefresh>> insightsRefresh(ConsentAccess access, ConsentRefreshRequest request) {
        return call(ConsentCall.insightsRefresh(request), access, Optional.empty());
    }

    /**
     * Starts an Insights refresh with the consent, while the consumer is present and wants it. Otherwise as
     * {@link #insightsRefresh(ConsentAccess, ConsentRefreshRequest)}.
     *
     * @param access the access; go on with {@link ConsentAnswer#next()}
     * @param request which data
     * @param psu the consumer, as of now
     * @return the answer, or a {@link KosmaException}
     */
    public Mono<ConsentAnswer<ConsentRefresh>> attendedInsightsRefresh(
            ConsentAccess access, ConsentRefreshRequest request, Psu psu) {
        return call(ConsentCall.insightsRefresh(request), access, Optional.of(psu));
    }

    Duration deadline() {
        return pipeline.deadline();
    }

    Scheduler timer() {
        return pipeline.timing().clock();
    }

    <R> Mono<ConsentAnswer<R>> call(ConsentCall<R> call, ConsentAccess access, Optional<Psu> psu) {
        return call(call, access, psu, departure -> {});
    }

    <R> Mono<ConsentAnswer<R>> call(
            ConsentCall<R> call, ConsentAccess access, Optional<Psu> psu, Consumer<Departure> started) {
        return Mono.defer(() -> pipeline.execute(
                        Operation.xs2a(
                                call.name(),
                                ReplayPolicy.ROTATES,
                                call.method(),
                                call.link().apply(pipeline, access),
                                call.body().apply(access, ConsentCall.Body.of(access.consentToken(), psu)),
                                call.reader()),
                        started))
                .map(answer -> answer.from(access));
    }

    private static ApiLink link(Session session) {
        return session.consent()
                .orElseThrow(() -> new KosmaUsageException("This session has no link to a consent: ask for one with the"
                        + " consent scope when the session is started"));
    }
}
