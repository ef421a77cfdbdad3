package io.github.kosmasdk.playground;

import java.security.SecureRandom;
import java.util.Locale;

/** Identifiers as the service hands them out. */
final class Ids {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** 32 characters of {@code 0-9a-v}. */
    static String next() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        StringBuilder id = new StringBuilder(32);
        for (byte b : random) {
            id.append(ALPHABET.charAt(b & 31));
        }
        return id.toString();
    }

    /** The first eight characters of an id that nobody mistakes for another one, in upper case. */
    static String shortened(String id) {
        String clear = id.replaceAll("[01ilo]", "") + "22222222";
        return clear.substring(0, 8).toUpperCase(Locale.ROOT);
    }
}
