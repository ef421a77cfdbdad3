package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Session.Login;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What finished flows and the calls of a consent tell. */
final class Results {
    private static final int DEFAULT_DAYS = 30;
    private static final String DATE_RANGE = "NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE";

    private final Clock clock;
    private final TransactionHistory history;
    private final Books books;

    Results(Clock clock, TransactionHistory history, Books books) {
        this.clock = clock;
        this.history = history;
        this.books = books;
    }

    /** @throws FlowFailure when the bank does not give this result */
    ObjectNode of(Flow flow, Login login, List<Account> accounts, URI listUrl) {
        ObjectNode result = Json.object().put("type", flow.type.key());
        switch (flow.type) {
            case ACCOUNTS -> result.set("accounts", accounts(accounts));
            case ACCOUNT_DETAILS -> result.set("account", details(login, accounts.get(0)));
            case BALANCES -> {
                result.set("account", accounts.get(0).toJson());
                result.setAll(balances(login, accounts.get(0)));
            }
            case TRANSACTIONS -> transactions(result, flow, login, accounts.get(0), listUrl);
            case TRANSFER -> throw new IllegalStateException("a transfer is told by the payments");
            case INSIGHTS_REFRESH -> throw new IllegalStateException("a refresh is told by the Insights storage");
        }
        return result;
    }

    /** The page of a finished transactions flow that begins at this offset. */
    ObjectNode page(Flow flow, String offset, URI listUrl) {
        Listing listing = flow.listing;
        int start = listing == null ? -1 : listing.start(offset);
        if (flow.result == null || listing == null || start < 0) {
            throw ApiError.invalid("INVALID_VALUE", "is not an offset of this flow", "body.offset");
        }
        ObjectNode page = flow.result.deepCopy();
        listing.fill(page, start, listUrl);
        return page;
    }

    static ArrayNode accounts(List<Account> accounts) {
        ArrayNode array = Json.array();
        accounts.forEach(account -> array.add(account.toJson()));
        return array;
    }

    ObjectNode details(Login login, Account account) {
        ObjectNode details = account.toJson();
        details.set("balance", Json.amount(balance(login, account), account.currency()));
        return details;
    }

    ObjectNode balances(Login login, Account account) {
        long balance = balance(login, account);
        long reserved = history.reserved(account, login.isRich(), today()) + books.reserved(login, account);
        ObjectNode result = Json.object();
        if (account.allBalances()) {
            result.set("balance", Json.amount(balance, account.currency()));
        }
        result.set("available", Json.amount(balance + account.limit() - reserved, account.currency()));
        if (account.allBalances()) {
            result.set("limit", Json.amount(account.limit(), account.currency()));
            result.set("reserved", Json.amount(reserved, account.currency()));
        }
        return result;
    }

    /** What the account could pay if there were no transfers but those of its made-up history. */
    long availableBeforeTransfers(Login login, Account account) {
        return history.balance(account, login.isRich(), today())
                + account.limit()
                - history.reserved(account, login.isRich(), today());
    }

    private void transactions(ObjectNode result, Flow flow, Login login, Account account, URI listUrl) {
        Window scope = flow.session.request.transactionsScope().at(today());
        Window wished = flow.request.window().at(today());
        if (wished == null) {
            wished = new Window(today().minusDays(DEFAULT_DAYS), today());
            if (scope != null) {
                Window common = scope.intersection(wished);
                wished = common == null ? scope : common;
            }
        }
        flow.listing = listing(flow.id, login, account, wished, scope, flow.request.pageSize());
        result.set("account", account.toJson());
        result.put("from_date", flow.listing.window().from().toString())
                .put("to_date", flow.listing.window().to().toString())
                .put("incomplete", false);
        flow.listing.fill(result, 0, listUrl);
    }

    /**
     * The transactions of a window, as far as the bank keeps them.
     *
     * @param scope what the consent covers, null for everything
     * @throws FlowFailure when the window reaches beyond the scope, or has no day that the bank keeps
     */
    Listing listing(
            String id,
            Login login,
            Account account,
            Window wished,
            @Nullable Window scope,
            @Nullable Integer pageSize) {
        Window window = extracted(login, wished, scope);
        List<ObjectNode> rows = Stream.concat(
                        books.transactions(login, account, window.from(), window.to()).stream(),
                        history.between(account, login.isRich(), window.from(), window.to(), today()).stream())
                .sorted(Comparator.comparing(row -> row.path("date").asString(), Comparator.reverseOrder()))
                .toList();
        return new Listing(id, window, rows, pageSize);
    }

    private Window extracted(Login login, Window wished, @Nullable Window scope) {
        if (login.user().equals("invalid-transactions-timerange")) {
            throw new FlowFailure(DATE_RANGE, "The bank does not support this time range");
        }
        if (scope != null && !scope.contains(wished)) {
            throw new FlowFailure(
                    DATE_RANGE,
                    "The session's consent scope covers transactions from " + scope.from() + " to " + scope.to()
                            + " only");
        }
        Window kept = new Window(
                today().minusDays(login.isRich() ? TransactionHistory.RICH_DAYS : TransactionHistory.DAYS), today());
        Window extracted = kept.intersection(wished);
        if (extracted == null) {
            throw new FlowFailure(
                    DATE_RANGE, "The bank keeps transactions from " + kept.from() + " to " + kept.to() + " only");
        }
        return extracted;
    }

    private long balance(Login login, Account account) {
        return history.balance(account, login.isRich(), today()) + books.booked(login, account);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
