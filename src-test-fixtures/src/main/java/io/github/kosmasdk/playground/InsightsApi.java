package io.github.kosmasdk.playground;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The Insights API: one thing after the other, each on data whose retention is not over. */
final class InsightsApi {
    static final String ROOT = "/insights/v1";

    private final InsightsStorage storage;
    private final ConsentRefreshes consentRefreshes;
    private final AutoRefreshes autoRefreshes;
    private final Map<String, Function<Body, ObjectNode>> posts = new HashMap<>();

    InsightsApi(
            InsightsStorage storage,
            Categories categories,
            ConsentRefreshes consentRefreshes,
            AutoRefreshes autoRefreshes) {
        this.storage = storage;
        this.consentRefreshes = consentRefreshes;
        this.autoRefreshes = autoRefreshes;
        post("autorefresh/schedule", autoRefreshes::schedule);
        post("autorefresh/list", autoRefreshes::list);
        post("categories/get", body -> categories.toJson());
        accounts(new StoredAccountsApi(storage));
        transactions(new StoredTransactionsApi(storage, categories));
        reports();
    }

    private void accounts(StoredAccountsApi accounts) {
        post("storage/accounts/create", accounts::create);
        post("storage/accounts/list", accounts::list);
        post("storage/accounts/delete", accounts::delete);
        post("storage/accounts/labels/upsert", accounts::upsertLabels);
        post("storage/accounts/labels/delete", accounts::deleteLabels);
        post("storage/consumers/delete", accounts::deleteConsumer);
    }

    private void transactions(StoredTransactionsApi transactions) {
        post("storage/transactions/create", transactions::create);
        post("storage/transactions/update", transactions::update);
        post("storage/transactions/replace", transactions::replace);
        post("storage/transactions/delete", transactions::delete);
        post("storage/transactions/list", transactions::list);
        post("storage/transactions/labels/upsert", transactions::upsertLabels);
        post("storage/transactions/labels/delete", transactions::deleteLabels);
        post("storage/transactions/labels/deleteall", transactions::deleteAllLabels);
    }

    private void reports() {
        InsightsReports reports = new InsightsReports(storage);
        report("account-info", reports::accountInfo);
        report("balances", reports::balances);
        report("balance-over-time", reports::balanceOverTime);
        report("categorization", reports::categorization);
        report("recurring-transactions", new RecurringTransactions(storage)::report);
        CategoryGroups groups = new CategoryGroups(storage);
        report("groupy-by-category", groups::groupByCategory);
        report("group-by-category", groups::groupByCategory);
        report("expense-category", groups::expenseCategory);
    }

    private void report(String name, Function<Body, ObjectNode> answer) {
        post("reports/" + name + "/create", answer);
    }

    private void post(String path, Function<Body, ObjectNode> answer) {
        posts.put(ROOT + "/" + path, answer);
    }

    Reply handle(Call call) {
        synchronized (storage) {
            autoRefreshes.catchUp();
            storage.forgetExpired();
            if (call.path().equals(ConsentRefreshes.PATH)) {
                return required("PUT", call, () -> consentRefreshes.start(call));
            }
            List<String> refresh = call.segmentsAfter(ConsentRefreshes.PATH);
            if (refresh.size() == 1) {
                return required("GET", call, () -> consentRefreshes.read(refresh.get(0)));
            }
            Function<Body, ObjectNode> answer = posts.get(call.path());
            if (answer == null) {
                throw ApiError.notFound("There is nothing at " + call.path());
            }
            return required("POST", call, () -> Reply.json(200, answer.apply(Body.of(call.body()))));
        }
    }

    private static Reply required(String method, Call call, Supplier<Reply> answer) {
        if (!call.method().equals(method)) {
            throw ApiError.methodNotAllowed(call.method(), call.path());
        }
        return answer.get();
    }

    void clear() {
        synchronized (storage) {
            storage.clear();
            consentRefreshes.clear();
        }
    }
}
