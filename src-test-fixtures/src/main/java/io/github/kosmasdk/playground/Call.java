package io.github.kosmasdk.playground;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request as it arrived; header names in lower case. */
record Call(String method, String path, Map<String, String> query, Map<String, List<String>> headers, String body) {

    /** @param pathAndQuery as it stands in the request, escapes included */
    static Call of(String method, String pathAndQuery, Map<String, List<String>> headers, String body) {
        int mark = pathAndQuery.indexOf('?');
        return new Call(
                method.toUpperCase(Locale.ROOT),
                mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark),
                mark < 0 ? Map.of() : query(pathAndQuery.substring(mark + 1)),
                headers,
                body);
    }

    static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }

    Call withHeader(String lowerCaseName, String value) {
        Map<String, List<String>> more = new HashMap<>(headers);
        more.put(lowerCaseName, List.of(value));
        return new Call(method, path, query, more, body);
    }

    Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /** The path's segments after {@code prefix}; empty when the path does not start with it. */
    List<String> segmentsAfter(String prefix) {
        if (!path.startsWith(prefix + "/")) {
            return List.of();
        }
        return List.of(path.substring(prefix.length() + 1).split("/", -1));
    }
}
