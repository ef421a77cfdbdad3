package io.github.kosmasdk.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Kinds of members that requests to the Insights API have. What is wrong with one is told to its body. */
final class InsightsMembers {
    private static final int MOST_CONSUMER_ID = 127;
    private static final int MOST_ID = 128;
    private static final int MOST_LABEL = 1024;

    private InsightsMembers() {}

    static @Nullable String consumerId(Body body) {
        return id(body, "insights_consumer_id", MOST_CONSUMER_ID);
    }

    static @Nullable String id(Body body, String name) {
        return id(body, name, MOST_ID);
    }

    private static @Nullable String id(Body body, String name, int most) {
        String id = body.text(name);
        if (id != null && id.length() > most) {
            body.reject(name, "INVALID_VALUE", "must have at most " + most + " characters");
        }
        return id;
    }

    static @Nullable String requiredConsumerId(Body body) {
        body.requiredText("insights_consumer_id");
        return consumerId(body);
    }

    /** Minutes; null for the default. */
    static @Nullable Integer retention(Body body) {
        return body.positive("data_retention_minutes");
    }

    static boolean flag(Body body, String name) {
        if (body.has(name) && !body.get(name).isBoolean()) {
            body.reject(name, "INVALID_TYPE", "must be true or false");
        }
        return body.get(name).asBoolean(false);
    }

    static @Nullable String word(Body body, String name, Set<String> allowed) {
        String word = body.text(name);
        if (word != null && !allowed.contains(word)) {
            body.reject(name, "INVALID_VALUE", "must be one of " + List.copyOf(allowed));
        }
        return word;
    }

    static @Nullable Set<String> words(Body body, String name, Set<String> allowed) {
        List<String> words = body.texts(name);
        if (words != null && !allowed.containsAll(words)) {
            body.reject(name, "INVALID_VALUE", "must be of " + List.copyOf(allowed));
        }
        return words == null ? null : Set.copyOf(words);
    }

    static @Nullable Set<String> set(Body body, String name) {
        List<String> texts = body.texts(name);
        return texts == null ? null : Set.copyOf(texts);
    }

    /** An amount in minor units that is not negative. */
    static @Nullable Long minorUnits(Body body, String name) {
        if (!body.has(name)) {
            return null;
        }
        JsonNode value = body.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            body.reject(name, "INVALID_VALUE", "must be an integer that is not negative");
            return null;
        }
        return value.longValue();
    }

    /** Two dates, both inclusive, or a number of days until today, or nothing. */
    static Window.@Nullable Wish frame(Body body, String days) {
        Integer lastDays = body.notNegative(days);
        if (lastDays != null && (body.has("from_date") || body.has("to_date"))) {
            body.reject(days, "NOT_ALLOWED", "cannot be combined with 'from_date' and 'to_date'");
        }
        Window.Wish dates = Window.Wish.of(body);
        return dates.from() == null && lastDays == null ? null : new Window.Wish(dates.from(), dates.to(), lastDays);
    }

    /** Key and value; none when there are none. */
    static Map<String, String> labels(Body body) {
        if (!(body.get("labels") instanceof ObjectNode labels)) {
            if (body.has("labels")) {
                body.reject("labels", "INVALID_TYPE", "must be an object");
            }
            return Map.of();
        }
        Map<String, String> read = new TreeMap<>();
        labels.properties().forEach(label -> {
            if (!label.getValue().isString()) {
                body.reject("labels." + label.getKey(), "INVALID_TYPE", "must be a string");
            } else if (label.getKey().isEmpty()
                    || label.getKey().length() > MOST_ID
                    || label.getValue().stringValue().length() > MOST_LABEL) {
                body.reject("labels", "INVALID_VALUE", "keys have 1 to 128 characters, values at most 1024");
            } else {
                read.put(label.getKey(), label.getValue().stringValue());
            }
        });
        return read;
    }

    /** A list of objects with key and value. */
    static List<Map.Entry<String, String>> labelFilter(Body body, String name) {
        List<Map.Entry<String, String>> labels = new ArrayList<>();
        for (Body label : body.objects(name)) {
            String key = label.requiredText("key");
            if (key != null) {
                labels.add(Map.entry(key, label.get("value").asString("")));
            }
        }
        return labels;
    }

    static ObjectNode labels(Map<String, String> labels) {
        ObjectNode json = Json.object();
        labels.forEach(json::put);
        return json;
    }
}
