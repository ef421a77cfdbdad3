package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import io.github.kosmasdk.playground.InsightsConsumer.Source;
import io.github.kosmasdk.playground.InsightsConsumer.StoredConsent;
import io.github.kosmasdk.playground.RefreshOrder.StoreConsent;
import io.github.kosmasdk.playground.SessionRequest.ConsentScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Brings a consumer's data from the bank into the Insights storage. */
final class InsightsRefresh {
    static final int DEFAULT_DAYS = 62;

    private static final List<String> DETAILS = List.of(
            "iban", "account_number", "alias", "bic", "bank_code", "holder_name", "account_type", "transfer_type");
    private static final List<String> TRANSACTION = List.of(
            "reference", "booking_date", "value_date", "amount", "state", "type", "method", "bank_transaction_code");
    private static final List<String> REFERENCES = List.of("unstructured", "structured", "end_to_end");
    private static final List<String> COUNTER_PARTY =
            List.of("iban", "account_number", "bic", "bank_code", "holder_name");

    private final InsightsStorage storage;
    private final Results results;

    InsightsRefresh(InsightsStorage storage, Results results) {
        this.storage = storage;
        this.results = results;
    }

    /**
     * The result of a refresh flow. The caller holds the session's monitor.
     *
     * @throws FlowFailure when the bank or the connection does not give what was asked for
     */
    ObjectNode of(Flow flow, Session.Login login, List<Account> accounts) {
        RefreshOrder order = Objects.requireNonNull(flow.request.refresh());
        Session session = flow.session;
        boolean keeps = keepsConsent(order, session);
        Source source = new Source(session.id, login, Objects.requireNonNull(session.bank), session.connection);
        synchronized (storage) {
            InsightsConsumer consumer = storage.consumerOrNew(order.consumerId());
            List<String> ids = fill(consumer, order, source, accounts, storage.now());
            if (keeps) {
                keep(consumer, session, source);
            }
            ObjectNode result = Json.object().put("type", flow.type.key()).put("insights_consumer_id", consumer.id);
            result.set("insights_account_ids", Json.array(ids));
            return result;
        }
    }

    private static boolean keepsConsent(RefreshOrder order, Session session) {
        ConsentScope scope = session.request.consentScope();
        boolean possible = session.connection == Connection.PSD2 && scope != null && scope.lifetime() > 0;
        if (order.storeConsent() == StoreConsent.REQUIRED && !possible) {
            throw new FlowFailure(
                    "NOT_SUPPORTED", "No consent can be stored: the connection or its lifetime rules it out");
        }
        return possible && order.storeConsent() != StoreConsent.NO;
    }

    private void keep(InsightsConsumer consumer, Session session, Source source) {
        ConsentScope scope = Objects.requireNonNull(session.request.consentScope());
        consumer.consent = new StoredConsent(
                source,
                scope.ibans().get(FlowType.INSIGHTS_REFRESH.key()),
                storage.now().plus(Duration.ofDays(scope.lifetime())));
    }

    /**
     * Stores what the order asks for, as the bank has it now. The caller holds the storage's monitor.
     *
     * @param at when that was, for the retention
     * @return the ids of the accounts
     * @throws FlowFailure when the bank does not give it; then nothing was stored
     */
    List<String> fill(
            InsightsConsumer consumer, RefreshOrder order, Source source, List<Account> accounts, Instant at) {
        Window wished = frame(order.frame());
        Map<Account, Listing> listings = new HashMap<>();
        if (order.needsTransactions()) {
            accounts.forEach(account ->
                    listings.put(account, results.listing(Ids.next(), source.login(), account, wished, null, null)));
        }
        List<String> ids = new ArrayList<>();
        for (Account account : accounts) {
            ids.add(store(consumer, order, source, account, listings.get(account), at));
        }
        return ids;
    }

    private Window frame(Window.@Nullable Wish wish) {
        LocalDate today = storage.today();
        Window frame = wish == null ? null : wish.at(today);
        return frame == null ? new Window(today.minusDays(DEFAULT_DAYS), today) : frame;
    }

    /** The same account of the same consumer has the same id every time. */
    static String accountId(InsightsConsumer consumer, Account account) {
        return nameBased(consumer.id + "/" + account.number());
    }

    private String store(
            InsightsConsumer consumer,
            RefreshOrder order,
            Source source,
            Account account,
            @Nullable Listing listing,
            Instant at) {
        Instant end = InsightsStorage.end(at, order.retentionMinutes());
        StoredAccount stored = storage.accountOrNew(consumer, accountId(consumer, account));
        stored.refreshed(at, storage.dayOf(at), end);
        stored.group = nameBased(source.group());
        stored.details = details(account);
        stored.bank = source.bank().toJson(source.connection());
        if (order.needsBalances()) {
            stored.balances = results.balances(source.login(), account);
            stored.balancesOn = storage.dayOf(at);
        }
        if (listing != null) {
            storeTransactions(stored, listing, end);
        }
        return stored.id;
    }

    /** Categories and labels of the caller outlive a refresh, and a longer retention; what was pending comes anew. */
    private static void storeTransactions(StoredAccount account, Listing listing, Instant end) {
        account.removeIf(
                transaction -> transaction.isPending() && listing.window().contains(transaction.date()));
        int pending = 0;
        for (ObjectNode row : listing.rows()) {
            String bankId = row.path("transaction_id").asString("pending-" + pending++);
            String id = nameBased(account.id + "/" + bankId);
            StoredTransaction before = account.transaction(id).orElse(null);
            StoredTransaction now = new StoredTransaction(
                    id,
                    account,
                    content(row),
                    before == null ? List.of() : before.chosen(),
                    before != null && before.end.isAfter(end) ? before.end : end);
            if (before != null) {
                now.labels.putAll(before.labels);
            }
            account.put(now);
        }
        account.cover(listing.window(), end);
    }

    private static ObjectNode details(Account account) {
        ObjectNode json = account.toJson();
        ObjectNode details = json.deepCopy();
        details.retain(DETAILS);
        details.put("currency", account.currency());
        if (json.has("holder_address")) {
            details.putObject("holder_address").put("country", account.country());
        }
        return details;
    }

    private static ObjectNode content(ObjectNode row) {
        ObjectNode content = Json.object();
        if (row.has("transaction_id")) {
            content.set("ob_transaction_id", row.get("transaction_id"));
        }
        ObjectNode same = row.deepCopy();
        content.setAll(same.retain(TRANSACTION));
        if (row.get("bank_references") instanceof ObjectNode references) {
            content.set("bank_references", references.deepCopy().retain(REFERENCES));
        }
        if (row.get("counter_party") instanceof ObjectNode party) {
            content.set("counter_party", party.deepCopy().retain(COUNTER_PARTY));
        }
        return content;
    }

    private static String nameBased(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
