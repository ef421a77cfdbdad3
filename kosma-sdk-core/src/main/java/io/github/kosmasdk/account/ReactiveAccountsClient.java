package io.github.kosmasdk.account;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.internal.Pages;
import io.github.kosmasdk.internal.flow.FlowOperations;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.UnusableAnswerException;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Session;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Account information: starts the flows that read accounts, and turns the pages of transactions. A flow that was
 * started is read and awaited with {@link io.github.kosmasdk.flow.ReactiveFlowsClient}.
 */
public final class ReactiveAccountsClient {

    private static final Function<JsonBody, PageAnswer> PAGE = WireJson.dataReader(PageAnswer.class);

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#accounts()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveAccountsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Starts an accounts flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param request which accounts
     * @return the flow's first status, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/accounts.html">Accounts</a>
     */
    public Mono<FlowStatus<AccountsResult>> startAccounts(Session session, AccountsRequest request) {
        return start(AccountFlows.ACCOUNTS, session, request);
    }

    /**
     * Starts an account details flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param account which account
     * @return the flow's first status, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/account-details.html">Account details</a>
     */
    public Mono<FlowStatus<AccountDetailsResult>> startAccountDetails(Session session, AccountTarget account) {
        return start(AccountFlows.ACCOUNT_DETAILS, session, account);
    }

    /**
     * Starts a balances flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param account which account
     * @return the flow's first status, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/balance.html">Balance</a>
     */
    public Mono<FlowStatus<BalancesResult>> startBalances(Session session, AccountTarget account) {
        return start(AccountFlows.BALANCES, session, account);
    }

    /**
     * Starts a transactions flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param request which transactions
     * @return the flow's first status, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions.html">Transactions</a>
     */
    public Mono<FlowStatus<TransactionsResult>> startTransactions(Session session, TransactionsRequest request) {
        return start(AccountFlows.TRANSACTIONS, session, request);
    }

    /**
     * Turns to the next page of transactions. Good as long as the session is.
     *
     * @param next where it is, from the page before
     * @return the page, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions-next.html">Next transactions</a>
     */
    public Mono<Page<Transaction>> nextPage(NextPage next) {
        return pipeline.execute(Operation.xs2a(
                "transactions.next",
                ReplayPolicy.SAFE,
                HttpMethod.POST,
                next.url(),
                new Offset(next.offset()),
                body -> page(next, body)));
    }

    /**
     * All transactions, over all pages. Holds one page at a time: the next one is asked for when this one has been
     * handed on.
     *
     * @param first the first page, as the flow gave it
     * @return the transactions, in the order of the service, or a {@link KosmaException}
     */
    public Flux<Transaction> allTransactions(TransactionsResult first) {
        return Pages.items(
                Mono.just(first.page()), page -> Mono.justOrEmpty(page.next()).flatMap(this::nextPage), Page::items);
    }

    /** A page that names itself as the next one would be turned to forever. */
    private static Page<Transaction> page(NextPage asked, JsonBody body) {
        Page<Transaction> page = PAGE.apply(body).result().page();
        if (page.next().filter(asked::equals).isPresent()) {
            throw new UnusableAnswerException("a page names itself as its next one");
        }
        return page;
    }

    private <R> Mono<FlowStatus<R>> start(FlowType<R> type, Session session, Object request) {
        return Mono.defer(() -> pipeline.execute(FlowOperations.start(type, session, request, ReplayPolicy.CREATES)));
    }

    record Offset(String offset) {
        /** Hides it. */
        @Override
        public String toString() {
            return "Offset[***]";
        }
    }

    record PageAnswer(Optional<String> state, TransactionsResult result) {
        PageAnswer {
            Objects.requireNonNull(result, "result");
        }
    }
}
