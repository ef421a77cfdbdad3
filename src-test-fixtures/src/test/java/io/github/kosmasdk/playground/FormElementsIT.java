package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The user whose forms have every element. */
class FormElementsIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = KosmaPlaygroundExtension.with(settings -> settings.formKeys(4));

    private static final Map<String, String> RIGHT = Map.ofEntries(
            Map.entry("element_birthday", "\"12.03.1990\""),
            Map.entry("element_iban", "\"DE43000000005686751168\""),
            Map.entry("element_pno", "\"900312-1234\""),
            Map.entry("element_branch", "\"370\""),
            Map.entry("element_word", "\"ROT KEH\""),
            Map.entry("element_contract", "\"4711-0815\""),
            Map.entry("element_ways", "[\"app\", \"sms\"]"),
            Map.entry("element_letters", "[]"),
            Map.entry("element_customer", "\"private\""),
            Map.entry("element_remember", "true"),
            Map.entry("element_terms", "true"),
            Map.entry("element_captcha", "\"R7K4\""),
            Map.entry("element_pattern", "[0, 1, 4, 7]"));

    private Consumer consumer;
    private Answer details;

    @BeforeEach
    void logsIn() {
        TestClient client = new TestClient(KOSMA.playground());
        consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("form-elements");
        RIGHT.forEach((key, json) -> consumer.answer(key, TestClient.MAPPER.readTree(json)));
        details = consumer.afterForms(2);
    }

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().answersOnly().assertValid(KOSMA.playground().exchanges());
    }

    @Test
    void theirFormsHaveEveryMemberThatTheDescriptionKnows() throws IOException {
        Answer ways = consumer.fillIn(details);
        Answer codes = consumer.fillIn(ways);
        Answer end = consumer.fillIn(codes);

        Set<String> sent = new TreeSet<>();
        for (Answer form : new Answer[] {details, ways, codes}) {
            collect(form.json().at("/data/result/form/elements"), sent);
        }
        Set<String> known = known();
        assertThat(known).contains("input.mask", "input.validator.pattern_format", "choice.options.badge.content");
        assertThat(sent).containsAll(known);
        assertThat(sent)
                .contains(
                        "tag ACCEPT", "tag SETTINGS", "tag COLLAPSIBLE", "tag QR_CODE", "tag CAPTCHA", "tag HORIZONTAL")
                .contains("tag BOX_INFO", "tag BOX_WARNING", "tag BOX_DANGER", "tag BOX_SUCCESS", "tag HELPTEXT")
                .contains("badge image", "badge text", "data_type IBAN", "data_type PNO")
                .contains("data_type ORGANIZATION_REGISTRATION_ID");
        assertThat(end.text("/data/state")).isEqualTo("FINISHED");
    }

    private static void collect(JsonNode elements, Set<String> sent) {
        for (JsonNode element : elements) {
            String type = element.path("type").asString();
            members(type, element, sent);
            element.path("tags").forEach(tag -> sent.add("tag " + tag.asString()));
            sent.add("data_type " + element.path("data_type").asString(""));
            collect(element.path("content"), sent);
            for (JsonNode option : element.path("options")) {
                sent.add("badge " + option.at("/badge/type").asString(""));
                collect(option.path("content"), sent);
            }
        }
    }

    private static void members(String path, JsonNode node, Set<String> sent) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = path + "." + member.getKey();
            sent.add(name);
            if (!member.getKey().equals("content")) {
                members(name, member.getValue(), sent);
                member.getValue().forEach(item -> members(name, item, sent));
            }
        }
    }

    /** Every member of every element of the description; what was wrong is told only after an answer. */
    private static Set<String> known() throws IOException {
        Set<String> known = new TreeSet<>();
        try (InputStream yaml = FormElementsIT.class.getResourceAsStream("/kosma/openapi.yaml")) {
            JsonNode schemas = new YAMLMapper().readTree(yaml).at("/components/schemas");
            for (Map.Entry<String, JsonNode> element :
                    schemas.at("/FormElement/discriminator/mapping").properties()) {
                properties(element.getKey(), resolved(element.getValue(), schemas), schemas, known);
            }
        }
        known.removeIf(name -> name.contains("validation_error"));
        return known;
    }

    private static void properties(String path, JsonNode schema, JsonNode schemas, Set<String> known) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = path + "." + property.getKey();
            known.add(name);
            if (!property.getKey().equals("content")) {
                properties(
                        name, resolved(property.getValue().path("$ref"), property.getValue(), schemas), schemas, known);
                properties(name, property.getValue().path("items"), schemas, known);
            }
        }
    }

    private static JsonNode resolved(JsonNode reference, JsonNode schemas) {
        return schemas.path(reference.asString().replaceFirst(".*/", ""));
    }

    private static JsonNode resolved(JsonNode reference, JsonNode inline, JsonNode schemas) {
        return reference.isMissingNode() ? inline : resolved(reference, schemas);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "element_birthday|\"12031990\"|pattern",
                "element_birthday|\"\"|required",
                "element_iban|\"DE43-0000-0000-5686\"|char_blacklist",
                "element_pno|\"9003A2-1234\"|letters_uppercase",
                "element_pno|\"9003a2-1234\"|letters_lowercase",
                "element_pno|\"9003.2-1234\"|symbols",
                "element_branch|\"99\"|min_value",
                "element_branch|\"900\"|max_value",
                "element_branch|\"1x0\"|numeric_only,min_value,max_value"
            })
    void whatIsTypedIsCheckedByTheRules(String key, String json, String rules) {
        consumer.answer(key, TestClient.MAPPER.readTree(json));

        Answer again = consumer.fillIn(details);

        assertThat(again.json().findParents("validation_error")).singleElement().satisfies(element -> {
            assertThat(element.path("key").asString()).isEqualTo(key);
            assertThat(element.path("validation_error").propertyNames()).containsExactly(rules.split(","));
        });
        consumer.answer(key, TestClient.MAPPER.readTree(RIGHT.get(key)));
        assertThat(consumer.fillIn(again).json().findParents("validation_error"))
                .isEmpty();
    }

    @Test
    void nobodyConfirmsUnanswered() {
        TestClient client = new TestClient(KOSMA.playground());
        JsonNode flow = client.startFlow(client.session(), "accounts", "{}");
        Consumer waiting = client.consumer(flow).as("decoupled-unanswered");
        waiting.afterForms(2);

        for (int poll = 0; poll < 20; poll++) {
            assertThat(waiting.look().text("/data/state")).isEqualTo("PROCESSING");
        }

        assertThat(client.call("DELETE", flow.path("self").asString(), null).status())
                .isEqualTo(204);
        assertThat(waiting.look().text("/data/state")).isEqualTo("ABORTED");
    }
}
