package io.github.kosmasdk.playground;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Transactions as they were when they were asked for, told page by page.
 *
 * @param id what its offsets are good for
 * @param window the days that were extracted
 * @param rows newest first
 * @param pageSize null for a single page
 */
record Listing(
        String id,
        Window window,
        List<ObjectNode> rows,
        @Nullable Integer pageSize) {

    /** Puts the page that begins at this position into a result. */
    void fill(ObjectNode result, int start, URI listUrl) {
        int size = rows.size();
        int end = pageSize == null ? size : (int) Math.min(size, (long) start + pageSize);
        ArrayNode array = result.putArray("transactions");
        rows.subList(start, end).forEach(array::add);
        result.remove("pagination");
        if (end < size) {
            ObjectNode pagination =
                    result.putObject("pagination").put("count", end - start).put("url", listUrl.toString());
            pagination.putObject("next").put("offset", offset(end));
        }
    }

    boolean hasPages() {
        return pageSize != null && pageSize < rows.size();
    }

    /** Where the page of this offset begins, or -1. */
    int start(String offset) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(offset), StandardCharsets.UTF_8);
            int start = text.startsWith(id + ":") ? Integer.parseInt(text.substring(id.length() + 1)) : -1;
            return start > 0 && start < rows.size() ? start : -1;
        } catch (IllegalArgumentException notOurs) {
            return -1;
        }
    }

    private String offset(int position) {
        return Json.base64Url((id + ":" + position).getBytes(StandardCharsets.UTF_8));
    }
}
