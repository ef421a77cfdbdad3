package io.github.kosmasdk.internal.mask;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A body as it may be seen: its structure and the names of its members, but the values only of those members that tell
 * nothing of a person. Stops reading where enough was shown.
 */
public final class MaskedJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST = 4000;

    /** Members that are words of the contract or count something; with the object around them where the name alone could be anything. */
    private static final Set<String> SHOWN = Set.of(
            "account_type",
            "aspsp_access",
            "connection",
            "context",
            "count",
            "country_code",
            "currency",
            "data_type",
            "elements.key",
            "error.code",
            "errors.code",
            "errors.location",
            "from_date",
            "incomplete",
            "language",
            "last_days",
            "lifetime",
            "preferred_pagination_size",
            "required",
            "session_id_short",
            "state",
            "to_date",
            "transfer_method",
            "transfer_state",
            "transfer_type",
            "type",
            "version");

    private static final Pattern NAME = Pattern.compile("(?!.*[0-9]{4})[A-Za-z_][A-Za-z0-9_.-]{0,59}");
    private static final Pattern WORD = Pattern.compile("(?!.*[0-9]{6})[A-Za-z0-9_.:+-]{1,60}");

    private final StringBuilder shown = new StringBuilder();
    /** The members on the way to where the parser is; arrays are transparent. */
    private final Deque<String> path = new ArrayDeque<>();

    private String member = "";
    private boolean first = true;

    private MaskedJson() {}

    /**
     * Masks a body.
     *
     * @param body the body, read as far as it is shown
     * @return such as {@code {"data":{"state":"FINISHED","session_id":"***"}}}
     */
    public static String of(InputStream body) {
        MaskedJson json = new MaskedJson();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            json.walk(parser);
        } catch (JacksonException e) {
            json.shown.append(" (not JSON from here on)");
        }
        return json.shown.toString();
    }

    private void walk(JsonParser parser) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (shown.length() > LONGEST) {
                shown.append('…');
                return;
            }
            switch (token) {
                case START_OBJECT, START_ARRAY -> open(token);
                case END_OBJECT, END_ARRAY -> close(token);
                case PROPERTY_NAME -> name(parser.currentName());
                default -> value(parser, token);
            }
        }
    }

    private void open(JsonToken token) {
        separate();
        path.push(member);
        shown.append(token == JsonToken.START_OBJECT ? '{' : '[');
        first = true;
    }

    private void close(JsonToken token) {
        member = path.isEmpty() ? "" : path.pop();
        shown.append(token == JsonToken.END_OBJECT ? '}' : ']');
        first = false;
    }

    private void name(String name) {
        separate();
        member = name;
        shown.append('"')
                .append(NAME.matcher(name).matches() ? name : Masks.MASK)
                .append("\":");
        first = true;
    }

    private void value(JsonParser parser, JsonToken token) {
        separate();
        String text = token == JsonToken.VALUE_NULL ? "null" : isShown() ? parser.getString() : "";
        boolean quoted = token == JsonToken.VALUE_STRING;
        shown.append(quoted ? "\"" : "")
                .append(WORD.matcher(text).matches() ? text : Masks.MASK)
                .append(quoted ? "\"" : "");
    }

    private boolean isShown() {
        return SHOWN.contains(member) || SHOWN.contains(path.peek() + "." + member);
    }

    private void separate() {
        if (!first) {
            shown.append(',');
        }
        first = false;
    }
}
