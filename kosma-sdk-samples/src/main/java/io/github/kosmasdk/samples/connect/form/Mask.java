package io.github.kosmasdk.samples.connect.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the characters of a field are laid out, such as {@code 00.00.0000}. Banks say it character by character: a class such
 * as {@code [0-9]} where one is typed, anything else is fixed. Of what is fixed only separators count here: a letter or a
 * digit may stand for itself as well as for a character to type. It is a hint, and nothing is checked by it.
 *
 * @param places {@code 0} where a digit is typed, {@code A} for a letter, {@code _} for either; the separators as they are
 * @param example how it looks to people
 */
record Mask(String places, String example) {

    private static final Pattern CLASS = Pattern.compile("/?(\\[[^\\[\\]]+]|\\\\[dw])/?");
    private static final Pattern REGULAR_EXPRESSION = Pattern.compile("[\\[\\\\/].+");
    private static final Pattern PLACE = Pattern.compile("[\\p{L}\\p{N}#*?_]");
    private static final String DIGIT = "0";
    private static final String LETTER = "A";
    private static final String EITHER = "_";

    /**
     * Reads a mask.
     *
     * @param entries what the bank says
     * @return the mask, empty when it has no separators or is not understood
     */
    static Optional<Mask> of(List<String> entries) {
        StringBuilder places = new StringBuilder();
        StringBuilder example = new StringBuilder();
        for (String entry : entries) {
            if (CLASS.matcher(entry).matches()) {
                String place = place(entry);
                places.append(place);
                example.append(place.equals(EITHER) ? "X" : place);
            } else if (REGULAR_EXPRESSION.matcher(entry).matches()) {
                return Optional.empty();
            } else {
                // more than one character in an entry: the whole layout in one text
                places.append(PLACE.matcher(entry).replaceAll(EITHER));
                example.append(entry);
            }
        }
        return places.chars().anyMatch(place -> "0A_".indexOf(place) < 0)
                ? Optional.of(new Mask(places.toString(), example.toString()))
                : Optional.empty();
    }

    private static String place(String characters) {
        boolean digits = characters.contains("0-9") || characters.contains("\\d");
        boolean letters = characters.toLowerCase(Locale.ROOT).contains("a-z");
        return digits == letters ? EITHER : digits ? DIGIT : LETTER;
    }
}
