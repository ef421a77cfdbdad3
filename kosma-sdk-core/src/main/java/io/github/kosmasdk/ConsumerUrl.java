package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.mask.Masks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A URL for the consumer's browser, such as the bank's login page. The SDK never calls it and never sends a token
 * there. Only {@code http} and {@code https} URLs with a host exist as this type, so that it can be put into a page or
 * a redirect without becoming a script.
 *
 * @param uri where to send the browser
 */
public record ConsumerUrl(URI uri) {

    /** What browsers send although a URL cannot hold it; a percent sign that encodes nothing is one of them. */
    private static final Pattern ILLEGAL = Pattern.compile("[|^`{}<>\"\\\\ ]|%(?![0-9A-Fa-f]{2})");

    /**
     * Checks the URL.
     *
     * @throws KosmaUsageException when it is not an {@code http} or {@code https} URL with a host and without user info
     */
    public ConsumerUrl {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || !hasHost(uri) || uri.getRawUserInfo() != null) {
            throw new KosmaUsageException("Not a web address for a browser: a URL with scheme '" + scheme + "'"
                    + (hasHost(uri) ? " and user info" : ""));
        }
    }

    /**
     * Reads a URL as browsers do: characters that a URL cannot hold, such as {@code |} in a query, are percent-encoded.
     *
     * @param text the URL as text
     * @return the URL
     * @throws KosmaUsageException when it is not an {@code http} or {@code https} URL with a host
     */
    public static ConsumerUrl of(String text) {
        try {
            return new ConsumerUrl(new URI(ILLEGAL.matcher(text).replaceAll(ConsumerUrl::percentEncoded)));
        } catch (URISyntaxException e) {
            throw new KosmaUsageException("Not a web address for a browser: it cannot be read as a URL");
        }
    }

    private static String percentEncoded(MatchResult illegal) {
        return String.format("%%%02X", (int) illegal.group().charAt(0));
    }

    /** Some hosts hold an underscore, which {@link URI} takes for an authority without a host. */
    private static boolean hasHost(URI uri) {
        return uri.getHost() != null
                || uri.getRawAuthority() != null && uri.getRawAuthority().matches("[A-Za-z0-9._-]+(:\\d{1,5})?");
    }

    /** Host and the plain words of the path: the rest can carry what identifies the consumer's login. */
    @Override
    public String toString() {
        return Masks.page(uri.toString());
    }
}
