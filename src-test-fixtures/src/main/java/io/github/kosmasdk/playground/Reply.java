package io.github.kosmasdk.playground;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One answer before it is sent; {@code delay} is waited for first, outside of any lock. */
record Reply(int status, Map<String, String> headers, String body, Duration delay) {

    static Reply json(int status, ObjectNode body) {
        return new Reply(
                status, Map.of("Content-Type", "application/json;charset=utf-8"), Json.write(body), Duration.ZERO);
    }

    static Reply html(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "text/html;charset=utf-8"), body, Duration.ZERO);
    }

    static Reply noContent() {
        return new Reply(204, Map.of(), "", Duration.ZERO);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, delay);
    }

    Reply after(Duration wait) {
        return new Reply(status, headers, body, wait);
    }
}
