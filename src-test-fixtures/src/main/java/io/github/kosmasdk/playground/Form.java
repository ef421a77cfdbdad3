package io.github.kosmasdk.playground;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A form that was sent to the consumer, with the key that opens its answer. */
final class Form {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final String identifier = UUID.randomUUID().toString();
    private final Supplier<FormKey> keys;
    private final FormKey key;
    private final ArrayNode elements;

    Form(ArrayNode elements, Supplier<FormKey> keys) {
        this.elements = elements;
        this.keys = keys;
        this.key = keys.get();
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
        refuseAnswersToWhatIsNotChosen(values, answer);
        answer.complete();
        return values;
    }

    /** The rules that the values break, by element key; empty when all is well. */
    Map<String, List<String>> check(Map<String, JsonNode> values) {
        Map<String, List<String>> broken = new HashMap<>();
        check(elements, values, broken);
        return broken;
    }

    private static void check(JsonNode among, Map<String, JsonNode> values, Map<String, List<String>> broken) {
        for (JsonNode element : among) {
            check(element.path("content"), values, broken);
            String name = element.path("key").asString("");
            if (name.isEmpty()) {
                continue;
            }
            JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
            List<String> rules =
                    switch (element.path("type").asString()) {
                        case "choice" -> checkChoice(element, value);
                        case "toggle" -> checkToggle(element, value);
                        case "padlock" -> checkPadlock(element, value);
                        case "switchable" -> checkSwitchable(element, value);
                        default -> checkInput(element, value);
                    };
            if (!rules.isEmpty()) {
                broken.put(name, rules);
            }
            check(activeContent(element, values), values, broken);
        }
    }

    /** Of a switchable only the chosen option's elements count; the others must not be answered. */
    private static JsonNode activeContent(JsonNode element, Map<String, JsonNode> values) {
        JsonNode chosen = values.getOrDefault(element.path("key").asString(""), MissingNode.getInstance());
        return option(element, chosen.asString("")).path("content");
    }

    private static void activeKeys(JsonNode among, Map<String, JsonNode> values, Set<String> active) {
        for (JsonNode element : among) {
            if (element.has("key")) {
                active.add(element.path("key").asString());
            }
            activeKeys(element.path("content"), values, active);
            activeKeys(activeContent(element, values), values, active);
        }
    }

    private void refuseAnswersToWhatIsNotChosen(Map<String, JsonNode> values, Body answer) {
        Set<String> active = new HashSet<>();
        activeKeys(elements, values, active);
        for (ObjectNode element : keyed(elements, new ArrayList<>())) {
            String name = element.path("key").asString();
            if (values.containsKey(name) && !active.contains(name)) {
                answer.reject("data", "NOT_ALLOWED", "'" + name + "' belongs to an option that is not chosen");
            }
        }
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
        return new Form(copy, keys);
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
            if (node instanceof ObjectNode element && element.has("key")) {
                found.add(element);
            }
            keyed(node.path("content"), found);
            node.path("options").forEach(option -> keyed(option.path("content"), found));
        }
        return found;
    }

    private static boolean isMissing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static List<String> missing(JsonNode element) {
        return element.path("validator").path("required").asBoolean(false) ? List.of("required") : List.of();
    }

    private static List<String> checkInput(JsonNode element, JsonNode value) {
        if (isMissing(value) || (value.isString() && value.stringValue().isEmpty())) {
            return missing(element);
        }
        if (!value.isString()) {
            return List.of("type");
        }
        JsonNode validator = element.path("validator");
        String text = value.stringValue();
        int length = text.codePointCount(0, text.length());
        List<String> broken = new ArrayList<>();
        if (length < validator.path("min_length").asInt(0)) {
            broken.add("min_length");
        }
        if (length > validator.path("max_length").asInt(Integer.MAX_VALUE)) {
            broken.add("max_length");
        }
        if (validator.path("numeric_only").asBoolean(false)
                && !DIGITS.matcher(text).matches()) {
            broken.add("numeric_only");
        }
        checkCharacters(validator, text, broken);
        checkNumber(validator, text, broken);
        if (validator.has("pattern") && !text.matches(validator.path("pattern").asString())) {
            broken.add("pattern");
        }
        return broken;
    }

    /** The rules of the older validators; {@code char_whitelist} names what is allowed besides. */
    private static void checkCharacters(JsonNode validator, String text, List<String> broken) {
        String others = text.codePoints()
                .filter(character -> !lists(validator.path("char_whitelist"), character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        JsonNode letters = validator.path("letters");
        forbid(validator.path("numeric"), others, Character::isDigit, "numeric", broken);
        forbid(letters.path("uppercase"), others, Character::isUpperCase, "letters_uppercase", broken);
        forbid(letters.path("lowercase"), others, Character::isLowerCase, "letters_lowercase", broken);
        forbid(
                validator.path("symbols"),
                others,
                character -> !Character.isLetterOrDigit(character),
                "symbols",
                broken);
        if (text.codePoints().anyMatch(character -> lists(validator.path("char_blacklist"), character))) {
            broken.add("char_blacklist");
        }
    }

    private static boolean lists(JsonNode characters, int character) {
        return characters.valueStream().anyMatch(one -> one.asString().equals(Character.toString(character)));
    }

    private static void forbid(JsonNode allowed, String text, IntPredicate kind, String rule, List<String> broken) {
        if (!allowed.asBoolean(true) && text.codePoints().anyMatch(kind)) {
            broken.add(rule);
        }
    }

    private static void checkNumber(JsonNode validator, String text, List<String> broken) {
        if (!validator.has("min_value") && !validator.has("max_value")) {
            return;
        }
        boolean number = NUMBER.matcher(text).matches();
        if (!number || Long.parseLong(text) < validator.path("min_value").asLong(Long.MIN_VALUE)) {
            broken.add("min_value");
        }
        if (!number || Long.parseLong(text) > validator.path("max_value").asLong(Long.MAX_VALUE)) {
            broken.add("max_value");
        }
    }

    private static List<String> checkToggle(JsonNode element, JsonNode value) {
        if (isMissing(value)) {
            return List.of("required");
        }
        if (!value.isBoolean()) {
            return List.of("type");
        }
        return value.booleanValue() ? List.of() : missing(element);
    }

    private static List<String> checkPadlock(JsonNode element, JsonNode value) {
        if (isMissing(value) || (value.isArray() && value.isEmpty())) {
            return missing(element);
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isIntegralNumber)) {
            return List.of("type");
        }
        int cells = element.path("rows").asInt() * element.path("columns").asInt();
        List<String> broken = new ArrayList<>();
        if (value.valueStream().anyMatch(cell -> cell.asLong() < 0)) {
            broken.add("min_value");
        }
        if (value.valueStream().anyMatch(cell -> cell.asLong() >= cells)) {
            broken.add("max_value");
        }
        return broken;
    }

    private static List<String> checkSwitchable(JsonNode element, JsonNode value) {
        if (isMissing(value)) {
            return missing(element);
        }
        if (!value.isString()) {
            return List.of("type");
        }
        JsonNode option = option(element, value.stringValue());
        if (option.isMissingNode()) {
            return List.of("valid_options");
        }
        return option.path("disabled").asBoolean(false) ? List.of("option_disabled") : List.of();
    }

    private static List<String> checkChoice(JsonNode element, JsonNode value) {
        if (!isMissing(value) && !value.isString() && !value.isArray()) {
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

    private static JsonNode option(JsonNode element, String value) {
        for (JsonNode option : element.path("options")) {
            if (option.path("value").asString().equals(value)) {
                return option;
            }
        }
        return MissingNode.getInstance();
    }
}
