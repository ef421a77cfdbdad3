package io.github.kosmasdk.internal.http;

import java.net.URI;

/**
 * Where a request goes.
 *
 * @param origin scheme, host and port, as the client was configured with them
 * @param path path and query as they go over the wire, from the first slash on
 */
public record Target(URI origin, String path) {

    /**
     * The same in one.
     *
     * @return the URL
     */
    public URI uri() {
        return URI.create(origin + path);
    }

    /** Where it leads; the path stays hidden. */
    @Override
    public String toString() {
        return origin.toString();
    }
}
