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
 * @param places {@code _} where a character is typed, the separators as they are
 * @param example the same with {@code 0} for a digit and {@code A} for a letter
 */
record Mask(String places, String example) {

    private static final Pattern CLASS = Pattern.compile("/?(\\[[^\\[\\]]+]|\\\\[dw])/?");
    private static final Pattern REGULAR_EXPRESSION = Pattern.compile("[\\[\\\\/].+");
    private static final Pattern PLACE = Pattern.compile("[\\p{L}\\p{N}#*?_]");
    private static final String TYPED = "_";

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
                places.append(TYPED);
                example.append(exampleOf(entry));
            } else if (REGULAR_EXPRESSION.matcher(entry).matches()) {
                return Optional.empty();
            } else {
                // more than one character in an entry: the whole layout in one text
                places.append(PLACE.matcher(entry).replaceAll(TYPED));
                example.append(entry);
            }
        }
        return places.chars().allMatch(place -> place == '_')
                ? Optional.empty()
                : Optional.of(new Mask(places.toString(), example.toString()));
    }

    private static String exampleOf(String characters) {
        if (characters.contains("0-9") || characters.contains("\\d")) {
            return characters.toLowerCase(Locale.ROOT).contains("a-z") ? "X" : "0";
        }
        return characters.toLowerCase(Locale.ROOT).contains("a-z") ? "A" : "X";
    }
}
