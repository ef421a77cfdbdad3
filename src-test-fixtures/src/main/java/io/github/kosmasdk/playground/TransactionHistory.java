package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Account.Life;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private static final List<String> REFERENCES_IN_ORDER =
            List.of("unstructured", "structured", "end_to_end", "national", "message", "additional_information");
    private static final List<Shop> SHOPS = List.of(
            new Shop("Supermarkt Nordstern", "5411", 850, 9_400),
            new Shop("Bäckerei Sonnenschein", "5462", 180, 1_400),
            new Shop("Drogerie am Markt", "5912", 400, 4_200),
            new Shop("Tankstelle Ost", "5541", 2_500, 8_900),
            new Shop("Café Zentral", "5814", 290, 2_100),
            new Shop("Verkehrsbetriebe", "4111", 290, 990),
            new Shop("Buchladen Eule", "5942", 890, 4_500));
    private static final List<ForeignShop> FOREIGN_SHOPS = List.of(
            new ForeignShop("Kaffehuset Stockholm", "SEK", 1_150, "5814"),
            new ForeignShop("Bergbahn Grindelwald", "CHF", 95, "4789"),
            new ForeignShop("Online Books Ltd", "GBP", 85, "5942"),
            new ForeignShop("Cloud Storage Inc", "USD", 108, "7372"));

    private record Shop(String name, String category, int least, int most) {}

    /** @param perHundred how many foreign minor units make 100 minor units of the account */
    private record ForeignShop(String name, String currency, int perHundred, String category) {}

    private record MonthKey(String number, boolean rich, YearMonth month) {}

    private final long seed;
    private final int atLeast;
    private final Map<MonthKey, List<Entry>> months = new ConcurrentHashMap<>();

    /** @param atLeast how many entries each account has within {@link #DAYS}, at least */
    TransactionHistory(long seed, int atLeast) {
        this.seed = seed;
        this.atLeast = atLeast;
    }

    /** The entries of a window, inclusive, newest first, none after {@code today}. */
    List<ObjectNode> between(Account account, boolean rich, LocalDate from, LocalDate to, LocalDate today) {
        LocalDate last = to.isAfter(today) ? today : to;
        return entries(account, rich, from, last)
                .sorted(Comparator.comparing(Entry::date).reversed())
                .map(entry -> entry.toJson(account, today))
                .toList();
    }

    /** What is booked until {@code today}. */
    long balance(Account account, boolean rich, LocalDate today) {
        long withPending = account.openingBalance()
                + entries(account, rich, today.withDayOfMonth(1), today)
                        .filter(entry -> !entry.failed)
                        .mapToLong(Entry::signedAmount)
                        .sum();
        return withPending + reserved(account, rich, today);
    }

    /** What pending debits will take. */
    long reserved(Account account, boolean rich, LocalDate today) {
        return -entries(account, rich, today.minusDays(1), today)
                .filter(entry -> entry.isPending(today))
                .mapToLong(Entry::signedAmount)
                .sum();
    }

    private Stream<Entry> entries(Account account, boolean rich, LocalDate from, LocalDate to) {
        return Stream.iterate(
                        YearMonth.from(from), month -> !month.isAfter(YearMonth.from(to)), month -> month.plusMonths(1))
                .flatMap(month -> months
                        .computeIfAbsent(
                                new MonthKey(account.number(), rich, month), key -> month(account, rich, month))
                        .stream())
                .filter(entry -> !entry.date.isBefore(from) && !entry.date.isAfter(to));
    }

    private List<Entry> month(Account account, boolean rich, YearMonth month) {
        Month made = new Month(account, month, new Random(Objects.hash(seed, account.number(), month.toString())));
        if (account.life() == Life.HOUSEHOLD) {
            made.household();
            if (rich) {
                made.richHousehold();
            }
        } else {
            made.savings();
        }
        made.fillUp();
        made.settle();
        return made.numbered();
    }

    private final class Month {
        private final Account account;
        private final YearMonth month;
        private final Random random;
        private final List<Entry> entries = new ArrayList<>();

        Month(Account account, YearMonth month, Random random) {
            this.account = account;
            this.month = month;
            this.random = random;
        }

        void household() {
            transfer(businessDay(25), true, 321_000, "Beispielwerke AG", "DE02120300000000202051")
                    .reference("unstructured", "Gehalt " + month)
                    .reference("end_to_end", "SAL-" + month)
                    .purpose("SALA");
            transfer(businessDay(1), false, 98_500, "Hausverwaltung Lindenhof", "DE89370400440532013000")
                    .reference("unstructured", "Miete " + month + " Wohnung 12")
                    .purpose("RENT");
            directDebit(5, 3_999, "Telefon & Netz GmbH", "Rechnung " + month, "MND-TEL-0815");
            directDebit(10, 5_420, "Sicher Versicherung", "Beitrag Hausrat", "MND-VERS-4711");
            directDebit(15, 7_800, "Stadtwerke Musterstadt", "Abschlag Strom", "MND-STROM-12");
            directDebit(12, 1_299, "Musikstrom", "Abo " + month, "MND-ABO-99");
            if (month.getMonthValue() % 2 == 0) {
                directDebit(17, 2_990, "Fitness Forum", "Mitgliedsbeitrag", "MND-FIT-3")
                        .fail();
            }
            friend(8);
            friend(21);
            for (int day = 1; day <= month.lengthOfMonth(); day++) {
                card(day);
                if (random.nextInt(3) == 0) {
                    card(day);
                }
                if (day % 9 == 4) {
                    foreignCard(day);
                }
            }
        }

        void richHousehold() {
            transfer(businessDay(3), true, 25_000, "Familienkasse", null)
                    .reference("unstructured", "Kindergeld " + month)
                    .reference("structured", "FK" + month.getYear() + month.getMonthValue())
                    .purpose("BENE");
            transfer(businessDay(18), true, 64_000, "Nebenjob Verlag", null)
                    .reference("unstructured", "Honorar " + month)
                    .reference("additional_information", "Rechnung " + month.getMonthValue());
            directDebit(2, 18_900, "Autobank", "Rate Kredit", "MND-KRED-7");
            directDebit(20, 8_640, "Krankenkasse Zusatz", "Beitrag " + month, "MND-KK-5");
            transfer(businessDay(28), false, 4_500, "Stromanbieter Wechsel", null)
                    .reference("unstructured", "Erstattung")
                    .reference("message", "Danke für Ihre Treue");
            for (int day = 1; day <= month.lengthOfMonth(); day += 2) {
                card(day);
            }
        }

        void savings() {
            transfer(businessDay(2), true, 20_000, account.holderName(), null)
                    .reference("unstructured", "Sparrate " + month);
            transfer(month.lengthOfMonth(), true, 150 + random.nextInt(100), "Testbank", null)
                    .reference("unstructured", "Zinsen");
        }

        /** Small entries in turn on either side, so that even thousands of them keep the balance plausible. */
        void fillUp() {
            int perDay = (atLeast + DAYS - 1) / DAYS;
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
                    .filter(entry -> !entry.failed)
                    .mapToLong(Entry::signedAmount)
                    .sum();
            if (sum != 0) {
                String other = account.life() == Life.SAVINGS ? "Girokonto" : "Sparkonto";
                transfer(month.lengthOfMonth(), sum < 0, Math.abs(sum), account.holderName(), null)
                        .reference("unstructured", (sum < 0 ? "Umbuchung vom " : "Umbuchung aufs ") + other);
            }
        }

        List<Entry> numbered() {
            for (int i = 0; i < entries.size(); i++) {
                String name = seed + "/" + account.number() + "/" + month + "/" + i;
                entries.get(i).id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
            }
            return List.copyOf(entries);
        }

        private Entry add(int day, boolean credit, String method, long amount, String party) {
            Entry entry = new Entry(month.atDay(day), credit, method, amount, account.currency(), party);
            entries.add(entry);
            return entry;
        }

        private Entry transfer(int day, boolean credit, long amount, String party, @Nullable String iban) {
            return add(day, credit, "TRANSFER", amount, party)
                    .iban(iban)
                    .code("PMNT", credit ? "RCDT-ESCT" : "ICDT-ESCT");
        }

        private Entry directDebit(int day, long amount, String party, String text, String mandate) {
            return add(businessDay(day), false, "DIRECT_DEBIT", amount, party)
                    .iban(party.startsWith("Stadtwerke") ? "DE02500105170137075030" : null)
                    .reference("unstructured", text)
                    .reference("end_to_end", mandate + "-" + month)
                    .reference("mandate", mandate)
                    .code("PMNT", "RDDT-ESDD");
        }

        private void friend(int day) {
            add(day, random.nextBoolean(), "INSTANT", 500 + random.nextInt(4_500), "Jörg Beispiel")
                    .reference("unstructured", "Danke fürs Essen")
                    .reference("end_to_end", "NOTPROVIDED");
        }

        private void card(int day) {
            Shop shop = SHOPS.get(random.nextInt(SHOPS.size()));
            int amount = shop.least + random.nextInt(shop.most - shop.least);
            Entry entry = add(day, false, "UNKNOWN", amount, shop.name)
                    .reference("unstructured", shop.name + " Kartenzahlung")
                    .code("PMNT", "CCRD-POSD");
            entry.category = shop.category;
            entry.card = true;
        }

        private void foreignCard(int day) {
            ForeignShop shop = FOREIGN_SHOPS.get(random.nextInt(FOREIGN_SHOPS.size()));
            int amount = 700 + random.nextInt(6_000);
            Entry entry = add(day, false, "UNKNOWN", amount, shop.name)
                    .reference("unstructured", shop.name)
                    .reference("additional_information", "Kurs " + shop.perHundred / 100.0)
                    .code("PMNT", "CCRD-POSD");
            if (!shop.currency.equals(account.currency())) {
                entry.originalAmount = amount * (long) shop.perHundred / 100;
                entry.originalCurrency = shop.currency;
            }
            entry.category = shop.category;
            entry.card = true;
        }

        private int businessDay(int day) {
            LocalDate date = month.atDay(day);
            while (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
                date = date.getDayOfMonth() < month.lengthOfMonth() ? date.plusDays(1) : date.minusDays(3);
            }
            return date.getDayOfMonth();
        }
    }

    private static final class Entry {
        private final LocalDate date;
        private final boolean credit;
        private final String method;
        private final long amount;
        private final String currency;
        private final String party;
        private final Map<String, String> references = new LinkedHashMap<>();
        private String id = "";
        private boolean card;
        private boolean failed;
        private @Nullable String partyIban;
        private @Nullable String category;
        private @Nullable String purpose;
        private @Nullable String code;
        private @Nullable String subCode;
        private long originalAmount;
        private @Nullable String originalCurrency;

        Entry(LocalDate date, boolean credit, String method, long amount, String currency, String party) {
            this.date = date;
            this.credit = credit;
            this.method = method;
            this.amount = amount;
            this.currency = currency;
            this.party = party;
        }

        LocalDate date() {
            return date;
        }

        Entry iban(@Nullable String iban) {
            partyIban = iban;
            return this;
        }

        Entry reference(String kind, String text) {
            references.put(kind, text);
            return this;
        }

        Entry purpose(String purposeCode) {
            purpose = purposeCode;
            return this;
        }

        Entry code(String domain, String family) {
            code = domain;
            subCode = family;
            return this;
        }

        void fail() {
            failed = true;
        }

        long signedAmount() {
            return credit ? amount : -amount;
        }

        /** A card payment is booked two days later. */
        boolean isPending(LocalDate today) {
            return card && !date.isBefore(today.minusDays(1));
        }

        ObjectNode toJson(Account account, LocalDate today) {
            boolean pending = isPending(today);
            ObjectNode json = Json.object();
            if (!pending) {
                json.put("transaction_id", id);
            }
            json.put(
                    "reference",
                    String.join(
                            ", ",
                            REFERENCES_IN_ORDER.stream()
                                    .map(references::get)
                                    .filter(Objects::nonNull)
                                    .toList()));
            ObjectNode bankReferences = json.putObject("bank_references");
            references.forEach((kind, text) -> bankReferences.put(kind, text));
            json.set("counter_party", counterParty());
            json.put("date", date.toString()).put("value_date", date.toString());
            if (!pending) {
                json.put("booking_date", date.toString());
            }
            json.put("state", failed ? "FAILED" : pending ? "PENDING" : "PROCESSED")
                    .put("type", credit ? "CREDIT" : "DEBIT")
                    .put("method", method);
            json.set("amount", Json.amount(amount, currency));
            if (originalCurrency != null) {
                json.set("original_amount", Json.amount(originalAmount, originalCurrency));
            }
            if (code != null && !pending) {
                json.putObject("bank_transaction_code").put("code", code).put("sub_code", subCode);
            }
            if (category != null) {
                json.put("merchant_category_code", category);
            }
            if (purpose != null) {
                json.put("purpose_code", purpose);
            }
            return json;
        }

        private ObjectNode counterParty() {
            ObjectNode json = Json.object();
            if (partyIban != null) {
                json.put("account_number", partyIban.substring(12)).put("iban", partyIban);
            }
            json.put("holder_name", party);
            if (partyIban != null) {
                json.put("transfer_type", "FULL").put("account_type", "DEFAULT");
            }
            return json;
        }
    }
}
