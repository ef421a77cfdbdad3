package io.github.kosmasdk.playground;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A test bank of the playground, reached by one of two connections that the consumer chooses as "login method". */
record Bank(String countryCode, String bankCode, String currency) {

    /** How the bank is reached; the word of the contract for the second one is not known. */
    enum Connection {
        PSD2,
        FALLBACK
    }

    static final String NAME = "Testbank";

    private static final List<Bank> ALL = List.of(
            new Bank("DE", "88888888", "EUR"),
            new Bank("DE", "00000", "EUR"),
            new Bank("AT", "00000", "EUR"),
            new Bank("BE", "999", "EUR"),
            new Bank("DK", "0000", "DKK"),
            new Bank("ES", "9999", "EUR"),
            new Bank("FI", "999", "EUR"),
            new Bank("FR", "00000", "EUR"),
            new Bank("GB", "000000", "GBP"),
            new Bank("IT", "00000", "EUR"),
            new Bank("NL", "TEST", "EUR"),
            new Bank("NO", "0000", "NOK"),
            new Bank("PT", "0000", "EUR"),
            new Bank("SE", "00000", "SEK"),
            new Bank("SK", "0000", "EUR"));

    static List<Bank> all() {
        return ALL;
    }

    static Optional<Bank> find(String countryCode, String bankCode) {
        return ALL.stream()
                .filter(bank -> bank.countryCode.equalsIgnoreCase(countryCode))
                .filter(bank -> bank.bankCode.equalsIgnoreCase(bankCode))
                .findFirst();
    }

    /** The test banks of a country. */
    static List<Bank> of(String countryCode) {
        return ALL.stream().filter(bank -> bank.countryCode.equals(countryCode)).toList();
    }

    boolean knowsPsd2Keywords() {
        return countryCode.equals("DE");
    }

    /** The value of the "login method" option for this connection. */
    String interfaceValue(Connection connection) {
        String value = countryCode.toLowerCase(Locale.ROOT) + "_testbank";
        return connection == Connection.PSD2 ? value + "_bias" : value;
    }

    ObjectNode toJson(Connection connection) {
        ObjectNode json = Json.object()
                .put("bank_name", NAME)
                .put("bank_code", bankCode)
                .put("country_code", countryCode)
                .put("connection", connection.name())
                .put("bank_krn", krn("bank", ""))
                .put("integration_krn", krn("integration", connection.name()))
                .put("sub_integration_krn", krn("sub-integration", connection.name()));
        if (countryCode.equals("DE")) {
            json.put("bic", DemoAccounts.bic(this, connection));
        }
        return json;
    }

    private String krn(String kind, String variant) {
        String name = kind + countryCode + bankCode + variant;
        return "krn:openbanking:global:" + kind + ":" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
