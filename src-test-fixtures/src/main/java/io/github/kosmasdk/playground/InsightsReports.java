package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.ReportScope.Group;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reports about accounts, balances and single transactions. Callers hold the storage's monitor. */
final class InsightsReports {
    private static final Set<String> BALANCE_AVAILABILITY = Set.of("BALANCE_OR_AVAILABLE", "NONE");

    private final InsightsStorage storage;

    InsightsReports(InsightsStorage storage) {
        this.storage = storage;
    }

    /** The reports of all groups, in the envelope of the wire. */
    static ObjectNode reports(List<Group> groups, Function<Group, ObjectNode> report) {
        ObjectNode data = Json.object();
        ArrayNode array = data.putArray("reports");
        groups.forEach(group -> array.add(report.apply(group)));
        return Json.data(data);
    }

    ObjectNode accountInfo(Body body) {
        ReportScope scope = ReportScope.withoutFrame(body, storage);
        body.complete();
        InsightsConsumer consumer = storage.consumer(body.text("insights_consumer_id"));
        return reports(scope.groups(), group -> accountInfo(consumer, group));
    }

    private static ObjectNode accountInfo(InsightsConsumer consumer, Group group) {
        StoredAccount account = group.accounts().get(0);
        ObjectNode json = group.head("ACCOUNT_INFOS");
        ObjectNode details = account.details.deepCopy();
        if (details.has("alias")) {
            json.set("account_alias", details.remove("alias"));
        }
        if (details.at("/holder_address/country").isString()) {
            json.set("country", details.at("/holder_address/country"));
        }
        details.remove("holder_address");
        json.setAll(details);
        ObjectNode bank = account.bank.deepCopy();
        if (bank.has("country_code")) {
            json.set("bank_country", bank.get("country_code"));
            json.set("country", bank.get("country_code"));
            if (!json.has("bank_code")) {
                json.set("bank_code", bank.get("bank_code"));
            }
        }
        json.setAll(bank.retain(List.of("bank_name", "bank_krn", "integration_krn", "sub_integration_krn")));
        json.put("refreshed_at", account.refreshedAt.toString());
        account.oldestTransaction().ifPresent(date -> json.put("oldest_transaction_date", date.toString()));
        account.putRest(json, consumer);
        return json;
    }

    ObjectNode balances(Body body) {
        ReportScope scope = ReportScope.withoutFrame(body, storage);
        String wish = InsightsMembers.word(body, "required_data_availability", BALANCE_AVAILABILITY);
        body.complete();
        List<Group> groups = scope.groups();
        boolean required = !"NONE".equals(wish);
        for (Group group : groups) {
            ObjectNode known = group.accounts().get(0).balances;
            if (required && !known.has("balance") && !known.has("available")) {
                throw ApiError.invalid(
                        "INVALID_VALUE",
                        "Of the account " + group.accounts().get(0).id + " neither balance nor available is known",
                        "body.required_data_availability");
            }
        }
        return reports(groups, group -> {
            ObjectNode json = group.head("BALANCES");
            json.setAll(group.accounts().get(0).balances);
            return json.put("refreshed_at", group.refreshedAt().toString());
        });
    }

    ObjectNode balanceOverTime(Body body) {
        ReportScope scope = ReportScope.withFrame(body, storage);
        body.complete();
        return reports(scope.groups(), InsightsReports::balanceOverTime);
    }

    /** Back from the latest balance, over what was booked up to its day. */
    private static ObjectNode balanceOverTime(Group group) {
        StoredAccount account = group.accounts().get(0);
        Map<LocalDate, Long> booked = new TreeMap<>();
        account.newestFirst().stream()
                .filter(StoredTransaction::isProcessed)
                .filter(transaction -> transaction.currency().equals(account.currency()))
                .forEach(transaction -> booked.merge(transaction.date(), transaction.signedAmount(), Math::addExact));
        Window covered = account.covered();
        LocalDate last = account.balancesOn;
        boolean known = account.balances.has("balance");
        long balance = account.balances.at("/balance/amount").asLong(0);
        Map<LocalDate, Long> atEndOf = new TreeMap<>();
        for (LocalDate day = last; known && !day.isBefore(group.frame().from()); day = day.minusDays(1)) {
            atEndOf.put(day, balance);
            if (covered == null || !covered.contains(day)) {
                break;
            }
            balance -= booked.getOrDefault(day, 0L);
        }
        ObjectNode json = group.head("BALANCE_OVER_TIME");
        ArrayNode balances = json.putArray("balances");
        for (LocalDate day = group.frame().from(); !day.isAfter(group.frame().to()); day = day.plusDays(1)) {
            ObjectNode entry = balances.addObject().put("date", day.toString());
            Long atEnd = atEndOf.get(day);
            if (atEnd != null) {
                entry.set("balance", Json.amount(atEnd, account.currency()));
            }
        }
        return group.withFrame(json);
    }

    ObjectNode categorization(Body body) {
        ReportScope scope = ReportScope.ofTransactions(body, storage, true);
        TransactionFilter filter = TransactionFilter.ofReport(body);
        Ordering ordering = Ordering.of(body);
        Integer size = body.positive("size");
        Integer offset = body.notNegative("offset");
        body.complete();
        return reports(scope.groups(), group -> {
            ObjectNode json = group.head("CATEGORIZATION");
            ArrayNode transactions = json.putArray("transactions");
            group.transactions()
                    .filter(filter)
                    .sorted(ordering.ofTransactions())
                    .skip(offset == null ? 0 : offset)
                    .limit(size == null ? Long.MAX_VALUE : size)
                    .forEach(transaction -> transactions.add(transaction.toJson(filter.onlyMainCategory())));
            return group.withAvailability(json);
        });
    }
}
