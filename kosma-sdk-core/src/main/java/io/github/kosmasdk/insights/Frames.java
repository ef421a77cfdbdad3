package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.time.LocalDate;

/** What all requests with a number of days, a window of days or a time to keep data ask of these. */
final class Frames {

    private Frames() {}

    static int days(int days) {
        if (days < 0) {
            throw new KosmaUsageException("The days to look back are 0 or more, not " + days);
        }
        return days;
    }

    static void requireOrder(LocalDate fromDate, LocalDate toDate) {
        if (toDate.isBefore(fromDate)) {
            throw new KosmaUsageException("The days end before they begin: from " + fromDate + " to " + toDate);
        }
    }

    static int minutes(Duration retention) {
        long minutes = retention.toMinutes();
        if (minutes < 1 || minutes > Integer.MAX_VALUE) {
            throw new KosmaUsageException("Data is kept for at least a minute, not for " + retention);
        }
        return (int) minutes;
    }
}
