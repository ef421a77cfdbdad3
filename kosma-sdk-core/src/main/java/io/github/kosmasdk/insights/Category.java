package io.github.kosmasdk.insights;

import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Objects;

/**
 * A category of transactions. Categories form a graph without cycles: one can lie below several others, as health insurance
 * does below insurances and below healthcare. {@link CategoryTree} finds the way in it.
 *
 * @param id its id, opaque
 * @param name its name
 * @param parents the ids of the categories right above it, empty at the top
 * @see <a href="https://docs.openbanking.klarna.com/acin/category-list.html">Categories</a>
 */
public record Category(String id, String name, List<String> parents) {

    /** Checks that there is an id, and takes the list as it came, absent as empty. */
    public Category {
        Objects.requireNonNull(id, "id");
        name = name == null ? "" : name;
        parents = Lists.copy(parents);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
