package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Pages;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The reports of Insights: what a consumer's accounts are, what is on them, and what comes and goes. Each is made of what the
 * storage holds at that moment. A report comes for each account, unless accounts are combined.
 *
 * <p>The paths say {@code create}, but nothing is created that stays: a report is only read. So it is asked for again when its
 * answer is lost.
 */
public final class ReactiveReportsClient {

    private static final int PAGE_SIZE = 500;

    private static final Function<JsonBody, Reports<AccountInfoReport>> ACCOUNT_INFO = reader(AccountInfoReport.class);
    private static final Function<JsonBody, Reports<BalancesReport>> BALANCES = reader(BalancesReport.class);
    private static final Function<JsonBody, Reports<BalanceOverTimeReport>> BALANCE_OVER_TIME =
            reader(BalanceOverTimeReport.class);
    private static final Function<JsonBody, Reports<CategorizationReport>> CATEGORIZATION =
            reader(CategorizationReport.class);
    private static final Function<JsonBody, Reports<RecurringTransactionsReport>> RECURRING_TRANSACTIONS =
            reader(RecurringTransactionsReport.class);
    private static final Function<JsonBody, Reports<CategorySumsReport>> CATEGORY_SUMS =
            reader(CategorySumsReport.class);

    private final Pipeline pipeline;

    ReactiveReportsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Reports what the accounts are.
     *
     * @param scope whose accounts; it has no days
     * @return a report for each account, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/account-info.html">Account info report</a>
     */
    public Mono<List<AccountInfoReport>> accountInfo(ReportScope scope) {
        return report("account-info", () -> scope.withoutDays("account info"), ACCOUNT_INFO);
    }

    /**
     * Reports the balances as of the latest refresh. Refused when an account has neither a balance nor what is available.
     *
     * @param scope whose accounts; it has no days
     * @return a report for each account, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balances.html">Balances report</a>
     */
    public Mono<List<BalancesReport>> balances(ReportScope scope) {
        return balances(scope, BalanceAvailability.BALANCE_OR_AVAILABLE);
    }

    /**
     * Reports the balances as of the latest refresh.
     *
     * @param scope whose accounts; it has no days
     * @param required what each account has to have; with less the report is refused
     * @return a report for each account, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balances.html">Balances report</a>
     */
    public Mono<List<BalancesReport>> balances(ReportScope scope, BalanceAvailability required) {
        return report("balances", () -> new BalancesBody(scope.withoutDays("balances"), required), BALANCES);
    }

    /**
     * Reports the balance at the end of each day.
     *
     * @param scope whose accounts on which days
     * @return a report for each account, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/balance-over-time.html">Balance over time report</a>
     */
    public Mono<List<BalanceOverTimeReport>> balanceOverTime(ReportScope scope) {
        return report("balance-over-time", () -> scope, BALANCE_OVER_TIME);
    }

    /**
     * Reports the transactions and their categories, all at once or the page that the request asks for. For many
     * transactions see {@link #transactions}.
     *
     * @param request which transactions
     * @return a report for each account, or one of all; or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/categorized-transactionsv2.html">Categorization
     *     report</a>
     */
    public Mono<List<CategorizationReport>> categorization(CategorizationRequest request) {
        return report("categorization", () -> request, CATEGORIZATION);
    }

    /**
     * All transactions and their categories, over all accounts. Holds one page at a time: the next one is asked for when this one
     * has been handed on. Pages are counted, not marked: order by something that does not change, and expect a transaction
     * twice or never when the storage changes meanwhile.
     *
     * @param request which transactions, from which offset; its size is that of a page, 500 when it has none, and accounts are
     *     always combined
     * @return the transactions, in the order of the request, or a {@link KosmaException}
     */
    public Flux<CategorizedTransaction> transactions(CategorizationRequest request) {
        return Pages.items(firstPage(request), page -> nextPage(request, page), TransactionPage::transactions);
    }

    /**
     * Reports what comes and goes regularly.
     *
     * @param scope whose accounts and which days
     * @return a report for each account, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/recurring-transactions.html">Recurring transactions
     *     report</a>
     */
    public Mono<List<RecurringTransactionsReport>> recurringTransactions(ReportScope scope) {
        return report("recurring-transactions", () -> scope, RECURRING_TRANSACTIONS);
    }

    /**
     * Reports what comes and goes regularly.
     *
     * @param scope whose accounts and which days
     * @param required with less than this the report is refused
     * @return a report for each account, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/recurring-transactions.html">Recurring transactions
     *     report</a>
     */
    public Mono<List<RecurringTransactionsReport>> recurringTransactions(ReportScope scope, DataAvailability required) {
        return report("recurring-transactions", () -> new RecurringBody(scope, required), RECURRING_TRANSACTIONS);
    }

    /**
     * Reports how many transactions each category has and what they sum up to.
     *
     * @param request which transactions, and how they are counted
     * @return a report for each account, or one of all; or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/group-by-category.html">Group by category report</a>
     */
    public Mono<List<CategorySumsReport>> groupByCategory(CategorySumsRequest request) {
        return report("groupy-by-category", () -> request, CATEGORY_SUMS); // the service spells it this way
    }

    /**
     * Reports what was spent in each category. The service calls this report deprecated, and {@link #groupByCategory} its
     * successor.
     *
     * @param request which transactions, and how they are counted; without amounts and a direction
     * @return a report for each account, or one of all; or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/reports/expense-category.html">Expense category report</a>
     */
    public Mono<List<CategorySumsReport>> expenseCategory(CategorySumsRequest request) {
        return report("expense-category", request::ofExpenses, CATEGORY_SUMS);
    }

    Mono<TransactionPage> firstPage(CategorizationRequest request) {
        return page(request, request.offset().orElse(0));
    }

    /** An empty page is the last; one that is not full need not be, as a page may hold less than was asked for. */
    Mono<TransactionPage> nextPage(CategorizationRequest request, TransactionPage page) {
        return page.transactions().isEmpty() ? Mono.empty() : page(request, page.end());
    }

    private Mono<TransactionPage> page(CategorizationRequest request, int offset) {
        return categorization(request.page(request.size().orElse(PAGE_SIZE), offset))
                .map(reports -> TransactionPage.of(reports, offset));
    }

    private <R> Mono<List<R>> report(String name, Body body, Function<JsonBody, Reports<R>> reader) {
        return Mono.defer(() -> pipeline.execute(new Operation<>(
                        "reports." + name,
                        Api.INSIGHTS,
                        HttpMethod.POST,
                        pipeline.link(Api.INSIGHTS, "/insights/v1/reports/" + name + "/create"),
                        body.make(),
                        Optional.empty(),
                        reader,
                        ReplayPolicy.SAFE)))
                .map(Reports::reports);
    }

    private static <R> Function<JsonBody, Reports<R>> reader(Class<R> report) {
        return WireJson.dataReader(Reports.class, report);
    }

    /** Makes what is sent, or refuses to. */
    private interface Body {
        Object make();
    }

    record TransactionPage(List<CategorizedTransaction> transactions, int end) {

        /** Offsets count within each report, should the accounts not come as one. */
        static TransactionPage of(List<CategorizationReport> reports, int offset) {
            List<List<CategorizedTransaction>> rows =
                    reports.stream().map(CategorizationReport::transactions).toList();
            return new TransactionPage(
                    rows.stream().flatMap(List::stream).toList(),
                    offset + rows.stream().mapToInt(List::size).max().orElse(0));
        }
    }

    record Reports<R>(List<R> reports) {
        Reports {
            reports = Lists.copy(reports);
        }
    }

    record BalancesBody(ReportScope scope, BalanceAvailability requiredDataAvailability) {}

    record RecurringBody(ReportScope scope, DataAvailability requiredDataAvailability) {}
}
