package io.github.kosmasdk.playground;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of a list in the Insights storage. */
record StoragePage(int size, int offset) {
    private static final int DEFAULT_SIZE = 50;
    private static final int MOST = 1000;

    /** @param mostOffset null for no limit */
    static StoragePage of(Body body, @Nullable Integer mostOffset) {
        Body pagination = body.object("pagination");
        if (pagination == null) {
            return new StoragePage(DEFAULT_SIZE, 0);
        }
        Integer size = pagination.positive("size");
        Integer offset = pagination.notNegative("offset");
        for (String name : List.of("size", "offset")) {
            if (!pagination.has(name)) {
                pagination.reject(name, "REQUIRED", "'" + name + "' is missing");
            }
        }
        if (size != null && size > MOST) {
            pagination.reject("size", "INVALID_VALUE", "must be at most " + MOST);
        }
        if (offset != null && mostOffset != null && offset > mostOffset) {
            pagination.reject("offset", "INVALID_VALUE", "must be at most " + mostOffset);
        }
        return new StoragePage(size == null ? DEFAULT_SIZE : size, offset == null ? 0 : offset);
    }

    /** Puts the elements of this page and what is around it into the data of an answer. */
    <T> ObjectNode fill(String name, List<T> all, Function<T, ? extends JsonNode> json, @Nullable Integer mostOffset) {
        ObjectNode data = Json.object();
        ArrayNode array = data.putArray(name);
        all.stream().skip(offset).limit(size).forEach(element -> array.add(json.apply(element)));
        ObjectNode pagination = data.putObject("pagination")
                .put("count", array.size())
                .put("total", all.size())
                .put("offset", offset);
        long next = (long) offset + size;
        if (next < all.size() && (mostOffset == null || next <= mostOffset)) {
            pagination.putObject("next").put("size", size).put("offset", next);
        }
        if (offset > 0) {
            pagination.putObject("prev").put("size", size).put("offset", Math.max(0, offset - size));
        }
        return Json.data(data);
    }
}
