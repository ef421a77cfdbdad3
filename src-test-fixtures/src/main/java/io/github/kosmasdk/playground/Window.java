package io.github.kosmasdk.playground;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A span of days, both ends included. */
record Window(LocalDate from, LocalDate to) {

    /** A span as a request tells it: two dates, or a number of days until today, or nothing. */
    record Wish(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Integer lastDays) {
        static Wish of(Body body) {
            LocalDate from = body.date("from_date");
            LocalDate to = body.date("to_date");
            Integer lastDays = body.positive("last_days");
            if (body.has("from_date") != body.has("to_date")) {
                String missing = body.has("from_date") ? "to_date" : "from_date";
                body.reject(missing, "REQUIRED", "'from_date' and 'to_date' go together");
            }
            if (body.has("last_days") && (body.has("from_date") || body.has("to_date"))) {
                body.reject("last_days", "NOT_ALLOWED", "cannot be combined with 'from_date' and 'to_date'");
            }
            if (from != null && to != null && from.isAfter(to)) {
                body.reject("from_date", "INVALID_VALUE", "must not be after 'to_date'");
            }
            return new Wish(from, to, lastDays);
        }

        @Nullable
        Window at(LocalDate today) {
            if (from != null && to != null) {
                return new Window(from, to);
            }
            return lastDays == null ? null : new Window(today.minusDays(lastDays), today);
        }
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    boolean contains(Window other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** What both have in common, or null. */
    @Nullable
    Window intersection(Window other) {
        LocalDate laterStart = from.isAfter(other.from) ? from : other.from;
        LocalDate earlierEnd = to.isBefore(other.to) ? to : other.to;
        return laterStart.isAfter(earlierEnd) ? null : new Window(laterStart, earlierEnd);
    }
}
