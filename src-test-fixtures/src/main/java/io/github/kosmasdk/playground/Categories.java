package io.github.kosmasdk.playground;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All categories of the simulator, from {@code kosma/playground/categories.yaml}. */
final class Categories {
    private static final UUID NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
    private static final Map<String, String> DOCUMENTED_IDS = Map.of(
            "Insurances", "7a7e8a81-9447-533d-88a3-494d2ec14f09",
            "Health Insurance", "62ca48cb-949d-593c-9e5d-657b2c36cafc");

    private final Map<String, Category> byName = new LinkedHashMap<>();
    private final Map<String, Category> byId;

    Categories() {
        JsonNode tree = Resources.yaml("/kosma/playground/categories.yaml");
        tree.propertyNames().forEach(name -> make(name, tree));
        byId = byName.values().stream().collect(Collectors.toMap(Category::id, category -> category));
    }

    private Category make(String name, JsonNode tree) {
        Category known = byName.get(name);
        if (known != null) {
            return known;
        }
        List<Category> parents = new ArrayList<>();
        tree.required(name).forEach(parent -> parents.add(make(parent.asString(), tree)));
        Category category = new Category(id(name), name, List.copyOf(parents));
        byName.put(name, category);
        return category;
    }

    /** @throws IllegalArgumentException when there is none of this name */
    Category named(String name) {
        Category category = byName.get(name);
        if (category == null) {
            throw new IllegalArgumentException("there is no category " + name);
        }
        return category;
    }

    Optional<Category> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Category> all() {
        return List.copyOf(byName.values());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        byName.values()
                .forEach(category -> data.addObject()
                        .setAll(category.toJson())
                        .set(
                                "parents",
                                Json.array(category.parents().stream()
                                        .map(Category::id)
                                        .toList())));
        return json;
    }

    static String id(String name) {
        return DOCUMENTED_IDS.getOrDefault(name, nameBased(name).toString());
    }

    /** A UUID of version 5 (RFC 9562) in the namespace of URLs. */
    private static UUID nameBased(String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long most = hash.getLong() & ~0xF000L | 0x5000L;
            long least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
            return new UUID(most, least);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
