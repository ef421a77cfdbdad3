package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.insights.BalanceOverTimeReport;
import io.github.kosmasdk.insights.CategorizationRequest;
import io.github.kosmasdk.insights.Category;
import io.github.kosmasdk.insights.CategorySum;
import io.github.kosmasdk.insights.CategorySumsRequest;
import io.github.kosmasdk.insights.CombineAccounts;
import io.github.kosmasdk.insights.DataAvailability;
import io.github.kosmasdk.insights.InsightsRefreshResult;
import io.github.kosmasdk.insights.RefreshAccounts;
import io.github.kosmasdk.insights.RefreshRequest;
import io.github.kosmasdk.insights.ReportScope;
import io.github.kosmasdk.insights.ReportsClient;
import io.github.kosmasdk.insights.TransactionFilter;
import io.github.kosmasdk.insights.derived.Affordability;
import io.github.kosmasdk.insights.derived.History;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Brings the consumer's accounts into Insights, and tells where their money goes and what is left of it. */
final class Spending {

    private static final String CURRENCY = "EUR";
    private static final String TRANSFERS = "Internal Transfer";
    private static final Duration RETENTION = Duration.ofMinutes(10);

    private final KosmaClient kosma;
    private final Arguments arguments;
    private final PrintStream out;
    private final Consumer<String> progress;

    Spending(KosmaClient kosma, Arguments arguments, PrintStream out, Consumer<String> progress) {
        this.kosma = kosma;
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    /**
     * What is printed.
     *
     * @param spentByCategory what went out, by the best category of each transaction
     * @param affordability income, recurring costs and what is left
     */
    record Result(List<CategorySum> spentByCategory, Affordability affordability) {}

    boolean run() {
        SessionRequest.Builder request = SessionRequest.builder(Sample.PSU)
                .redirectReturnUrl(Sample.RETURN_URL)
                .consentScope(ConsentScope.builder()
                        .insightsRefresh(ConsentScope.InsightsRefresh.everything())
                        .build());
        arguments.bank().ifPresent(request::selectedBank);
        Session session = kosma.sessions().start(request.build());
        progress.accept("session " + session.sessionIdShort().orElse(session.sessionId()) + " started");
        try {
            String consumer = refreshed(session);
            try {
                Result result = result(consumer);
                out.print(arguments.json() ? KosmaJson.write(result) + "\n" : Tables.of(result));
                out.flush();
                return true;
            } finally {
                kosma.insights().storage().deleteConsumer(consumer);
                progress.accept("the consumer's data is deleted from Insights");
            }
        } finally {
            Sample.close(kosma, session, progress);
        }
    }

    private String refreshed(Session session) {
        InsightsRefreshResult result = new Login(kosma, arguments, progress)
                .result(kosma.insights()
                        .startRefresh(
                                session,
                                RefreshRequest.builder()
                                        .lastDays(arguments.lastDays())
                                        .accounts(RefreshAccounts.ALL)
                                        .dataRetention(RETENTION)
                                        .build()));
        progress.accept(result.insightsAccountIds().size() + " accounts are in Insights");
        return result.insightsConsumerId()
                .orElseThrow(() -> new SampleException("the refresh did not say whose data it brought"));
    }

    private String[] idsOf(String category) {
        return kosma.insights().categories().byName(category).stream()
                .map(Category::id)
                .toArray(String[]::new);
    }

    private Result result(String consumer) {
        ReportsClient reports = kosma.insights().reports();
        ReportScope days = ReportScope.of(consumer).lastDays(arguments.lastDays());
        List<CategorySum> spent = reports
                .groupByCategory(CategorySumsRequest.builder(days)
                        .filter(TransactionFilter.builder()
                                .transactionType(TransactionFilter.Direction.DEBIT)
                                .states(TransactionFilter.State.PROCESSED)
                                .excludedCategories(idsOf(TRANSFERS))
                                .build())
                        .onlyMainCategory()
                        .combineAccounts(CombineAccounts.ALL)
                        .requiredDataAvailability(DataAvailability.PARTIAL)
                        .build())
                .stream()
                .flatMap(report -> report.categories().stream())
                .toList();
        List<BalanceOverTimeReport> balances = reports.balanceOverTime(days);
        History.Builder history = History.builder(
                        CURRENCY,
                        balances.stream()
                                .flatMap(report -> report.fromDate().stream())
                                .min(LocalDate::compareTo)
                                .orElseGet(() -> LocalDate.now().minusDays(arguments.lastDays())),
                        balances.stream()
                                .flatMap(report -> report.toDate().stream())
                                .max(LocalDate::compareTo)
                                .orElseGet(LocalDate::now))
                .categorization(reports.categorization(CategorizationRequest.builder(days)
                        .requiredDataAvailability(DataAvailability.PARTIAL)
                        .build()))
                .balances(balances)
                .recurring(reports.recurringTransactions(days, DataAvailability.PARTIAL))
                .ownAccounts(reports.accountInfo(ReportScope.of(consumer)))
                .categories(kosma.insights().categories());
        return new Result(spent, Affordability.of(history.build()));
    }
}
