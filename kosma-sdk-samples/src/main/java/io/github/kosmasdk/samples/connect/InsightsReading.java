package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.insights.CategorizationRequest;
import io.github.kosmasdk.insights.CategorizedTransaction;
import io.github.kosmasdk.insights.CategorySum;
import io.github.kosmasdk.insights.CategorySumsReport;
import io.github.kosmasdk.insights.CategorySumsRequest;
import io.github.kosmasdk.insights.CombineAccounts;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.insights.DataAvailability;
import io.github.kosmasdk.insights.RefreshAccounts;
import io.github.kosmasdk.insights.ReportScope;
import io.github.kosmasdk.insights.ReportsClient;
import io.github.kosmasdk.insights.TransactionFilter;
import io.github.kosmasdk.insights.derived.Affordability;
import io.github.kosmasdk.insights.derived.History;
import io.github.kosmasdk.samples.connect.BankReading.Read;
import io.github.kosmasdk.session.Psu;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** What Insights makes of a connected bank: it is refreshed by the consent, and kept by the service for half an hour. */
@Service
class InsightsReading {

    /** How far back. */
    static final int DAYS = 365;

    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USUAL_CURRENCY = "EUR";

    /** What is moved between accounts of one's own is neither spent nor earned; banks often tell no IBAN to see that by. */
    private static final String OWN_TRANSFERS = "Internal Transfer";

    private final KosmaClient kosma;
    private final ConsentVault vault;
    private final Recent recent;

    InsightsReading(KosmaClient kosma, ConsentVault vault, Recent recent) {
        this.kosma = kosma;
        this.vault = vault;
        this.recent = recent;
    }

    /** What was spent, by main category and month. */
    Read<List<CategorySum>> spending(ConsentRecord consent, Psu psu) {
        return recent.get(
                "spending " + consent.id(),
                () -> reports()
                        .groupByCategory(CategorySumsRequest.builder(scope(consent, psu))
                                .filter(spent())
                                .onlyMainCategory()
                                .splitByMonth()
                                .combineAccounts(CombineAccounts.ALL)
                                .requiredDataAvailability(DataAvailability.NONE)
                                .build())
                        .stream()
                        .map(CategorySumsReport::categories)
                        .flatMap(List::stream)
                        .toList());
    }

    private TransactionFilter spent() {
        TransactionFilter.Builder filter =
                TransactionFilter.builder().transactionType(TransactionFilter.Direction.DEBIT);
        kosma.insights().categories().byName(OWN_TRANSFERS).ifPresent(own -> filter.excludedCategories(own.id()));
        return filter.build();
    }

    private static boolean isOwnTransfer(CategorizedTransaction transaction) {
        return transaction.categories().stream()
                .anyMatch(category -> category.name().equals(OWN_TRANSFERS));
    }

    /** What comes in, what goes out, and what is left. */
    Read<Affordability> affordability(ConsentRecord consent, Psu psu) {
        return recent.get("affordability " + consent.id(), () -> {
            ReportScope scope = scope(consent, psu);
            CategorizationRequest everything = CategorizationRequest.builder(scope)
                    .requiredDataAvailability(DataAvailability.NONE)
                    .build();
            List<CategorizedTransaction> transactions;
            try (Stream<CategorizedTransaction> all = reports().transactions(everything)) {
                transactions =
                        all.filter(transaction -> !isOwnTransfer(transaction)).toList();
            }
            LocalDate today = LocalDate.now();
            LocalDate first = transactions.stream()
                    .map(CategorizedTransaction::bookingOrValueDate)
                    .flatMap(Optional::stream)
                    .min(LocalDate::compareTo)
                    .orElse(today);
            return Affordability.of(History.builder(currency(transactions), first, today)
                    .transactions(transactions.stream())
                    .balances(reports().balanceOverTime(scope))
                    .recurring(reports().recurringTransactions(scope, DataAvailability.NONE))
                    .ownAccounts(reports().accountInfo(ReportScope.of(scope.insightsConsumerId())))
                    .categories(kosma.insights().categories())
                    .build());
        });
    }

    private static String currency(List<CategorizedTransaction> transactions) {
        return transactions.stream()
                .map(CategorizedTransaction::amount)
                .map(Amount::currency)
                .findFirst()
                .orElse(USUAL_CURRENCY);
    }

    private ReportsClient reports() {
        return kosma.insights().reports();
    }

    private ReportScope scope(ConsentRecord consent, Psu psu) {
        return ReportScope.of(refreshed(consent, psu)).lastDays(DAYS);
    }

    /** The consumer's id in Insights, once the bank's data is there. */
    private String refreshed(ConsentRecord consent, Psu psu) {
        return recent.<String>get("insights " + consent.id(), () -> {
                    String consumer = UUID.randomUUID().toString();
                    ConsentRefresh started = vault.attended(consent.id(), psu)
                            .insightsRefresh(ConsentRefreshRequest.builder(RefreshAccounts.ALL)
                                    .insightsConsumerId(consumer)
                                    .lastDays(DAYS)
                                    .dataRetention(KEPT)
                                    .build());
                    ConsentRefresh done = kosma.insights().awaitRefresh(started, PATIENCE);
                    done.accountsOrThrow();
                    return done.insightsConsumerId().orElse(consumer);
                })
                .value();
    }
}
