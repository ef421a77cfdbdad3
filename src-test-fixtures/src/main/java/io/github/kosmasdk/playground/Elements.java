package io.github.kosmasdk.playground;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The elements that forms are made of, in JSON; what only some have is put in by whoever asks for it. */
final class Elements {

    private Elements() {}

    static ObjectNode element(String type, String... tags) {
        ObjectNode element = Json.object().put("type", type).put("version", "1.0.0");
        ArrayNode hints = element.putArray("tags");
        for (String tag : tags) {
            hints.add(tag);
        }
        return element;
    }

    static ObjectNode helpText(String content) {
        return element("text", "HELPTEXT").put("content", content);
    }

    static ObjectNode context(ObjectNode... content) {
        return tagged(element("context"), content);
    }

    static ObjectNode box(String tag, ObjectNode... content) {
        return tagged(element("context", tag), content);
    }

    private static ObjectNode tagged(ObjectNode context, ObjectNode... content) {
        context.putArray("content").addAll(List.of(content));
        return context;
    }

    static ObjectNode input(String key, String label, boolean password) {
        return element("input")
                .put("key", key)
                .put("label", label)
                .put("password", password)
                .put("read_only", false);
    }

    static ObjectNode toggle(String key, String label, boolean selected, String tag) {
        return element("toggle", tag).put("key", key).put("label", label).put("selected", selected);
    }

    static ObjectNode choice(String key, String label, int least, int most) {
        ObjectNode choice = element("choice").put("key", key).put("label", label);
        choice.putArray("selected");
        choice.putObject("allow_selected").put("min", least).put("max", most);
        choice.putArray("options");
        return choice;
    }

    static ObjectNode switchable(String key, String selected, String tag) {
        ObjectNode switchable = element("switchable", tag).put("key", key).put("selected", selected);
        switchable.putArray("options");
        return switchable;
    }

    static ObjectNode option(ObjectNode element, String value, String label) {
        ArrayNode options = element.withArrayProperty("options");
        return options.addObject().put("value", value).put("label", label).put("disabled", false);
    }

    static ObjectNode padlock(String key) {
        return element("padlock").put("key", key).put("rows", 3).put("columns", 3);
    }

    static ObjectNode image(String tag, String label, String alt, String src) {
        return element("image", tag).put("label", label).put("alt", alt).put("src", src);
    }

    /** Frames of five bars; the first bar is the clock, the others show the number four bits at a time. */
    static ObjectNode flicker(long number) {
        ObjectNode flicker = element("flicker");
        ArrayNode frames = flicker.putArray("data");
        for (char digit : Long.toHexString(number).toCharArray()) {
            int bits = Character.digit(digit, 16);
            for (int clock = 1; clock >= 0; clock--) {
                ArrayNode frame = frames.addArray().add(clock);
                for (int bar = 0; bar < 4; bar++) {
                    frame.add(bits >> bar & 1);
                }
            }
        }
        return flicker;
    }

    static ObjectNode link(String label, String href) {
        return element("link").put("label", label).put("href", href);
    }

    static ObjectNode required(ObjectNode element) {
        return element.withObjectProperty("validator").put("required", true);
    }
}
