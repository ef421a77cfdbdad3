package io.github.kosmasdk.insights.derived;

import java.util.Collection;

/** Sums that do not overflow silently. */
final class Sums {

    private Sums() {}

    /** With the sign of the bookings. */
    static long of(Collection<Booking> bookings) {
        return bookings.stream().map(booking -> booking.amount().minorUnits()).reduce(0L, Math::addExact);
    }

    static long monthly(Collection<CashStream> streams) {
        return streams.stream().map(stream -> stream.monthly().minorUnits()).reduce(0L, Math::addExact);
    }
}
