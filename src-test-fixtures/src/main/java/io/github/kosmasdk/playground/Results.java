package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Session.Login;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What finished flows tell. */
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
            case ACCOUNTS -> {
                ArrayNode array = result.putArray("accounts");
                accounts.forEach(account -> array.add(account.toJson()));
            }
            case ACCOUNT_DETAILS -> {
                Account account = accounts.get(0);
                ObjectNode details = account.toJson();
                details.set("balance", Json.amount(balance(login, account), account.currency()));
                result.set("account", details);
            }
            case BALANCES -> balances(result, login, accounts.get(0));
            case TRANSACTIONS -> transactions(result, flow, login, accounts.get(0), listUrl);
            case TRANSFER -> throw new IllegalStateException("a transfer is told by the payments");
        }
        return result;
    }

    /** The page of a finished transactions flow that begins at this offset. */
    ObjectNode page(Flow flow, String offset, URI listUrl) {
        int start = position(flow, offset);
        if (flow.result == null || start <= 0 || start >= flow.transactions.size()) {
            throw ApiError.invalid("INVALID_VALUE", "is not an offset of this flow", "body.offset");
        }
        ObjectNode page = flow.result.deepCopy();
        fillPage(page, flow, start, listUrl);
        return page;
    }

    private void balances(ObjectNode result, Login login, Account account) {
        long balance = balance(login, account);
        long reserved = history.reserved(account, login.isRich(), today()) + books.reserved(login, account);
        result.set("account", account.toJson());
        if (account.allBalances()) {
            result.set("balance", Json.amount(balance, account.currency()));
        }
        result.set("available", Json.amount(balance + account.limit() - reserved, account.currency()));
        if (account.allBalances()) {
            result.set("limit", Json.amount(account.limit(), account.currency()));
            result.set("reserved", Json.amount(reserved, account.currency()));
        }
    }

    /** What the account could pay if there were no transfers but those of its made-up history. */
    long availableBeforeTransfers(Login login, Account account) {
        return history.balance(account, login.isRich(), today())
                + account.limit()
                - history.reserved(account, login.isRich(), today());
    }

    private void transactions(ObjectNode result, Flow flow, Login login, Account account, URI listUrl) {
        Window window = window(flow, login);
        flow.transactions = Stream.concat(
                        books.transactions(login, account, window.from(), window.to()).stream(),
                        history.between(account, login.isRich(), window.from(), window.to(), today()).stream())
                .sorted(Comparator.comparing(row -> row.path("date").asString(), Comparator.reverseOrder()))
                .toList();
        result.set("account", account.toJson());
        result.put("from_date", window.from().toString())
                .put("to_date", window.to().toString())
                .put("incomplete", false);
        fillPage(result, flow, 0, listUrl);
    }

    private void fillPage(ObjectNode result, Flow flow, int start, URI listUrl) {
        Integer pageSize = flow.request.pageSize();
        int size = flow.transactions.size();
        int end = pageSize == null ? size : (int) Math.min(size, (long) start + pageSize);
        ArrayNode array = result.putArray("transactions");
        flow.transactions.subList(start, end).forEach(array::add);
        result.remove("pagination");
        if (end < size) {
            ObjectNode pagination =
                    result.putObject("pagination").put("count", end - start).put("url", listUrl.toString());
            pagination.putObject("next").put("offset", offset(flow, end));
        }
    }

    private Window window(Flow flow, Login login) {
        if (login.user().equals("invalid-transactions-timerange")) {
            throw new FlowFailure(DATE_RANGE, "The bank does not support this time range");
        }
        LocalDate today = today();
        Window scope = flow.session.request.transactionsScope().at(today);
        Window wished = flow.request.window().at(today);
        if (wished == null) {
            wished = new Window(today.minusDays(DEFAULT_DAYS), today);
            if (scope != null) {
                Window common = scope.intersection(wished);
                wished = common == null ? scope : common;
            }
        } else if (scope != null && !scope.contains(wished)) {
            throw new FlowFailure(
                    DATE_RANGE,
                    "The session's consent scope covers transactions from " + scope.from() + " to " + scope.to()
                            + " only");
        }
        Window kept = new Window(today.minusDays(TransactionHistory.DAYS), today);
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

    private static String offset(Flow flow, int position) {
        return Json.base64Url((flow.id + ":" + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(Flow flow, String offset) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(offset), StandardCharsets.UTF_8);
            return text.startsWith(flow.id + ":") ? Integer.parseInt(text.substring(flow.id.length() + 1)) : -1;
        } catch (IllegalArgumentException notOurs) {
            return -1;
        }
    }
}
