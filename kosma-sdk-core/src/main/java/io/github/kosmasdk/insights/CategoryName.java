package io.github.kosmasdk.insights;

import java.util.Objects;

/**
 * A category as reports name it; {@link CategoryTree#byId} gives the whole.
 *
 * @param id its id
 * @param name its name
 */
public record CategoryName(String id, String name) {

    /** Checks that there is an id. */
    public CategoryName {
        Objects.requireNonNull(id, "id");
        name = name == null ? "" : name;
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
