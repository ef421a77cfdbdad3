package io.github.kosmasdk.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI description, read once: its operations, and its schemas ready to validate with. */
final class Description {
    static final String RESOURCE = "/kosma/openapi.yaml";

    private static final String BASE = "urn:kosma-sdk:openapi";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Description STRICT = new Description(true);
    private static final Description TOLERANT = new Description(false);

    private final JsonNode root;
    private final List<Operation> operations;
    private final SchemaRegistry schemas;

    private Description(boolean strict) {
        root = read();
        operations = operations(root);
        Schemas.in(root).forEach(strict ? Description::close : Description::open);
        schemas = SchemaRegistry.withDialect(
                dialect(),
                builder -> builder.schemas(Map.of(BASE, root.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** Unknown members and values are problems. */
    static Description strict() {
        return STRICT;
    }

    /** Unknown members and values are fine. */
    static Description tolerant() {
        return TOLERANT;
    }

    static JsonNode read() {
        try (InputStream in = Description.class.getResourceAsStream(RESOURCE)) {
            return YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> operation(String id) {
        return operations.stream().filter(o -> o.id().equals(id)).findFirst();
    }

    /** The operation of a method and a path; a path written out goes before one with a placeholder. */
    Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .filter(o -> o.method().equals(method) && o.path().matcher(path).matches())
                .min(Comparator.comparingInt(Operation::placeholders));
    }

    /** The node itself, or what its reference points at. */
    JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null
                ? node
                : root.at(JsonPointer.compile(reference.stringValue().substring(1)));
    }

    /** Problems of a JSON text against a schema of this description; empty when there are none. */
    List<String> check(JsonNode schema, String json) {
        JsonNode value;
        try {
            value = JSON.readTree(json);
        } catch (JacksonException e) {
            return List.of("is not JSON: " + e.getOriginalMessage());
        }
        Schema compiled = schemas.getSchema(
                SchemaLocation.of(BASE + schema.required("$ref").stringValue()));
        return worded(compiled.validate(value));
    }

    /** Where none of several alternatives fits, the one that comes nearest says what is wrong. */
    private static List<String> worded(List<Error> errors) {
        List<Error> told = new ArrayList<>(errors);
        for (Error choice : errors) {
            if (choice.getKeyword().equals("oneOf")) {
                String prefix = choice.getEvaluationPath() + "/";
                Map<String, List<Error>> branches = errors.stream()
                        .filter(e -> e.getEvaluationPath().toString().startsWith(prefix))
                        .collect(Collectors.groupingBy(e -> e.getEvaluationPath()
                                .toString()
                                .substring(prefix.length())
                                .split("/", 2)[0]));
                Collection<Error> nearest = branches.values().stream()
                        .min(Comparator.comparingInt(Collection::size))
                        .orElse(List.of());
                branches.values().stream().filter(b -> b != nearest).forEach(told::removeAll);
                if (!nearest.isEmpty()) {
                    told.remove(choice);
                }
            }
        }
        return told.stream().map(Description::worded).distinct().toList();
    }

    private static String worded(Error error) {
        String where = error.getInstanceLocation().toString();
        return error.getKeyword().equals("unevaluatedProperties")
                ? where + "/" + error.getProperty() + ": is not described"
                : (where.isEmpty() ? "/" : where) + ": " + error.getMessage();
    }

    private static void close(ObjectNode schema) {
        if (schema.has("properties")) {
            schema.put("unevaluatedProperties", false);
        }
        if (schema.has("x-extensible-enum")) {
            schema.set("enum", schema.get("x-extensible-enum"));
        }
        if (schema.has("x-extensible-pattern")) {
            schema.set("pattern", schema.get("x-extensible-pattern"));
        }
        if (schema.has("x-kosma-unknown")) {
            schema.putObject("not");
        }
    }

    /** The validator takes a discriminator's mapping for the whole list; without it the alternatives speak for themselves. */
    private static void open(ObjectNode schema) {
        schema.remove("discriminator");
    }

    private static Dialect dialect() {
        return Dialect.builder(Dialects.getOpenApi31())
                .keywords(Stream.of("x-kosma-source", "x-kosma-unknown", "x-extensible-enum", "x-extensible-pattern")
                        .map(NonValidationKeyword::new)
                        .toList())
                .build();
    }

    private static List<Operation> operations(JsonNode root) {
        List<Operation> found = new ArrayList<>();
        Set<String> methods = Set.of("get", "put", "post", "delete");
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> methods.contains(entry.getKey()))
                        .forEach(entry -> found.add(Operation.of(path.getKey(), path.getValue(), entry))));
        return List.copyOf(found);
    }

    /**
     * One operation of the description.
     *
     * @param id its operationId
     * @param method the HTTP method in upper case
     * @param path what paths belong to it
     * @param placeholders how many parts of its path are placeholders
     * @param token whether it takes the token
     * @param node the operation as described
     */
    record Operation(String id, String method, Pattern path, int placeholders, boolean token, JsonNode node) {
        private static Operation of(String template, JsonNode item, Map.Entry<String, JsonNode> operation) {
            String[] parts = template.split("\\{[^}]+}", -1);
            String below = item.path("x-kosma-below").asBoolean(false) ? "(/.*)?" : "";
            String regex = Stream.of(parts)
                            .map(Pattern::quote)
                            .reduce((a, b) -> a + "[^/]+" + b)
                            .orElseThrow()
                    + below;
            JsonNode node = operation.getValue();
            boolean token = !node.has("security") || !node.get("security").isEmpty();
            return new Operation(
                    node.required("operationId").stringValue(),
                    operation.getKey().toUpperCase(Locale.ROOT),
                    Pattern.compile(regex),
                    parts.length - 1,
                    token,
                    node);
        }
    }
}
