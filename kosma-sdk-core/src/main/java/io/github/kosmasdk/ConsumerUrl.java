package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL for the consumer's browser, such as the bank's login page. The SDK never calls it and never sends a token
 * there. Only {@code http} and {@code https} URLs with a host exist as this type, so that it can be put into a page or
 * a redirect without becoming a script.
 *
 * @param uri where to send the browser
 */
public record ConsumerUrl(URI uri) {

    /**
     * Checks the URL.
     *
     * @throws KosmaUsageException when it is not an {@code http} or {@code https} URL with a host
     */
    public ConsumerUrl {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw new KosmaUsageException("Not a web address for a browser: a URL with scheme '" + scheme + "'");
        }
    }

    /**
     * Reads a URL.
     *
     * @param text the URL as text
     * @return the URL
     * @throws KosmaUsageException when it is not an {@code http} or {@code https} URL with a host
     */
    public static ConsumerUrl of(String text) {
        try {
            return new ConsumerUrl(new URI(text));
        } catch (URISyntaxException e) {
            throw new KosmaUsageException("Not a web address for a browser: it cannot be read as a URL");
        }
    }

    /** Host and path only: the query can carry what identifies the consumer's login. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + (uri.getRawPath() == null ? "" : uri.getRawPath()) + (uri.getRawQuery() == null ? "" : "?…");
    }
}
