package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.internal.mask.Masks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the types of this package share when they copy or show themselves. */
final class Texts {

    private Texts() {}

    static String describe(FormElement element) {
        Optional<String> key = element instanceof FormField field
                ? Optional.of(field.key())
                : element instanceof UnknownElement unknown ? unknown.key() : Optional.empty();
        return Masks.label(element.type())
                + key.map(it -> "[" + Masks.label(it) + "]").orElse("");
    }

    static <T> Set<T> ordered(Set<T> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    static Map<String, @Nullable Object> unmodifiable(Map<String, @Nullable Object> members) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
}
