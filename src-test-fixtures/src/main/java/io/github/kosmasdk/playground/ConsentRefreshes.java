package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.InsightsConsumer.Source;
import io.github.kosmasdk.playground.InsightsConsumer.StoredConsent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Insights refreshes without a login, by a consent that the caller has or one that was stored. */
final class ConsentRefreshes {
    static final String PATH = InsightsApi.ROOT + "/consents/insights-refresh";

    private static final int READS_UNTIL_DONE = 2;

    private final InsightsStorage storage;
    private final InsightsRefresh refresh;
    private final ConsentApi consents;
    private final Supplier<URI> baseUrl;
    private final Map<String, Running> all = new ConcurrentHashMap<>();

    ConsentRefreshes(InsightsStorage storage, InsightsRefresh refresh, ConsentApi consents, Supplier<URI> baseUrl) {
        this.storage = storage;
        this.refresh = refresh;
        this.consents = consents;
        this.baseUrl = baseUrl;
    }

    /** What is refreshed by whose consent. */
    private record Means(Source source, List<Account> accounts) {}

    /** A refresh on its way; it is done after some reads. */
    private static final class Running {
        private final String id = Ids.next();
        private final InsightsConsumer consumer;
        private final RefreshOrder order;
        private final Means means;
        private int readsLeft = READS_UNTIL_DONE;
        private @Nullable List<String> accountIds;
        private @Nullable FlowFailure failure;

        Running(InsightsConsumer consumer, RefreshOrder order, Means means) {
            this.consumer = consumer;
            this.order = order;
            this.means = means;
        }
    }

    void clear() {
        all.clear();
    }

    Reply start(Call call) {
        Body body = Body.of(call.body());
        RefreshOrder order = RefreshOrder.of(body);
        String consentId = body.text("consent_id");
        String token = body.text("consent_token");
        body.requiredObject("accounts");
        boolean attended = ConsentApi.isAttended(body);
        if ((consentId == null) != (token == null)) {
            body.reject("consent_id", "REQUIRED", "'consent_id' and 'consent_token' go together");
        }
        boolean byInsightsId = order.choice() != null && order.choice().insightsIds() != null;
        if (order.consumerId() == null && (consentId == null || byInsightsId)) {
            body.reject("insights_consumer_id", "REQUIRED", "'insights_consumer_id' is missing");
        }
        body.complete();
        if (consentId == null) {
            return Reply.json(201, Json.data(begin(order, stored(order))));
        }
        return consents.withToken(
                consentId,
                Objects.requireNonNull(token),
                attended,
                grant -> Reply.json(201, Json.data(begin(order, of(grant)).put("consent_token", grant.token.next()))));
    }

    private static Means of(Grant grant) {
        Set<String> ibans = grant.scope.ibans().get(FlowType.INSIGHTS_REFRESH.key());
        Source source = new Source(
                grant.session.id, grant.login, Objects.requireNonNull(grant.session.bank), grant.session.connection);
        return new Means(source, new StoredConsent(source, ibans, grant.end).of(grant.accounts));
    }

    private Means stored(RefreshOrder order) {
        InsightsConsumer consumer = storage.consumer(order.consumerId());
        StoredConsent consent = consumer.consent;
        if (consent == null) {
            throw InsightsStorage.unknown("insights_consumer_id", "No consent of this consumer is stored");
        }
        if (!storage.now().isBefore(consent.end())) {
            throw expired();
        }
        return new Means(consent.source(), consent.accounts());
    }

    static ApiError expired() {
        return new ApiError(400, "CONSENT.EXPIRED", "The lifetime of the consent is over", List.of());
    }

    private ObjectNode begin(RefreshOrder order, Means means) {
        Running running = new Running(storage.consumerOrNew(order.consumerId()), order, means);
        all.put(running.id, running);
        return view(running);
    }

    Reply read(String id) {
        Running running = Optional.ofNullable(all.get(id))
                .orElseThrow(() -> ApiError.notFound("There is no refresh with the id " + id));
        if (running.readsLeft > 0 && --running.readsLeft == 0) {
            finish(running);
        }
        return Reply.json(200, Json.data(view(running)));
    }

    private void finish(Running running) {
        try {
            RefreshOrder order = running.order;
            InsightsConsumer consumer = storage.consumerOrNew(running.consumer.id);
            List<Account> allowed = running.means.accounts().stream()
                    .filter(order.filter()::allows)
                    .toList();
            RefreshOrder.Choice choice = Objects.requireNonNull(order.choice());
            List<Account> meant = choice.of(
                    allowed,
                    account -> Objects.requireNonNull(choice.insightsIds())
                            .contains(InsightsRefresh.accountId(consumer, account)));
            running.accountIds = refresh.fill(consumer, order, running.means.source(), meant, storage.now());
        } catch (FlowFailure failure) {
            running.failure = failure;
        }
    }

    private ObjectNode view(Running running) {
        boolean over = running.readsLeft == 0;
        ObjectNode data = Json.object()
                .put("insights_consumer_id", running.consumer.id)
                .put("refresh_id", running.id)
                .put("self", baseUrl.get() + PATH + "/" + running.id)
                .put("state", !over ? "PROCESSING" : running.failure == null ? "FINISHED" : "EXCEPTION");
        if (running.accountIds != null) {
            data.set("insights_account_ids", Json.array(running.accountIds));
        }
        if (running.failure != null) {
            data.putObject("error").put("code", running.failure.code()).put("message", running.failure.getMessage());
        }
        return data;
    }
}
