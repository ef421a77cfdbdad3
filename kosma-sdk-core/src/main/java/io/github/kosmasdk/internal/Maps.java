package io.github.kosmasdk.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps as they come from the wire. */
public final class Maps {

    private Maps() {}

    /**
     * An unmodifiable copy without gaps, in the same order.
     *
     * @param map the map as it came, {@code null} when it was absent
     * @param <V> what is in it
     * @return the copy, empty when there was none
     */
    public static <V> Map<String, V> copy(@Nullable Map<String, ? extends @Nullable V> map) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(copy);
    }
}
