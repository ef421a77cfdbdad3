package io.github.kosmasdk.contract;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Walks over the schemas of a description that say what a value is; conditions (`if`, `not`, `allOf`) are left out. */
final class Schemas {
    private final List<ObjectNode> found = new ArrayList<>();

    private Schemas() {}

    static List<ObjectNode> in(JsonNode root) {
        Schemas walk = new Schemas();
        root.get("components").get("schemas").forEach(walk::visit);
        return walk.found;
    }

    private void visit(JsonNode schema) {
        if (schema.has("$ref")) {
            return;
        }
        found.add((ObjectNode) schema);
        schema.path("properties").forEach(this::visit);
        schema.path("oneOf").forEach(this::visit);
        schema.path("anyOf").forEach(this::visit);
        if (schema.has("items")) {
            visit(schema.get("items"));
        }
    }
}
