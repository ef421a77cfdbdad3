package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Household.Shop;
import java.time.Month;
import java.util.List;

/**
 * The months of the user {@code acin-demo-data}: a life told in full, spread over the accounts. The salary account earns and
 * passes on, the checking account runs the home, the overdraft account has the fun; any other account has all of it.
 */
final class RichConsumer {
    private static final int BASE_YEAR = 2024;
    private static final long SALARY = 298_000;
    private static final int RAISE_PERCENT = 3;
    private static final List<Shop> DAILY = List.of(
            new Shop("Supermarkt Nordstern", "5411", 1_850, 9_400),
            new Shop("Supermarkt Nordstern", "5411", 1_850, 6_400),
            new Shop("Discount Sparkorb", "5411", 1_200, 5_800),
            new Shop("Biomarkt Grünfink", "5411", 900, 4_900),
            new Shop("Bäckerei Sonnenschein", "5462", 180, 1_400),
            new Shop("Metzgerei Ochsenkopf", "5422", 700, 3_300),
            new Shop("Drogerie am Markt", "5912", 400, 4_200),
            new Shop("Löwen-Apotheke", "5912", 600, 3_900),
            new Shop("Tankstelle Ost", "5541", 2_500, 8_900),
            new Shop("Verkehrsbetriebe", "4111", 290, 990),
            new Shop("Parkhaus Altstadt", "7523", 200, 1_400));
    private static final List<Shop> FUN = List.of(
            new Shop("Café Zentral", "5814", 290, 2_100),
            new Shop("Ristorante Bellavista", "5812", 1_900, 7_800),
            new Shop("Burgerhütte", "5814", 690, 2_400),
            new Shop("Lieferlöwe", "5812", 1_500, 4_200),
            new Shop("Kino Capitol", "7832", 900, 3_000),
            new Shop("Buchladen Eule", "5942", 890, 4_500),
            new Shop("Modehaus Faden", "5651", 1_990, 12_900),
            new Shop("Technikhaus Volt", "5732", 1_990, 24_900),
            new Shop("Versandhaus Allerlei", "5964", 990, 8_900),
            new Shop("Spielwaren Kreisel", "5945", 990, 5_900),
            new Shop("Bahnreisen Fernblick", "4112", 1_990, 9_900));

    private RichConsumer() {}

    static void live(HistoryMonth month) {
        switch (month.account.alias()) {
            case "Salary account" -> {
                earn(month);
                provide(month);
                passOn(month);
            }
            case "Checking account" -> {
                receive(month, 230_000, "Salary account");
                runHome(month);
            }
            case "Overdraft account" -> {
                receive(month, 45_000, "Salary account");
                haveFun(month);
            }
            default -> {
                earn(month);
                provide(month);
                runHome(month);
                haveFun(month);
            }
        }
    }

    private static void earn(HistoryMonth month) {
        long salary = SALARY + SALARY * RAISE_PERCENT * (month.month.getYear() - BASE_YEAR) / 100;
        month.transfer(month.businessDay(25), true, salary, "Beispielwerke AG", "DE02120300000000202051")
                .reference("unstructured", "Gehalt " + month.month)
                .reference("end_to_end", "SAL-" + month.month)
                .purpose("SALA");
        if (month.month.getMonth() == Month.NOVEMBER) {
            month.transfer(month.businessDay(25), true, salary / 2, "Beispielwerke AG", "DE02120300000000202051")
                    .reference("unstructured", "Bonus " + month.month.getYear())
                    .purpose("BONU");
        }
        month.transfer(month.businessDay(7), true, 25_500, "Familienkasse", null)
                .reference("unstructured", "Kindergeld " + month.month)
                .reference("structured", "FK" + month.month.getYear() + month.month.getMonthValue())
                .purpose("BENE");
        if (month.random.nextInt(3) == 0) {
            month.transfer(
                            month.businessDay(18),
                            true,
                            20_000 + month.random.nextInt(60_000),
                            "Verlag Nebenzeile",
                            null)
                    .reference("unstructured", "Honorar " + month.month)
                    .reference("additional_information", "Rechnung " + month.month.getMonthValue());
        }
        if (month.month.getMonth() == Month.JULY) {
            month.transfer(month.businessDay(14), true, 61_200, "Finanzamt Musterstadt", null)
                    .reference("unstructured", "Steuererstattung " + (month.month.getYear() - 1));
        }
    }

    private static void provide(HistoryMonth month) {
        month.directDebit(3, 8_000, "Sicher Lebensversicherung", "Beitrag " + month.month, "MND-LEB-1");
        month.directDebit(4, 8_640, "Krankenkasse Zusatz", "Beitrag " + month.month, "MND-KK-5");
        month.transfer(month.businessDay(6), false, 15_000, "Depotbank Weitblick", null)
                .reference("unstructured", "Sparplan Wertpapiere " + month.month);
    }

    private static void passOn(HistoryMonth month) {
        int day = Math.min(28, month.businessDay(25) + 1);
        passOn(month, day, 230_000, "Checking account");
        passOn(month, day, 45_000, "Overdraft account");
        passOn(month, day, 20_000, "Savings account");
    }

    private static void passOn(HistoryMonth month, int day, long amount, String to) {
        month.transfer(day, false, amount, month.account.holderName(), null)
                .reference("unstructured", "Umbuchung " + to + " " + month.month);
    }

    private static void receive(HistoryMonth month, long amount, String from) {
        month.transfer(Math.min(28, month.businessDay(25) + 1), true, amount, month.account.holderName(), null)
                .reference("unstructured", "Umbuchung " + from + " " + month.month);
    }

    private static void runHome(HistoryMonth month) {
        month.transfer(month.businessDay(1), false, 98_500, "Hausverwaltung Lindenhof", "DE89370400440532013000")
                .reference("unstructured", "Miete " + month.month + " Wohnung 12")
                .purpose("RENT");
        month.directDebit(2, 18_900, "Autobank", "Rate Kredit", "MND-KRED-7");
        month.directDebit(5, 3_999, "Telefon & Netz GmbH", "Rechnung Mobilfunk " + month.month, "MND-TEL-0815");
        month.directDebit(8, 3_495, "Glasfaser Nord", "Internet " + month.month, "MND-NET-1");
        month.directDebit(10, 4_850, "Sicher Versicherung", "Beitrag Kfz " + month.month, "MND-VERS-4711");
        month.directDebit(15, 7_800, "Stadtwerke Musterstadt", "Abschlag Strom", "MND-STROM-12");
        month.directDebit(15, 9_200, "Stadtwerke Musterstadt", "Abschlag Gas", "MND-GAS-12");
        month.directDebit(12, 1_299, "Musikstrom", "Abo " + month.month, "MND-ABO-99");
        month.directDebit(18, 1_799, "Filmfluss", "Abo " + month.month, "MND-ABO-17");
        month.directDebit(20, 299, "Wolkenspeicher", "Abo " + month.month, "MND-ABO-41");
        month.directDebit(3, 12_000, "Kita Regenbogen", "Elternbeitrag " + month.month, "MND-KITA-2");
        if (month.month.getMonthValue() % 3 == 1) {
            month.directDebit(9, 5_508, "Rundfunkbeitrag Service", "Beitrag Quartal", "MND-RF-3");
            month.directDebit(11, 1_620, "Sicher Versicherung", "Beitrag Hausrat", "MND-VERS-4712");
        }
        if (month.month.getMonth() == Month.FEBRUARY) {
            month.transfer(month.businessDay(16), true, 11_340, "Stadtwerke Musterstadt", "DE02500105170137075030")
                    .reference("unstructured", "Erstattung Jahresrechnung");
        }
        if (month.month.getMonth() == Month.DECEMBER) {
            month.transfer(month.businessDay(12), false, 10_000, "Hilfswerk Lichtblick", null)
                    .reference("unstructured", "Spende");
        }
        month.transfer(month.businessDay(28), false, 490, "Testbank", null)
                .reference("unstructured", "Kontofuehrung " + month.month);
        withdrawCash(month, 4);
        withdrawCash(month, 19);
        Household.friend(month, 21);
        for (int day = 1; day <= month.month.lengthOfMonth(); day++) {
            Household.card(month, day, DAILY);
            if (month.random.nextInt(2) == 0) {
                Household.card(month, day, DAILY);
            }
        }
    }

    private static void haveFun(HistoryMonth month) {
        month.directDebit(6, 2_990, "Fitness Forum", "Mitgliedsbeitrag " + month.month, "MND-FIT-3");
        month.directDebit(13, 4_166, "Technikhaus Volt Finanzierung", "Rate " + month.month, "MND-RATE-8");
        if (month.month.getMonthValue() % 4 == 0) {
            month.directDebit(17, 1_990, "Lesezirkel Magazin", "Abo", "MND-LES-4")
                    .fail();
        }
        if (month.month.getMonthValue() % 3 == 0) {
            month.transfer(month.month.lengthOfMonth(), false, 640 + month.random.nextInt(500), "Testbank", null)
                    .reference("unstructured", "Sollzinsen Quartal");
        }
        if (month.random.nextInt(2) == 0) {
            month.transfer(
                            month.businessDay(16),
                            true,
                            1_990 + month.random.nextInt(4_000),
                            "Versandhaus Allerlei",
                            null)
                    .reference("unstructured", "Erstattung Retoure");
        }
        Household.friend(month, 8);
        Household.friend(month, 23);
        withdrawCash(month, 14);
        for (int day = 2; day <= month.month.lengthOfMonth(); day += 2) {
            Household.card(month, day, FUN);
            if (day % 9 == 4) {
                Household.foreignCard(month, day);
            }
        }
    }

    private static void withdrawCash(HistoryMonth month, int day) {
        month.add(day, false, "UNKNOWN", 2_000 * (1 + month.random.nextInt(5)), "Geldautomat Marktplatz")
                .reference("unstructured", "Bargeldauszahlung")
                .code("PMNT", "CCRD-CWDL");
    }
}
