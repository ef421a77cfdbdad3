package io.github.kosmasdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

class DescriptionTest {
    private static final Pattern SOURCE = Pattern.compile("doc|client|inferred|decision:D\\d+");

    private final JsonNode root = Description.read();

    @Test
    void isOpenApi31() throws IOException {
        String text =
                new String(getClass().getResourceAsStream(Description.RESOURCE).readAllBytes(), StandardCharsets.UTF_8);

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(text, null, new ParseOptions());

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(parsed.getOpenAPI().getPaths())
                .hasSameSizeAs(root.get("paths").propertyNames());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> lost = root.findValues("$ref").stream()
                .map(JsonNode::stringValue)
                .filter(ref -> !ref.startsWith("#/")
                        || root.at(JsonPointer.compile(ref.substring(1))).isMissingNode())
                .toList();

        assertThat(lost).isEmpty();
        assertThat(root.findValues("$ref")).hasSizeGreaterThan(100);
    }

    @Test
    void everySchemaIsUsed() {
        List<String> used =
                root.findValues("$ref").stream().map(JsonNode::stringValue).toList();

        assertThat(root.at("/components/schemas").propertyNames())
                .filteredOn(name -> !used.contains("#/components/schemas/" + name))
                .containsExactly("FormSubmission");
    }

    @Test
    void everyOperationHasAnIdOfItsOwn() {
        List<String> ids = Description.strict().operations().stream()
                .map(Description.Operation::id)
                .toList();

        assertThat(ids).doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    void everyElementSaysWhereItComesFrom() {
        List<String> unmarked = new ArrayList<>();
        Description.strict().operations().forEach(o -> requireSource(o.id(), o.node(), unmarked));
        root.at("/components/schemas").properties().forEach(s -> {
            requireSource(s.getKey(), s.getValue(), unmarked);
            walk(s.getKey(), s.getValue(), unmarked);
        });
        for (String kind : List.of("parameters", "headers", "responses", "securitySchemes")) {
            root.at("/components/" + kind)
                    .properties()
                    .forEach(e -> requireSource(kind + " " + e.getKey(), e.getValue(), unmarked));
        }

        assertThat(unmarked).isEmpty();
    }

    @Test
    void everyDecisionIsExplainedInTheWireNotes() throws IOException {
        String notes = Files.readString(Path.of(System.getProperty("basedir"), "..", "docs", "wire-notes.md"));

        TreeSet<String> decisions = new TreeSet<>();
        root.findValues("x-kosma-source").stream()
                .map(JsonNode::stringValue)
                .filter(source -> source.startsWith("decision:"))
                .forEach(source -> decisions.add(source.substring("decision:".length())));

        assertThat(decisions).isNotEmpty().allSatisfy(d -> assertThat(notes).contains("| " + d + " |"));
    }

    private static void walk(String name, JsonNode schema, List<String> unmarked) {
        if (schema.has("$ref")) {
            return;
        }
        schema.path("properties").properties().forEach(p -> {
            String property = name + "." + p.getKey();
            requireSource(property, p.getValue(), unmarked);
            walk(property, p.getValue(), unmarked);
        });
        if (schema.has("items")) {
            requireSource(name + "[]", schema.get("items"), unmarked);
            walk(name + "[]", schema.get("items"), unmarked);
        }
    }

    private static void requireSource(String name, JsonNode element, List<String> unmarked) {
        if (!SOURCE.matcher(element.path("x-kosma-source").asString("")).matches()) {
            unmarked.add(name);
        }
    }
}
