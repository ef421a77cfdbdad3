package io.github.kosmasdk.auth.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the types of this package share when they copy or show themselves. */
final class Texts {

    private static final int MAX_SHOWN = 80;
    private static final int MAX_READ = 1000;
    private static final Pattern IBAN =
            Pattern.compile("\\b([A-Z]{2}[0-9]{2})(?: ?[A-Z0-9]){7,26}((?: ?[A-Z0-9]){4})\\b");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Texts() {}

    static String describe(FormElement element) {
        Optional<String> key = element instanceof FormField field
                ? Optional.of(field.key())
                : element instanceof UnknownElement unknown ? unknown.key() : Optional.empty();
        return shown(element.type()) + key.map(it -> "[" + shown(it) + "]").orElse("");
    }

    /** A text of the service made fit for a message: one line, short, IBANs masked. */
    static String shown(String text) {
        if (text.length() > MAX_READ) {
            return shown(text.substring(0, MAX_READ));
        }
        String masked = IBAN.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("$1***$2");
        return masked.length() <= MAX_SHOWN ? masked : masked.substring(0, MAX_SHOWN) + "...";
    }

    static <T> Set<T> ordered(Set<T> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    static Map<String, @Nullable Object> unmodifiable(Map<String, @Nullable Object> members) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
}
