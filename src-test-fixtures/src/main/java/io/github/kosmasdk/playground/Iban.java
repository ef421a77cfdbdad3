package io.github.kosmasdk.playground;

import java.math.BigInteger;
import java.util.Locale;

/** ISO 13616 check digits. */
final class Iban {
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private Iban() {}

    static String normalized(String text) {
        return text.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    static boolean isValid(String normalized) {
        return normalized.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}") && remainder(normalized) == 1;
    }

    static String of(String country, String nationalNumber) {
        int check = 98 - remainder(country + "00" + nationalNumber);
        return country + (check < 10 ? "0" : "") + check + nationalNumber;
    }

    private static int remainder(String iban) {
        String rearranged = iban.substring(4) + iban.substring(0, 4);
        StringBuilder digits = new StringBuilder();
        rearranged.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue();
    }
}
