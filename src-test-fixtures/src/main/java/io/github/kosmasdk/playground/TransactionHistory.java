package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Account.Life;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened on an account, made up month by month from a seed: the same account and month give the same entries in every
 * session and on every later day. Each full month ends with a transfer to or from savings that brings its sum to zero, so a
 * balance is the opening balance plus what was booked since the month began, and balances of two days differ by exactly the
 * entries between them.
 */
final class TransactionHistory {
    /** The bank tells nothing older than this. */
    static final int DAYS = 120;

    /** What it tells of the user with the rich history. */
    static final int RICH_DAYS = 730;

    private record MonthKey(String number, boolean rich, YearMonth month) {}

    private final long seed;
    private final int atLeast;
    private final Map<MonthKey, List<HistoryEntry>> months = new ConcurrentHashMap<>();

    /** @param atLeast how many entries each account has within {@link #DAYS}, at least */
    TransactionHistory(long seed, int atLeast) {
        this.seed = seed;
        this.atLeast = atLeast;
    }

    /** The entries of a window, inclusive, newest first, none after {@code today}. */
    List<ObjectNode> between(Account account, boolean rich, LocalDate from, LocalDate to, LocalDate today) {
        LocalDate last = to.isAfter(today) ? today : to;
        return entries(account, rich, from, last)
                .sorted(Comparator.comparing(HistoryEntry::date).reversed())
                .map(entry -> entry.toJson(account, today))
                .toList();
    }

    /** What is booked until {@code today}. */
    long balance(Account account, boolean rich, LocalDate today) {
        long withPending = account.openingBalance()
                + entries(account, rich, today.withDayOfMonth(1), today)
                        .filter(entry -> !entry.isFailed())
                        .mapToLong(HistoryEntry::signedAmount)
                        .sum();
        return withPending + reserved(account, rich, today);
    }

    /** What pending debits will take. */
    long reserved(Account account, boolean rich, LocalDate today) {
        return -entries(account, rich, today.minusDays(1), today)
                .filter(entry -> entry.isPending(today))
                .mapToLong(HistoryEntry::signedAmount)
                .sum();
    }

    private Stream<HistoryEntry> entries(Account account, boolean rich, LocalDate from, LocalDate to) {
        return Stream.iterate(
                        YearMonth.from(from), month -> !month.isAfter(YearMonth.from(to)), month -> month.plusMonths(1))
                .flatMap(month -> months
                        .computeIfAbsent(
                                new MonthKey(account.number(), rich, month), key -> month(account, rich, month))
                        .stream())
                .filter(entry -> !entry.date().isBefore(from) && !entry.date().isAfter(to));
    }

    private List<HistoryEntry> month(Account account, boolean rich, YearMonth month) {
        HistoryMonth made =
                new HistoryMonth(account, month, new Random(Objects.hash(seed, account.number(), month.toString())));
        if (account.life() == Life.SAVINGS) {
            Household.save(made);
        } else if (rich) {
            RichConsumer.live(made);
        } else {
            Household.live(made);
        }
        made.fillUp((atLeast + DAYS - 1) / DAYS);
        made.settle();
        return made.numbered(seed);
    }
}
