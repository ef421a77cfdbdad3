package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Blocking;
import java.util.List;
import java.util.stream.Stream;

/** The blocking face of {@link ReactiveReportsClient}. */
public final class ReportsClient {

    private final ReactiveReportsClient reactive;

    ReportsClient(ReactiveReportsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Reports what the accounts are.
     *
     * @param scope whose accounts; it has no days
     * @return a report for each account
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/account-info.html">Account info report</a>
     */
    public List<AccountInfoReport> accountInfo(ReportScope scope) {
        return Blocking.await(reactive.accountInfo(scope));
    }

    /**
     * Reports the balances as of the latest refresh. Refused when an account has neither a balance nor what is available.
     *
     * @param scope whose accounts; it has no days
     * @return a report for each account
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balances.html">Balances report</a>
     */
    public List<BalancesReport> balances(ReportScope scope) {
        return Blocking.await(reactive.balances(scope));
    }

    /**
     * Reports the balances as of the latest refresh.
     *
     * @param scope whose accounts; it has no days
     * @param required what each account has to have; with less the report is refused
     * @return a report for each account
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balances.html">Balances report</a>
     */
    public List<BalancesReport> balances(ReportScope scope, BalanceAvailability required) {
        return Blocking.await(reactive.balances(scope, required));
    }

    /**
     * Reports the balance at the end of each day.
     *
     * @param scope whose accounts on which days
     * @return a report for each account
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balance-over-time.html">Balance over time report</a>
     */
    public List<BalanceOverTimeReport> balanceOverTime(ReportScope scope) {
        return Blocking.await(reactive.balanceOverTime(scope));
    }

    /**
     * Reports the transactions and their categories, all at once or the page that the request asks for. For many
     * transactions see {@link #transactions}.
     *
     * @param request which transactions
     * @return a report for each account, or one of all
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/categorized-transactionsv2.html">Categorization
     *     report</a>
     */
    public List<CategorizationReport> categorization(CategorizationRequest request) {
        return Blocking.await(reactive.categorization(request));
    }

    /**
     * All transactions and their categories, over all accounts. Lazy, and holds one page at a time: the next one is asked for
     * when this one has been used up. A page that cannot be read ends the stream with a {@link KosmaException}. Pages are counted, not marked: order by something that does not change, and expect a transaction
     * twice or never when the storage changes meanwhile.
     *
     * @param request which transactions, from which offset; its size is that of a page, 500 when it has none, and accounts are
     *     always combined
     * @return the transactions, in the order of the request
     */
    public Stream<CategorizedTransaction> transactions(CategorizationRequest request) {
        return Blocking.pages(
                reactive.firstPage(request),
                page -> reactive.nextPage(request, page),
                ReactiveReportsClient.TransactionPage::transactions);
    }

    /**
     * Reports what comes and goes regularly.
     *
     * @param scope whose accounts and which days
     * @return a report for each account
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/recurring-transactions.html">Recurring transactions
     *     report</a>
     */
    public List<RecurringTransactionsReport> recurringTransactions(ReportScope scope) {
        return Blocking.await(reactive.recurringTransactions(scope));
    }

    /**
     * Reports what comes and goes regularly.
     *
     * @param scope whose accounts and which days
     * @param required with less than this the report is refused
     * @return a report for each account
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/recurring-transactions.html">Recurring transactions
     *     report</a>
     */
    public List<RecurringTransactionsReport> recurringTransactions(ReportScope scope, DataAvailability required) {
        return Blocking.await(reactive.recurringTransactions(scope, required));
    }

    /**
     * Reports how many transactions each category has and what they sum up to.
     *
     * @param request which transactions, and how they are counted
     * @return a report for each account, or one of all
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/group-by-category.html">Group by category report</a>
     */
    public List<CategorySumsReport> groupByCategory(CategorySumsRequest request) {
        return Blocking.await(reactive.groupByCategory(request));
    }

    /**
     * Reports what was spent in each category. The service calls this report deprecated, and {@link #groupByCategory} its
     * successor.
     *
     * @param request which transactions, and how they are counted; without amounts and a direction
     * @return a report for each account, or one of all
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/expense-category.html">Expense category report</a>
     */
    public List<CategorySumsReport> expenseCategory(CategorySumsRequest request) {
        return Blocking.await(reactive.expenseCategory(request));
    }
}
