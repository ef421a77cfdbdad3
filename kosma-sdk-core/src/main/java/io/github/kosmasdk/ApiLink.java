package io.github.kosmasdk;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A link to one of the APIs, as the service handed it out. It is not trusted: before it is called, scheme, host and
 * port are held against the configured {@link KosmaEnvironment}, and any other origin is refused before a byte is sent.
 * Not for a browser: see {@link ConsumerUrl}.
 *
 * @param value the link exactly as received
 */
public record ApiLink(String value) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,}");

    /** Checks the part. */
    public ApiLink {
        Objects.requireNonNull(value, "value");
    }

    /** The link with its ids shortened and its query hidden: some links are the right to continue a login. */
    @Override
    public String toString() {
        int query = value.indexOf('?');
        String path = query < 0 ? value : value.substring(0, query);
        String masked = ID.matcher(path).replaceAll(id -> id.group().substring(0, 4) + "…");
        return query < 0 ? masked : masked + "?…";
    }
}
