package io.github.kosmasdk.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Keeps the codes that answers repeat, such as words, currencies and BICs, so that they become one text and not one for each
 * place. A number is not kept, and nothing as long as an IBAN with its digits. Threads may overwrite what others keep: it only costs a text.
 */
final class Codes {

    private static final int PLACES = 256;
    private static final int LONGEST_WORD = 32;
    /** As a BIC has. */
    private static final int LONGEST_WITH_DIGITS = 11;

    private final @Nullable String[] kept = new String[PLACES];

    /** The text where the parser stands. */
    String text(JsonParser parser) {
        int length = parser.getStringLength();
        if (length > LONGEST_WORD) {
            return parser.getString();
        }
        char[] chars = parser.getStringCharacters();
        int start = parser.getStringOffset();
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            char c = chars[i];
            if (!isLetter(c) && !(isDigit(c) && length <= LONGEST_WITH_DIGITS && i > start)) {
                return parser.getString();
            }
            hash = 31 * hash + c;
        }
        int place = (hash ^ hash >>> 8) & PLACES - 1;
        String known = kept[place];
        if (known == null || !isIn(known, chars, start, length)) {
            known = parser.getString();
            kept[place] = known;
        }
        return known;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIn(String known, char[] chars, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[start + i]) {
                return false;
            }
        }
        return true;
    }
}
