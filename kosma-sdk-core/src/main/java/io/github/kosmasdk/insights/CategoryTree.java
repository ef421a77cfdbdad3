package io.github.kosmasdk.insights;

import io.github.kosmasdk.internal.Lists;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All categories, and the ways between them. Safe for any number of threads. A parent that is not among the categories counts
 * as none, and a cycle, which should not be, is walked once.
 */
public final class CategoryTree {

    private final Map<String, Category> byId;
    private final Map<String, List<Category>> children = new LinkedHashMap<>();

    /**
     * A tree of these categories.
     *
     * @param categories the categories; of two with one id the first counts
     */
    public CategoryTree(List<Category> categories) {
        Map<String, Category> known = new LinkedHashMap<>();
        Lists.copy(categories).forEach(category -> known.putIfAbsent(category.id(), category));
        byId = Collections.unmodifiableMap(known);
        byId.values()
                .forEach(category -> parents(category)
                        .forEach(parent -> children.computeIfAbsent(parent.id(), id -> new ArrayList<>())
                                .add(category)));
    }

    /**
     * All categories.
     *
     * @return the categories, in the order of the service
     */
    public List<Category> all() {
        return List.copyOf(byId.values());
    }

    /**
     * The categories at the top.
     *
     * @return those without a parent
     */
    public List<Category> roots() {
        return byId.values().stream()
                .filter(category -> parents(category).isEmpty())
                .toList();
    }

    /**
     * Looks a category up.
     *
     * @param id its id
     * @return the category, empty when there is none
     */
    public Optional<Category> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Looks a category up, whatever the case of the letters.
     *
     * @param name its name
     * @return the category, the first of the service's order where several have that name; empty when there is none
     */
    public Optional<Category> byName(String name) {
        return byId.values().stream()
                .filter(category -> category.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * The categories right above one.
     *
     * @param category the category
     * @return its parents, empty at the top
     */
    public List<Category> parents(Category category) {
        return category.parents().stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * The categories right below one.
     *
     * @param category the category
     * @return its children, empty at the bottom
     */
    public List<Category> children(Category category) {
        return List.copyOf(children.getOrDefault(category.id(), List.of()));
    }

    /**
     * Every category above one, however far.
     *
     * @param category the category
     * @return those above it, the nearest first, each once; empty at the top
     */
    public List<Category> ancestors(Category category) {
        Set<Category> above = new LinkedHashSet<>();
        List<Category> level = parents(category);
        while (!level.isEmpty()) {
            level = level.stream()
                    .filter(one -> !one.id().equals(category.id()) && above.add(one))
                    .flatMap(one -> parents(one).stream())
                    .toList();
        }
        return List.copyOf(above);
    }

    /**
     * The ways from the top down to a category.
     *
     * @param category the category
     * @return one way for each line of parents, each from a root to the category itself; a single one for a root
     */
    public List<List<Category>> paths(Category category) {
        return paths(category, Set.of());
    }

    private List<List<Category>> paths(Category category, Set<String> below) {
        List<Category> parents = parents(category).stream()
                .filter(parent -> !parent.id().equals(category.id()) && !below.contains(parent.id()))
                .toList();
        if (parents.isEmpty()) {
            return List.of(List.of(category));
        }
        Set<String> walked = new LinkedHashSet<>(below);
        walked.add(category.id());
        return parents.stream()
                .flatMap(parent -> paths(parent, walked).stream())
                .map(path -> Stream.concat(path.stream(), Stream.of(category)).toList())
                .toList();
    }

    /**
     * Whether a category is another one, or lies below it.
     *
     * @param category the category
     * @param wider the other
     * @return {@code true} when it is or does
     */
    public boolean isA(Category category, Category wider) {
        return category.id().equals(wider.id()) || ancestors(category).contains(wider);
    }

    /** How many. */
    @Override
    public String toString() {
        return "CategoryTree[" + byId.size() + " categories]";
    }
}
