package io.github.kosmasdk.playground;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Whose data a report tells, and of which days. */
final class ReportScope {
    private static final String IDS = "insights_account_ids";
    private static final String EXCLUDED = "excluded_insights_account_ids";

    private final InsightsStorage storage;
    private final @Nullable String consumerId;
    private final @Nullable List<String> ids;
    private final @Nullable List<String> excluded;
    private final Window frame;
    private final Availability required;
    private final boolean combined;

    /** How much of a frame the stored data covers, from much to little. */
    enum Availability {
        COMPLETE,
        PARTIAL,
        NONE;

        /** Of the days up to the refresh; later ones cannot be there. */
        static Availability of(StoredAccount account, Window frame) {
            Window covered = account.covered();
            LocalDate last = frame.to().isBefore(account.refreshedOn) ? frame.to() : account.refreshedOn;
            if (covered == null || frame.from().isAfter(last)) {
                return NONE;
            }
            Window needed = new Window(frame.from(), last);
            return covered.contains(needed) ? COMPLETE : covered.intersection(needed) == null ? NONE : PARTIAL;
        }
    }

    /** The accounts of one report, one or all. */
    record Group(String consumerId, List<StoredAccount> accounts, Window frame, Availability availability) {

        Stream<StoredTransaction> transactions() {
            return accounts.stream()
                    .flatMap(account -> account.newestFirst().stream())
                    .filter(transaction -> frame.contains(transaction.date()));
        }

        /** The members at the head of every report. */
        ObjectNode head(String type) {
            ObjectNode json = Json.object().put("type", type).put("insights_consumer_id", consumerId);
            json.set(
                    "insights_account_ids",
                    Json.array(accounts.stream().map(account -> account.id).toList()));
            return json;
        }

        /** The members at the end of a report over days. */
        ObjectNode withFrame(ObjectNode json) {
            return json.put("from_date", frame.from().toString())
                    .put("to_date", frame.to().toString())
                    .put("refreshed_at", refreshedAt().toString());
        }

        ObjectNode withAvailability(ObjectNode json) {
            return withFrame(json).put("data_availability", availability.name());
        }

        /** Of the account that was refreshed least recently. */
        Instant refreshedAt() {
            return accounts.stream()
                    .map(account -> account.refreshedAt)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private ReportScope(
            InsightsStorage storage,
            @Nullable String consumerId,
            @Nullable List<String> ids,
            @Nullable List<String> excluded,
            Window frame,
            Availability required,
            boolean combined) {
        this.storage = storage;
        this.consumerId = consumerId;
        this.ids = ids;
        this.excluded = excluded;
        this.frame = frame;
        this.required = required;
        this.combined = combined;
    }

    /** Of a report that asks for no frame. */
    static ReportScope withoutFrame(Body body, InsightsStorage storage) {
        return of(body, storage, new Window(storage.today(), storage.today()), Availability.NONE, false);
    }

    /** Of a report over days, whatever data there is. */
    static ReportScope withFrame(Body body, InsightsStorage storage) {
        return of(body, storage, frame(body, "report_days", storage), Availability.NONE, false);
    }

    /** Of a report over transactions. */
    static ReportScope ofTransactions(Body body, InsightsStorage storage, boolean combinable) {
        Availability required = body.oneOf("required_data_availability", Availability.class, false);
        Combination combination =
                combinable ? body.oneOf("combine_accounts", Combination.class, false) : Combination.NONE;
        return of(
                body,
                storage,
                frame(body, "report_days", storage),
                required == null ? Availability.COMPLETE : required,
                combination == Combination.ALL);
    }

    private enum Combination {
        NONE,
        ALL
    }

    private static ReportScope of(
            Body body, InsightsStorage storage, Window frame, Availability required, boolean combined) {
        List<String> ids = body.texts(IDS);
        List<String> excluded = body.texts(EXCLUDED);
        if (ids != null && excluded != null) {
            body.reject(EXCLUDED, "NOT_ALLOWED", "cannot be combined with 'insights_account_ids'");
        }
        return new ReportScope(
                storage, InsightsMembers.requiredConsumerId(body), ids, excluded, frame, required, combined);
    }

    static Window frame(Body body, String days, InsightsStorage storage) {
        Window.Wish wish = InsightsMembers.frame(body, days);
        LocalDate today = storage.today();
        Window frame = wish == null ? null : wish.at(today);
        return frame == null ? new Window(today.minusDays(InsightsRefresh.DEFAULT_DAYS), today) : frame;
    }

    /**
     * One group for each report.
     *
     * @throws ApiError when there is no such data, or less than required
     */
    List<Group> groups() {
        InsightsConsumer consumer = storage.consumer(consumerId);
        if (excluded != null) {
            consumer.accounts(excluded, EXCLUDED);
        }
        List<StoredAccount> accounts = consumer.accounts(ids, IDS).stream()
                .filter(account -> excluded == null || !excluded.contains(account.id))
                .toList();
        if (accounts.isEmpty()) {
            throw InsightsStorage.unknown("insights_consumer_id", "There is no account of this consumer");
        }
        List<List<StoredAccount>> split =
                combined ? List.of(accounts) : accounts.stream().map(List::of).toList();
        return split.stream().map(group -> group(consumer, group)).toList();
    }

    private Group group(InsightsConsumer consumer, List<StoredAccount> accounts) {
        Availability worst = accounts.stream()
                .map(account -> Availability.of(account, frame))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (worst.compareTo(required) > 0) {
            throw ApiError.invalid(
                    "INVALID_VALUE",
                    "The stored data covers the days from " + frame.from() + " to " + frame.to() + " like this: "
                            + worst + ", but " + required + " is required",
                    "body.required_data_availability");
        }
        return new Group(consumer.id, accounts, frame, worst);
    }
}
