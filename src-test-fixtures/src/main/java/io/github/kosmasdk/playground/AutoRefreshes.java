package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.InsightsConsumer.StoredConsent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refreshes that come again by themselves, by stored consents. They are caught up with whenever somebody asks. */
final class AutoRefreshes {
    private final InsightsStorage storage;
    private final InsightsRefresh refresh;

    AutoRefreshes(InsightsStorage storage, InsightsRefresh refresh) {
        this.storage = storage;
        this.refresh = refresh;
    }

    /** How often. */
    enum Interval {
        DAILY(Duration.ofDays(1)),
        WEEKLY(Duration.ofDays(7)),
        /** Without the consumer a bank can be asked four times a day. */
        AS_OFTEN_AS_POSSIBLE(Duration.ofHours(6));

        private final Duration length;

        Interval(Duration length) {
            this.length = length;
        }
    }

    /** The plan of one account, and how its last run went. */
    static final class Schedule {
        private final Account account;
        private final Set<String> reports;
        private final @Nullable Integer days;
        private final int retentionMinutes;
        private final @Nullable Integer minutes;
        private final @Nullable Interval interval;
        private Instant last;
        private Instant next;
        private @Nullable Instant lastSuccess;
        private @Nullable ApiError error;
        private int failures;

        private Schedule(
                Account account,
                Set<String> reports,
                @Nullable Integer days,
                int retentionMinutes,
                @Nullable Integer minutes,
                @Nullable Interval interval,
                Instant last,
                Instant now) {
            this.account = account;
            this.reports = reports;
            this.days = days;
            this.retentionMinutes = retentionMinutes;
            this.minutes = minutes;
            this.interval = interval;
            this.last = last;
            this.lastSuccess = last;
            this.next = now.plus(length());
        }

        private Duration length() {
            return minutes == null
                    ? (interval == null ? Interval.DAILY : interval).length
                    : Duration.ofMinutes(minutes);
        }
    }

    ObjectNode schedule(Body body) {
        String consumerId = InsightsMembers.requiredConsumerId(body);
        List<String> ids = body.texts("insights_account_ids");
        Set<String> reports = InsightsMembers.words(body, "intended_reports", RefreshOrder.REPORTS);
        Integer days = body.notNegative("refresh_days");
        Integer retention = InsightsMembers.retention(body);
        Integer minutes = body.positive("refresh_interval_minutes");
        Interval interval = body.oneOf("refresh_interval", Interval.class, false);
        if (minutes != null && interval != null && !interval.length.equals(Duration.ofMinutes(minutes))) {
            body.reject("refresh_interval", "NOT_ALLOWED", "is another interval than 'refresh_interval_minutes'");
        }
        body.complete();
        InsightsConsumer consumer = storage.consumer(consumerId);
        StoredConsent consent = consumer.consent;
        if (consent == null) {
            throw InsightsStorage.unknown("insights_consumer_id", "No consent of this consumer is stored");
        }
        for (Account account : consented(consumer, consent, ids)) {
            String id = InsightsRefresh.accountId(consumer, account);
            StoredAccount stored = consumer.accounts.get(id);
            Schedule before = consumer.schedules.get(id);
            Instant last = stored != null ? stored.refreshedAt : before != null ? before.last : storage.now();
            consumer.schedules.put(
                    id,
                    new Schedule(
                            account,
                            reports == null ? Set.of() : reports,
                            days,
                            retention == null ? InsightsStorage.DEFAULT_RETENTION_MINUTES : retention,
                            minutes,
                            interval,
                            last,
                            storage.now()));
        }
        return Json.object();
    }

    private static List<Account> consented(
            InsightsConsumer consumer, StoredConsent consent, @Nullable List<String> ids) {
        List<Account> accounts = consent.accounts();
        if (ids == null) {
            return accounts;
        }
        List<Account> meant = accounts.stream()
                .filter(account -> ids.contains(InsightsRefresh.accountId(consumer, account)))
                .toList();
        if (meant.size() < Set.copyOf(ids).size()) {
            throw InsightsStorage.unknown(
                    "insights_account_ids", "The stored consent is not for all of these accounts");
        }
        return meant;
    }

    ObjectNode list(Body body) {
        String consumerId = InsightsMembers.requiredConsumerId(body);
        Set<String> ids = InsightsMembers.set(body, "insights_account_ids");
        body.complete();
        InsightsConsumer consumer = storage.consumer(consumerId);
        ObjectNode data = Json.object();
        ArrayNode status = data.putArray("status");
        consumer.schedules.forEach((id, schedule) -> {
            if (ids == null || ids.contains(id)) {
                status.add(status(id, schedule));
            }
        });
        return Json.data(data);
    }

    private static ObjectNode status(String id, Schedule schedule) {
        ObjectNode json = Json.object()
                .put("insights_account_id", id)
                .put("last_refresh_at", schedule.last.toString())
                .put("last_refresh_state", schedule.error == null ? "SUCCESS" : "EXCEPTION");
        if (schedule.error != null) {
            json.put("last_refresh_error_category", schedule.error.code())
                    .put("last_refresh_error_message", schedule.error.getMessage());
        }
        if (schedule.lastSuccess != null) {
            json.put("last_successful_refresh_at", schedule.lastSuccess.toString());
        }
        json.put("next_refresh_at", schedule.next.toString())
                .put("refresh_interval_minutes", schedule.length().toMinutes());
        if (schedule.minutes == null) {
            json.put("refresh_interval", (schedule.interval == null ? Interval.DAILY : schedule.interval).name());
        }
        json.put("data_retention_minutes", schedule.retentionMinutes);
        json.set(
                "intended_insights",
                Json.array(schedule.reports.stream().sorted().toList()));
        return json.put("refresh_days", schedule.days == null ? InsightsRefresh.DEFAULT_DAYS : schedule.days)
                .put("refresh_failed_counter", schedule.failures)
                .put(
                        "consent_authorization_required",
                        schedule.error != null && schedule.error.code().startsWith("CONSENT"));
    }

    /** Does what has become due; of runs that were missed only the last one still matters. */
    void catchUp() {
        for (InsightsConsumer consumer : storage.consumers()) {
            consumer.schedules.values().forEach(schedule -> catchUp(consumer, schedule));
        }
    }

    private void catchUp(InsightsConsumer consumer, Schedule schedule) {
        Instant now = storage.now();
        StoredConsent consent = consumer.consent;
        if (consent == null || now.isBefore(schedule.next)) {
            return;
        }
        Duration length = schedule.length();
        long missed = Duration.between(schedule.next, now).dividedBy(length);
        Instant due = schedule.next.plus(length.multipliedBy(missed));
        schedule.next = due.plus(length);
        schedule.last = due;
        if (!due.isBefore(consent.end())) {
            long runsAfterEnd =
                    1 + Math.min(missed, Duration.between(consent.end(), due).dividedBy(length));
            fail(schedule, ConsentRefreshes.expired(), runsAfterEnd);
            return;
        }
        try {
            refresh.fill(consumer, order(schedule), consent.source(), List.of(schedule.account), due);
            schedule.lastSuccess = due;
            schedule.error = null;
            schedule.failures = 0;
        } catch (FlowFailure failure) {
            fail(schedule, new ApiError(400, failure.code(), failure.getMessage(), List.of()), 1);
        }
    }

    private static void fail(Schedule schedule, ApiError error, long runs) {
        schedule.error = error;
        schedule.failures += (int) runs;
    }

    private static RefreshOrder order(Schedule schedule) {
        return new RefreshOrder(
                null,
                null,
                FlowRequest.Filter.of(null),
                schedule.reports.isEmpty() ? RefreshOrder.REPORTS : schedule.reports,
                schedule.days == null ? null : new Window.Wish(null, null, schedule.days),
                schedule.retentionMinutes,
                RefreshOrder.StoreConsent.NO);
    }
}
