package io.github.kosmasdk.playground;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A category of transactions; it can lie below several others. */
record Category(String id, String name, List<Category> parents) {

    /** This one and all that lie above it, the nearest first. */
    Set<Category> upwards() {
        Set<Category> found = new LinkedHashSet<>();
        Deque<Category> next = new ArrayDeque<>(List.of(this));
        while (!next.isEmpty()) {
            Category category = next.removeFirst();
            if (found.add(category)) {
                next.addAll(category.parents);
            }
        }
        return found;
    }

    ObjectNode toJson() {
        return Json.object().put("id", id).put("name", name);
    }
}
