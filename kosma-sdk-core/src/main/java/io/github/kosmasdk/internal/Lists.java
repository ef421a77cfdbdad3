package io.github.kosmasdk.internal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists as they come from the wire. */
public final class Lists {

    private Lists() {}

    /**
     * An unmodifiable copy without gaps.
     *
     * @param list the list as it came, {@code null} when it was absent
     * @param <T> what is in it
     * @return the copy, empty when there was none
     */
    public static <T> List<T> copy(@Nullable List<? extends @Nullable T> list) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        return list.stream().filter(Objects::nonNull).<T>map(item -> item).toList();
    }
}
