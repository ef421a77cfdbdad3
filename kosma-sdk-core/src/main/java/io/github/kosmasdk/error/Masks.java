package io.github.kosmasdk.error;

import java.util.regex.Pattern;

/** Texts of the service and the banks, made fit for a message or a log. */
final class Masks {

    private static final Pattern IBAN =
            Pattern.compile("\\b([A-Z]{2}[0-9]{2})(?: ?[A-Z0-9]){7,26}((?: ?[A-Z0-9]){4})\\b");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Masks() {}

    /**
     * Masks IBANs and puts everything on one line.
     *
     * @param text a text of the service
     * @return the text, each IBAN as {@code DE43***1168}
     */
    static String text(String text) {
        return IBAN.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("$1***$2");
    }
}
