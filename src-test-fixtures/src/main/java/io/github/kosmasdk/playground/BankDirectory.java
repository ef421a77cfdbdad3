package io.github.kosmasdk.playground;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The banks that the directory knows: the test banks, and for each of their countries as many invented ones as
 * {@code kosma/playground/banks.yaml} says.
 */
final class BankDirectory {
    private static final int TEST_BANK_POPULARITY = 100;
    private static final List<String> AUTHENTICATIONS = List.of("PASSWORD", "REDIRECT", "DECOUPLED");
    private static final List<String> AUTHORIZATIONS =
            List.of("SMS_TAN", "PUSH_TAN", "CHIP_TAN", "REDIRECT", "DECOUPLED");

    private final Map<String, List<DirectoryBank>> byCountry;

    BankDirectory(long seed) {
        JsonNode recipes = Resources.yaml("/kosma/playground/banks.yaml");
        Map<String, List<DirectoryBank>> banks = new TreeMap<>();
        recipes.properties()
                .forEach(recipe -> banks.put(
                        recipe.getKey(),
                        new Country(
                                        recipe.getKey(),
                                        recipe.getValue(),
                                        new Random(seed ^ recipe.getKey().hashCode()))
                                .banks()));
        byCountry = banks;
    }

    /** The codes of the countries, in order. */
    Set<String> countries() {
        return byCountry.keySet();
    }

    /** The banks of a country, the most popular first; none when there is no such country. */
    List<DirectoryBank> of(String country) {
        return byCountry.getOrDefault(country.toUpperCase(Locale.ROOT), List.of());
    }

    /** The banks of all countries, country by country. */
    List<DirectoryBank> all() {
        return byCountry.values().stream().flatMap(List::stream).toList();
    }

    private static final class Country {
        private final String code;
        private final JsonNode recipe;
        private final Random random;
        private final Set<String> used = new HashSet<>();

        Country(String code, JsonNode recipe, Random random) {
            this.code = code;
            this.recipe = recipe;
            this.random = random;
        }

        List<DirectoryBank> banks() {
            List<DirectoryBank> banks = new ArrayList<>();
            Bank.of(code).forEach(bank -> banks.add(test(bank)));
            banks.forEach(bank -> used.addAll(bank.codes()));
            for (int i = 0; i < recipe.path("banks").intValue(); i++) {
                banks.add(invented());
            }
            banks.sort(
                    Comparator.comparing(DirectoryBank::popularity).reversed().thenComparing(DirectoryBank::name));
            return List.copyOf(banks);
        }

        private static DirectoryBank test(Bank bank) {
            return new DirectoryBank(
                    Bank.NAME,
                    bank.countryCode(),
                    List.of(bank.bankCode()),
                    List.of(DemoAccounts.bic(bank, Bank.Connection.PSD2)),
                    new DirectoryBank.Address("Musterstr. 1", "80331", "Musterstadt"),
                    TEST_BANK_POPULARITY,
                    List.of("PASSWORD", "REDIRECT", "DECOUPLED"),
                    List.of("SMS_TAN", "CHIP_TAN", "REDIRECT", "DECOUPLED"),
                    true,
                    true);
        }

        private DirectoryBank invented() {
            String name = unused(this::name);
            String place = drawn("places");
            return new DirectoryBank(
                    name,
                    code,
                    IntStream.rangeClosed(0, random.nextInt(10) == 0 ? 1 : 0)
                            .mapToObj(i -> unused(this::bankCode))
                            .toList(),
                    List.of(unused(() -> bic(name))),
                    new DirectoryBank.Address(
                            drawn("words") + " " + (1 + random.nextInt(98)),
                            String.valueOf(10_000 + random.nextInt(89_999)),
                            place),
                    1 + random.nextInt(TEST_BANK_POPULARITY - 1),
                    some(AUTHENTICATIONS),
                    some(AUTHORIZATIONS),
                    random.nextInt(10) > 0,
                    random.nextInt(10) < 6);
        }

        private String name() {
            return drawn("names").replace("{word}", drawn("words")).replace("{place}", drawn("places"));
        }

        private String bankCode() {
            return recipe.path("code")
                    .asString()
                    .chars()
                    .mapToObj(c -> c == '9' ? String.valueOf(random.nextInt(10)) : String.valueOf(letter()))
                    .collect(Collectors.joining());
        }

        /** Four letters of the name, the country, and a place. */
        private String bic(String name) {
            String letters = Normalizer.normalize(name, Normalizer.Form.NFD)
                            .replaceAll("[^A-Za-z]", "")
                            .toUpperCase(Locale.ROOT)
                    + "XXXX";
            return letters.substring(0, 3) + letter() + code + letter() + (1 + random.nextInt(9)) + "XXX";
        }

        private char letter() {
            return (char) ('A' + random.nextInt(26));
        }

        private String drawn(String list) {
            JsonNode texts = recipe.path(list);
            return texts.path(random.nextInt(texts.size())).asString();
        }

        private List<String> some(List<String> all) {
            List<String> chosen =
                    all.stream().filter(each -> random.nextBoolean()).toList();
            return chosen.isEmpty() ? List.of(all.get(0)) : chosen;
        }

        private String unused(Supplier<String> made) {
            String next = made.get();
            while (!used.add(next)) {
                next = made.get();
            }
            return next;
        }
    }
}
