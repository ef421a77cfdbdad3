package io.github.kosmasdk.internal;

import java.util.ArrayList;
import java.util.List;
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
        List<T> copy = new ArrayList<>(list.size());
        for (T item : list) {
            if (item != null) {
                copy.add(item);
            }
        }
        return List.copyOf(copy);
    }
}
