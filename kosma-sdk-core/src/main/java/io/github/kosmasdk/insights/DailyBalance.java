package io.github.kosmasdk.insights;

import io.github.kosmasdk.Amount;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * The balance at the end of a day.
 *
 * @param date the day
 * @param balance the balance, negative when overdrawn; empty when nothing is known of that day
 */
public record DailyBalance(LocalDate date, Optional<Amount> balance) {

    /** Checks that there is a day. */
    public DailyBalance {
        Objects.requireNonNull(date, "date");
    }

    /** The day; the amount stays hidden. */
    @Override
    public String toString() {
        return "DailyBalance[" + date + "]";
    }
}
