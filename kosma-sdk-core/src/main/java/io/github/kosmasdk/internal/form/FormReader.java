package io.github.kosmasdk.internal.form;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.form.Badge;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.DataType;
import io.github.kosmasdk.auth.form.ElementHead;
import io.github.kosmasdk.auth.form.Flicker;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.Image;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.Link;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Text;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.auth.form.UnknownElement;
import io.github.kosmasdk.auth.form.ValidationRule;
import io.github.kosmasdk.auth.form.Validator;
import io.github.kosmasdk.internal.json.Unknowns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads forms, however odd: a member that is absent, null or of the wrong type counts as absent, an element that makes
 * no sense without it becomes an {@link UnknownElement}, and the rest of the form is read all the same.
 */
public final class FormReader {

    /** How deep elements are read inside each other; what lies deeper is kept as an {@link UnknownElement}. */
    static final int MAX_ELEMENT_DEPTH = 16;

    /** How deep raw members are kept; what lies deeper is replaced by {@link #TOO_DEEP}. */
    static final int MAX_RAW_DEPTH = 32;

    static final String TOO_DEEP = "(nested too deeply)";

    private static final int MAX_BARS = 100;

    private FormReader() {}

    /**
     * Reads a form.
     *
     * @param form the container
     * @param keyJwt the JWT that came with it, {@code null} when none did
     * @return the form, without elements when the container is no JSON object
     */
    public static Form read(JsonNode form, @Nullable String keyJwt) {
        return new Form(
                text(form, "form_identifier").orElse(""),
                text(form, "version").orElse(null),
                elements(form.get("elements"), 0),
                keyJwt);
    }

    private static List<FormElement> elements(@Nullable JsonNode array, int depth) {
        List<FormElement> elements = new ArrayList<>();
        for (JsonNode node : items(array)) {
            if (node.isObject()) {
                elements.add(element(node, depth));
            }
        }
        return elements;
    }

    private static FormElement element(JsonNode node, int depth) {
        ElementHead head =
                new ElementHead(text(node, "type").orElse(""), text(node, "version"), texts(node.get("tags")));
        if (depth >= MAX_ELEMENT_DEPTH) {
            return new UnknownElement(head, members(node));
        }
        Optional<String> key = text(node, "key").filter(it -> !it.isEmpty());
        Optional<? extends FormElement> element =
                switch (head.type()) {
                    case "input" -> key.map(it -> input(head, it, node));
                    case "choice" -> key.map(it -> choice(head, it, node));
                    case "toggle" -> key.map(it -> toggle(head, it, node));
                    case "switchable" -> key.map(it -> switchable(head, it, node, depth));
                    case "padlock" -> key.map(it -> padlock(head, it, node));
                    case "flicker" -> frames(node.get("data")).map(frames -> new Flicker(head, frames));
                    case "image" -> text(node, "src").map(src -> image(head, src, node));
                    case "text" ->
                        Optional.of(new Text(head, text(node, "content").orElse("")));
                    case "link" -> Optional.of(new Link(head, text(node, "label"), text(node, "href"), members(node)));
                    case "context" -> Optional.of(new ContextBlock(head, elements(node.get("content"), depth + 1)));
                    default -> {
                        Unknowns.word("form", "elements[]", "type");
                        yield Optional.empty();
                    }
                };
        return element.isPresent() ? element.get() : new UnknownElement(head, members(node));
    }

    private static Input input(ElementHead head, String key, JsonNode node) {
        return new Input(
                head,
                key,
                text(node, "data_type")
                        .map(type -> word(DataType.class, type, "data_type"))
                        .orElse(OpenEnum.of(DataType.UNKNOWN)),
                !isOff(node.get("password")),
                text(node, "label"),
                text(node, "placeholder"),
                text(node, "prefill_value"),
                isOn(node.get("read_only")),
                texts(node.get("mask")),
                validator(node),
                validationErrors(node));
    }

    private static Choice choice(ElementHead head, String key, JsonNode node) {
        JsonNode allowSelected = node.get("allow_selected");
        List<Choice.Option> options = new ArrayList<>();
        for (JsonNode option : items(node.get("options"))) {
            text(option, "value")
                    .ifPresent(value -> options.add(new Choice.Option(
                            value,
                            text(option, "label").orElse(value),
                            text(option, "description"),
                            badge(option.get("badge")),
                            isOn(option.get("disabled")))));
        }
        Set<OpenEnum<ValidationRule>> errors = new LinkedHashSet<>(validationErrors(node));
        if (allowSelected != null) {
            brokenRules(allowSelected.get("validation_error"), "allow_selected_", errors);
        }
        JsonNode selected = node.get("selected");
        return new Choice(
                head,
                key,
                text(node, "label"),
                text(node, "placeholder"),
                scalar(selected).map(List::of).orElseGet(() -> texts(selected)),
                integer(allowSelected, "min").orElse(1),
                integer(allowSelected, "max").orElse(1),
                options,
                errors);
    }

    private static Toggle toggle(ElementHead head, String key, JsonNode node) {
        return new Toggle(
                head, key, text(node, "label"), isOn(node.get("selected")), validator(node), validationErrors(node));
    }

    private static Switchable switchable(ElementHead head, String key, JsonNode node, int depth) {
        List<Switchable.Option> options = new ArrayList<>();
        for (JsonNode option : items(node.get("options"))) {
            text(option, "value")
                    .ifPresent(value -> options.add(new Switchable.Option(
                            value,
                            text(option, "label").orElse(value),
                            elements(option.get("content"), depth + 1),
                            text(option, "description"),
                            badge(option.get("badge")),
                            isOn(option.get("disabled")))));
        }
        return new Switchable(
                head,
                key,
                text(node, "label"),
                text(node, "selected"),
                options,
                validator(node),
                validationErrors(node));
    }

    private static Padlock padlock(ElementHead head, String key, JsonNode node) {
        return new Padlock(
                head,
                key,
                text(node, "label"),
                integer(node, "rows").orElse(0),
                integer(node, "columns").orElse(0),
                validator(node),
                validationErrors(node));
    }

    private static Image image(ElementHead head, String src, JsonNode node) {
        return new Image(
                head, text(node, "label"), text(node, "alt"), text(node, "title"), src, isOn(node.get("resizable")));
    }

    /** Empty when it is no picture: a wrong flicker code is worse than none. */
    private static Optional<List<List<Boolean>>> frames(@Nullable JsonNode data) {
        if (data == null || !data.isArray()) {
            return Optional.empty();
        }
        List<List<Boolean>> frames = new ArrayList<>();
        for (JsonNode frame : data) {
            if (!frame.isArray() || frame.size() > MAX_BARS) {
                return Optional.empty();
            }
            List<Boolean> bars = new ArrayList<>();
            for (JsonNode bar : frame) {
                String colour = scalar(bar).orElse("");
                if (colour.equals("1") || colour.equals("true")) {
                    bars.add(true);
                } else if (colour.equals("0") || colour.equals("false")) {
                    bars.add(false);
                } else {
                    return Optional.empty();
                }
            }
            frames.add(bars);
        }
        return Optional.of(frames);
    }

    private static Optional<Badge> badge(@Nullable JsonNode node) {
        return node == null
                ? Optional.empty()
                : text(node, "content")
                        .map(content -> new Badge(
                                word(Badge.Kind.class, text(node, "type").orElse(""), "badge"), content));
    }

    private static Validator validator(JsonNode element) {
        JsonNode node = element.get("validator");
        if (node == null || !node.isObject()) {
            return Validator.NONE;
        }
        JsonNode letters = node.get("letters");
        return new Validator(
                isOn(node.get("required")),
                integer(node, "min_length"),
                integer(node, "max_length"),
                number(node, "min_value"),
                number(node, "max_value"),
                isOn(node.get("numeric_only")),
                isNotOff(node.get("numeric")),
                isNotOff(letters != null && letters.isObject() ? letters.get("uppercase") : letters),
                isNotOff(letters != null && letters.isObject() ? letters.get("lowercase") : letters),
                isNotOff(node.get("symbols")),
                texts(node.get("char_whitelist")),
                texts(node.get("char_blacklist")),
                text(node, "pattern").filter(it -> !it.isEmpty()),
                text(node, "pattern_format"));
    }

    private static Set<OpenEnum<ValidationRule>> validationErrors(JsonNode element) {
        Set<OpenEnum<ValidationRule>> rules = new LinkedHashSet<>();
        brokenRules(element.get("validation_error"), "", rules);
        return rules;
    }

    /** {@code {rule: true}}, also as {@code {"letters": {"uppercase": true}}} or {@code {"allow_selected.min": true}}. */
    private static void brokenRules(@Nullable JsonNode node, String prefix, Set<OpenEnum<ValidationRule>> rules) {
        if (node == null || !node.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey().replace('.', '_');
            if (isOn(member.getValue())) {
                boolean abbreviated = name.equals("min") || name.equals("max");
                rules.add(word(ValidationRule.class, abbreviated ? prefix + name : name, "validation_error"));
            } else if (member.getValue().isObject() && prefix.isEmpty()) {
                for (Map.Entry<String, JsonNode> inner : member.getValue().properties()) {
                    if (isOn(inner.getValue())) {
                        rules.add(word(ValidationRule.class, name + "_" + inner.getKey(), "validation_error"));
                    }
                }
            }
        }
    }

    private static <E extends Enum<E>> OpenEnum<E> word(Class<E> words, String text, String member) {
        OpenEnum<E> word = OpenEnum.of(words, text);
        if (!word.isKnown()) {
            Unknowns.word("form", "elements[]", member);
        }
        return word;
    }

    // members of any type

    private static Iterable<JsonNode> items(@Nullable JsonNode array) {
        return array != null && array.isArray() ? array : List.of();
    }

    private static Optional<String> text(JsonNode node, String name) {
        return scalar(node.get(name));
    }

    /** A text, or a number or Boolean as text. */
    private static Optional<String> scalar(@Nullable JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        if (node.isString()) {
            return Optional.of(node.stringValue());
        }
        return node.isNumber() || node.isBoolean() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static List<String> texts(@Nullable JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(array)) {
            scalar(item).ifPresent(texts::add);
        }
        return texts;
    }

    private static OptionalLong number(@Nullable JsonNode node, String name) {
        JsonNode number = node == null ? null : node.get(name);
        return number != null && number.isIntegralNumber() && number.canConvertToLong()
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    private static OptionalInt integer(@Nullable JsonNode node, String name) {
        OptionalLong number = number(node, name);
        return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    private static boolean isOn(@Nullable JsonNode flag) {
        return scalar(flag).filter("true"::equals).isPresent();
    }

    private static boolean isNotOff(@Nullable JsonNode flag) {
        return scalar(flag).filter("false"::equals).isEmpty();
    }

    /** Absent or clearly off. Of a secret, doubt means on. */
    private static boolean isOff(@Nullable JsonNode flag) {
        return flag == null || flag.isNull() || !isNotOff(flag);
    }

    // raw members

    private static Map<String, @Nullable Object> members(JsonNode object) {
        return members(object, 0);
    }

    private static Map<String, @Nullable Object> members(JsonNode object, int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            members.put(member.getKey(), raw(member.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(members);
    }

    private static @Nullable Object raw(JsonNode node, int depth) {
        if (node.isContainer() && depth > MAX_RAW_DEPTH) {
            return TOO_DEEP;
        }
        if (node.isObject()) {
            return members(node, depth);
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            for (JsonNode item : node) {
                items.add(raw(item, depth + 1));
            }
            return Collections.unmodifiableList(items);
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : scalar(node).orElse(null);
    }
}
