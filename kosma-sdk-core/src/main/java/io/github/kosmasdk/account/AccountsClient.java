package io.github.kosmasdk.account;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.session.Session;
import java.util.Objects;
import java.util.stream.Stream;

/** The blocking face of {@link ReactiveAccountsClient}. */
public final class AccountsClient {

    private final ReactiveAccountsClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#accounts()}.
     *
     * @param reactive the reactive face
     */
    public AccountsClient(ReactiveAccountsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Starts an accounts flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param request which accounts
     * @return the flow's first status
     * @throws KosmaException when it cannot be started
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/accounts.html">Accounts</a>
     */
    public FlowStatus<AccountsResult> startAccounts(Session session, AccountsRequest request) {
        return Blocking.await(reactive.startAccounts(session, request));
    }

    /**
     * Starts an account details flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param account which account
     * @return the flow's first status
     * @throws KosmaException when it cannot be started
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/account-details.html">Account details</a>
     */
    public FlowStatus<AccountDetailsResult> startAccountDetails(Session session, AccountTarget account) {
        return Blocking.await(reactive.startAccountDetails(session, account));
    }

    /**
     * Starts a balances flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param account which account
     * @return the flow's first status
     * @throws KosmaException when it cannot be started
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/balance.html">Balance</a>
     */
    public FlowStatus<BalancesResult> startBalances(Session session, AccountTarget account) {
        return Blocking.await(reactive.startBalances(session, account));
    }

    /**
     * Starts a transactions flow. Never sent twice.
     *
     * @param session the session; no other flow may be running in it
     * @param request which transactions
     * @return the flow's first status
     * @throws KosmaException when it cannot be started
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions.html">Transactions</a>
     */
    public FlowStatus<TransactionsResult> startTransactions(Session session, TransactionsRequest request) {
        return Blocking.await(reactive.startTransactions(session, request));
    }

    /**
     * Turns to the next page of transactions. Good as long as the session is.
     *
     * @param next where it is, from the page before
     * @return the page
     * @throws KosmaException when it cannot be read
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions-next.html">Next transactions</a>
     */
    public Page<Transaction> nextPage(NextPage next) {
        return Blocking.await(reactive.nextPage(next));
    }

    /**
     * All transactions, over all pages. Lazy, and holds one page at a time: the next one is asked for when this one has
     * been used up. A page that cannot be read ends the stream with a {@link KosmaException}.
     *
     * @param first the first page, as the flow gave it
     * @return the transactions, in the order of the service
     */
    public Stream<Transaction> allTransactions(TransactionsResult first) {
        return Stream.iterate(
                        first.page(),
                        Objects::nonNull,
                        page -> page.next().map(this::nextPage).orElse(null))
                .flatMap(page -> page.items().stream());
    }
}
