package io.github.kosmasdk.playground;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A form that was sent to the consumer, with the key that opens its answer. */
final class Form {
    private final String identifier = UUID.randomUUID().toString();
    private final FormKey key = FormKey.fresh();
    private final ArrayNode elements;

    Form(ArrayNode elements) {
        this.elements = elements;
    }

    String keyJwt() {
        return key.toJwt();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("form_identifier", identifier).put("version", "1.0.0");
        json.set("elements", elements);
        return json;
    }

    /**
     * Opens an answer to this form.
     *
     * @return the values by element key
     * @throws ApiError when the body is no encrypted answer, or one to another form
     */
    Map<String, JsonNode> open(Body body) {
        if (!body.has("ct") && !body.has("ek")) {
            throw ApiError.invalid(
                    "REQUIRED", "A form is answered encrypted only: 'ct', 'iv' and 'ek' are expected", "body");
        }
        String ct = body.requiredText("ct");
        String iv = body.requiredText("iv");
        String ek = body.requiredText("ek");
        body.complete();
        String plaintext = FormDecryption.decrypt(
                Objects.requireNonNull(ct), Objects.requireNonNull(iv), Objects.requireNonNull(ek), key.privateKey());
        Body answer = Body.of(plaintext, "plaintext");
        String answered = answer.requiredText("form_identifier");
        if (answered != null && !answered.equals(identifier)) {
            answer.reject("form_identifier", "INVALID_VALUE", "is not the identifier of the current form");
        }
        JsonNode entries = answer.get("data");
        if (!entries.isArray()) {
            answer.reject("data", "INVALID_TYPE", "must be an array of {key, value}");
        }
        Map<String, JsonNode> values = new HashMap<>();
        for (JsonNode entry : entries) {
            JsonNode name = entry.path("key");
            if (!name.isString()) {
                answer.reject("data", "INVALID_TYPE", "every entry must have a key");
            } else if (values.put(name.stringValue(), entry.path("value")) != null) {
                answer.reject("data", "INVALID_VALUE", "'" + name.stringValue() + "' is answered twice");
            }
        }
        answer.complete();
        return values;
    }

    /** The rules that the values break, by element key; empty when all is well. */
    Map<String, List<String>> check(Map<String, JsonNode> values) {
        Map<String, List<String>> broken = new HashMap<>();
        for (ObjectNode element : keyed(elements, new ArrayList<>())) {
            String name = element.get("key").stringValue();
            JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
            List<String> rules = element.get("type").stringValue().equals("choice")
                    ? checkChoice(element, value)
                    : checkInput(element, value);
            if (!rules.isEmpty()) {
                broken.put(name, rules);
            }
        }
        return broken;
    }

    /** The same questions once more, under a new identifier and key, with what was wrong told on the elements. */
    Form again(Map<String, List<String>> broken) {
        ArrayNode copy = elements.deepCopy();
        for (ObjectNode element : keyed(copy, new ArrayList<>())) {
            element.remove("validation_error");
            if (element.get("allow_selected") instanceof ObjectNode allowSelected) {
                allowSelected.remove("validation_error");
            }
            for (String rule : broken.getOrDefault(element.get("key").stringValue(), List.of())) {
                ObjectNode holder = rule.startsWith("allow_selected_")
                                && element.get("allow_selected") instanceof ObjectNode allowSelected
                        ? allowSelected
                        : element;
                holder.withObjectProperty("validation_error").put(rule, true);
            }
        }
        return new Form(copy);
    }

    /** A choice is answered with one text or with a list of texts. */
    static List<String> chosen(JsonNode value) {
        List<String> chosen = new ArrayList<>();
        if (value.isString()) {
            chosen.add(value.stringValue());
        } else if (value.isArray()) {
            value.forEach(item -> chosen.add(item.isString() ? item.stringValue() : ""));
        }
        return chosen;
    }

    private static List<ObjectNode> keyed(JsonNode among, List<ObjectNode> found) {
        for (JsonNode node : among) {
            if (node instanceof ObjectNode element) {
                if (element.has("key")) {
                    found.add(element);
                }
                if (element.has("content")) {
                    keyed(element.get("content"), found);
                }
            }
        }
        return found;
    }

    private static List<String> checkInput(ObjectNode element, JsonNode value) {
        JsonNode validator = element.path("validator");
        if (value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isEmpty())) {
            return validator.path("required").asBoolean(false) ? List.of("required") : List.of();
        }
        if (!value.isString()) {
            return List.of("type");
        }
        int length = value.stringValue().codePointCount(0, value.stringValue().length());
        List<String> broken = new ArrayList<>();
        if (length < validator.path("min_length").asInt(0)) {
            broken.add("min_length");
        }
        if (length > validator.path("max_length").asInt(Integer.MAX_VALUE)) {
            broken.add("max_length");
        }
        return broken;
    }

    private static List<String> checkChoice(ObjectNode element, JsonNode value) {
        boolean missing = value.isMissingNode() || value.isNull();
        if (!missing && !value.isString() && !value.isArray()) {
            return List.of("type");
        }
        List<String> chosen = chosen(value);
        List<String> broken = new ArrayList<>();
        if (chosen.size() < element.path("allow_selected").path("min").asInt(1)) {
            broken.add("allow_selected_min");
        }
        if (chosen.size() > element.path("allow_selected").path("max").asInt(1)) {
            broken.add("allow_selected_max");
        }
        for (String choice : chosen) {
            JsonNode option = option(element, choice);
            if (option.isMissingNode()) {
                broken.add("valid_options");
            } else if (option.path("disabled").asBoolean(false)) {
                broken.add("option_disabled");
            }
        }
        return broken;
    }

    private static JsonNode option(ObjectNode element, String value) {
        for (JsonNode option : element.path("options")) {
            if (option.path("value").asString().equals(value)) {
                return option;
            }
        }
        return MissingNode.getInstance();
    }
}
