package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Account.Life;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens on an account within a month, as it is made up. */
final class HistoryMonth {
    final Account account;
    final YearMonth month;
    final Random random;

    private final List<HistoryEntry> entries = new ArrayList<>();

    HistoryMonth(Account account, YearMonth month, Random random) {
        this.account = account;
        this.month = month;
        this.random = random;
    }

    /** Small entries in turn on either side, so that even thousands of them keep the balance plausible. */
    void fillUp(int perDay) {
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            for (int i = 0; i < perDay; i++) {
                int amount = 100 + random.nextInt(900);
                transfer(day, i % 2 == 0, amount, "Sammelbuchung", null)
                        .reference("unstructured", "Posten " + (i + 1) + " vom " + month.atDay(day));
            }
        }
    }

    void settle() {
        long sum = entries.stream()
                .filter(entry -> !entry.isFailed())
                .mapToLong(HistoryEntry::signedAmount)
                .sum();
        if (sum != 0) {
            String other = account.life() == Life.SAVINGS ? "Girokonto" : "Sparkonto";
            transfer(month.lengthOfMonth(), sum < 0, Math.abs(sum), account.holderName(), null)
                    .reference("unstructured", (sum < 0 ? "Umbuchung vom " : "Umbuchung aufs ") + other);
        }
    }

    List<HistoryEntry> numbered(long seed) {
        for (int i = 0; i < entries.size(); i++) {
            String name = seed + "/" + account.number() + "/" + month + "/" + i;
            entries.get(i).id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
        }
        return List.copyOf(entries);
    }

    HistoryEntry add(int day, boolean credit, String method, long amount, String party) {
        HistoryEntry entry = new HistoryEntry(month.atDay(day), credit, method, amount, account.currency(), party);
        entries.add(entry);
        return entry;
    }

    HistoryEntry transfer(int day, boolean credit, long amount, String party, @Nullable String iban) {
        return add(day, credit, "TRANSFER", amount, party).iban(iban).code("PMNT", credit ? "RCDT-ESCT" : "ICDT-ESCT");
    }

    HistoryEntry directDebit(int day, long amount, String party, String text, String mandate) {
        return add(businessDay(day), false, "DIRECT_DEBIT", amount, party)
                .iban(party.startsWith("Stadtwerke") ? "DE02500105170137075030" : null)
                .reference("unstructured", text)
                .reference("end_to_end", mandate + "-" + month)
                .reference("mandate", mandate)
                .code("PMNT", "RDDT-ESDD");
    }

    int businessDay(int day) {
        LocalDate date = month.atDay(day);
        while (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            date = date.getDayOfMonth() < month.lengthOfMonth() ? date.plusDays(1) : date.minusDays(3);
        }
        return date.getDayOfMonth();
    }
}
