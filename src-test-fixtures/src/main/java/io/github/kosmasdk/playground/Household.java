package io.github.kosmasdk.playground;

import java.util.List;

/** The months of an ordinary consumer. */
final class Household {
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

    private Household() {}

    /** Where consumers pay by card, for an amount between these two. */
    record Shop(String name, String category, int least, int most) {}

    /** @param perHundred how many foreign minor units make 100 minor units of the account */
    private record ForeignShop(String name, String currency, int perHundred, String category) {}

    static void live(HistoryMonth month) {
        month.transfer(month.businessDay(25), true, 321_000, "Beispielwerke AG", "DE02120300000000202051")
                .reference("unstructured", "Gehalt " + month.month)
                .reference("end_to_end", "SAL-" + month.month)
                .purpose("SALA");
        month.transfer(month.businessDay(1), false, 98_500, "Hausverwaltung Lindenhof", "DE89370400440532013000")
                .reference("unstructured", "Miete " + month.month + " Wohnung 12")
                .purpose("RENT");
        month.directDebit(5, 3_999, "Telefon & Netz GmbH", "Rechnung " + month.month, "MND-TEL-0815");
        month.directDebit(10, 5_420, "Sicher Versicherung", "Beitrag Hausrat", "MND-VERS-4711");
        month.directDebit(15, 7_800, "Stadtwerke Musterstadt", "Abschlag Strom", "MND-STROM-12");
        month.directDebit(12, 1_299, "Musikstrom", "Abo " + month.month, "MND-ABO-99");
        if (month.month.getMonthValue() % 2 == 0) {
            month.directDebit(17, 2_990, "Fitness Forum", "Mitgliedsbeitrag", "MND-FIT-3")
                    .fail();
        }
        friend(month, 8);
        friend(month, 21);
        for (int day = 1; day <= month.month.lengthOfMonth(); day++) {
            card(month, day, SHOPS);
            if (month.random.nextInt(3) == 0) {
                card(month, day, SHOPS);
            }
            if (day % 9 == 4) {
                foreignCard(month, day);
            }
        }
    }

    static void save(HistoryMonth month) {
        month.transfer(month.businessDay(2), true, 20_000, month.account.holderName(), null)
                .reference("unstructured", "Sparrate " + month.month);
        month.transfer(month.month.lengthOfMonth(), true, 150 + month.random.nextInt(100), "Testbank", null)
                .reference("unstructured", "Zinsen");
    }

    static void friend(HistoryMonth month, int day) {
        month.add(day, month.random.nextBoolean(), "INSTANT", 500 + month.random.nextInt(4_500), "Jörg Beispiel")
                .reference("unstructured", "Danke fürs Essen")
                .reference("end_to_end", "NOTPROVIDED");
    }

    /** A card payment in one of these shops. */
    static void card(HistoryMonth month, int day, List<Shop> shops) {
        Shop shop = shops.get(month.random.nextInt(shops.size()));
        int amount = shop.least + month.random.nextInt(shop.most - shop.least);
        month.add(day, false, "UNKNOWN", amount, shop.name)
                .reference("unstructured", shop.name + " Kartenzahlung")
                .code("PMNT", "CCRD-POSD")
                .card(shop.category);
    }

    static void foreignCard(HistoryMonth month, int day) {
        ForeignShop shop = FOREIGN_SHOPS.get(month.random.nextInt(FOREIGN_SHOPS.size()));
        int amount = 700 + month.random.nextInt(6_000);
        HistoryEntry entry = month.add(day, false, "UNKNOWN", amount, shop.name)
                .reference("unstructured", shop.name)
                .reference("additional_information", "Kurs " + shop.perHundred / 100.0)
                .code("PMNT", "CCRD-POSD")
                .card(shop.category);
        if (!shop.currency.equals(month.account.currency())) {
            entry.original(amount * (long) shop.perHundred / 100, shop.currency);
        }
    }
}
