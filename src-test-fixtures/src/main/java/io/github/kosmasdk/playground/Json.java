package io.github.kosmasdk.playground;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of the wire as a tree; the simulator has no models that a client could share its mistakes with. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode array(Iterable<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode data(ObjectNode content) {
        ObjectNode envelope = object();
        envelope.set("data", content);
        return envelope;
    }

    static ObjectNode amount(long minorUnits, String currency) {
        return object().put("amount", minorUnits).put("currency", currency);
    }

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64Url(JsonNode node) {
        return base64Url(write(node).getBytes(StandardCharsets.UTF_8));
    }
}
