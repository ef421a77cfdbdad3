package io.github.kosmasdk.playground;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored about consumers, each thing for as long as its retention says. Callers hold its monitor. */
final class InsightsStorage {
    /** How long data is kept when a request does not say. */
    static final int DEFAULT_RETENTION_MINUTES = 10;

    private final Clock clock;
    private final Categoriser categoriser;
    private final Map<String, InsightsConsumer> consumers = new LinkedHashMap<>();

    InsightsStorage(Clock clock, Categoriser categoriser) {
        this.clock = clock;
        this.categoriser = categoriser;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, clock.getZone());
    }

    static Instant end(Instant start, @Nullable Integer retentionMinutes) {
        return start.plus(Duration.ofMinutes(retentionMinutes == null ? DEFAULT_RETENTION_MINUTES : retentionMinutes));
    }

    /** Removes everything whose retention is over. */
    void forgetExpired() {
        Instant now = now();
        consumers.values().forEach(consumer -> consumer.forgetExpired(now));
        consumers.values().removeIf(InsightsConsumer::isForgotten);
    }

    List<InsightsConsumer> consumers() {
        return List.copyOf(consumers.values());
    }

    /** @throws ApiError when nothing is known of them */
    InsightsConsumer consumer(@Nullable String id) {
        InsightsConsumer consumer = consumers.get(id);
        if (consumer == null) {
            throw unknown("insights_consumer_id", "There is no data of this consumer");
        }
        return consumer;
    }

    /** The consumer of this id, a new one if there is none; null is for a new id. */
    InsightsConsumer consumerOrNew(@Nullable String id) {
        return consumers.computeIfAbsent(id == null ? UUID.randomUUID().toString() : id, InsightsConsumer::new);
    }

    /** The account of this id, a new one if there is none. */
    StoredAccount accountOrNew(InsightsConsumer consumer, String id) {
        return consumer.accounts.computeIfAbsent(
                id, missing -> new StoredAccount(missing, categoriser, now(), today()));
    }

    void delete(InsightsConsumer consumer) {
        consumers.remove(consumer.id);
    }

    void clear() {
        consumers.clear();
    }

    static ApiError unknown(String member, String message) {
        return ApiError.invalid("INVALID_VALUE", message, "body." + member);
    }
}
