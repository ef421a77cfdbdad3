package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the APIs live. The token is only ever sent to the origin (scheme, host and port) of {@link #baseUrl()} and, with
 * calls for the bank directory, to that of {@link #bankDirectoryBaseUrl()}. The Auth API is only called on the origin of
 * {@link #authBaseUrl()}. Where a base URL has a path, as behind a gateway that is shared with others, links that lead out
 * of it are refused as well.
 *
 * @param baseUrl base URL of the XS2A and Insights APIs, such as {@code https://api.openbanking.klarna.com}
 * @param authBaseUrl base URL of the Auth API, such as {@code https://authapi.openbanking.klarna.com}
 * @param bankDirectoryBaseUrl base URL of the bank directory; empty when it is not known, and then the directory cannot be
 *     asked. It has a host of its own that was never published, so it is not known for {@link #PLAYGROUND} and {@link
 *     #PRODUCTION}: see {@link #withBankDirectory}.
 */
public record KosmaEnvironment(URI baseUrl, URI authBaseUrl, Optional<URI> bankDirectoryBaseUrl) {

    private static final int MAX_PORT = 65535;
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/[\\w~-][\\w.~-]*)*/?");

    /** The playground: test banks, no real accounts. */
    public static final KosmaEnvironment PLAYGROUND = new KosmaEnvironment(
            URI.create("https://api.openbanking.playground.klarna.com"),
            URI.create("https://authapi.openbanking.playground.klarna.com"),
            Optional.empty());

    /** Production: real banks, real money. */
    public static final KosmaEnvironment PRODUCTION = new KosmaEnvironment(
            URI.create("https://api.openbanking.klarna.com"),
            URI.create("https://authapi.openbanking.klarna.com"),
            Optional.empty());

    /**
     * Checks the URLs.
     *
     * @throws KosmaUsageException when one is not an absolute {@code https} URL ({@code http} is good for loopback
     *     only), carries user info, a query or a fragment, or has a path with anything but plain steps
     */
    public KosmaEnvironment {
        baseUrl = checked("base URL", baseUrl);
        authBaseUrl = checked("Auth API base URL", authBaseUrl);
        bankDirectoryBaseUrl = bankDirectoryBaseUrl.map(url -> checked("bank directory base URL", url));
    }

    /**
     * An environment of your own, such as the simulator, whose XS2A host serves the bank directory too.
     *
     * @param baseUrl base URL of the XS2A and Insights APIs, and of the bank directory
     * @param authBaseUrl base URL of the Auth API
     * @throws KosmaUsageException when one is not good, as above
     */
    public KosmaEnvironment(URI baseUrl, URI authBaseUrl) {
        this(baseUrl, authBaseUrl, Optional.of(baseUrl));
    }

    /**
     * The same environment with another bank directory.
     *
     * @param url base URL of the bank directory, which gets the token with every call for it
     * @return the environment
     * @throws KosmaUsageException when it is not good, as above
     */
    public KosmaEnvironment withBankDirectory(URI url) {
        return new KosmaEnvironment(baseUrl, authBaseUrl, Optional.of(url));
    }

    /**
     * Whether a host name or address literal is this machine itself. Names are not looked up.
     *
     * @param host a host as it stands in a URL, {@code null} counts as no
     * @return {@code true} for {@code localhost}, {@code 127.0.0.0/8} and {@code ::1}
     */
    static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    }

    /** Whether any of the APIs is called over TLS. */
    boolean isSecured() {
        return Stream.of(Optional.of(baseUrl), Optional.of(authBaseUrl), bankDirectoryBaseUrl)
                .flatMap(Optional::stream)
                .anyMatch(url -> url.getScheme().equalsIgnoreCase("https"));
    }

    private static URI checked(String what, URI url) {
        Objects.requireNonNull(url, what);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw new KosmaUsageException("The " + what + " '" + shown(url)
                    + "' is not an absolute web address: give one such as https://api.openbanking.klarna.com");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new KosmaUsageException("The " + what + " for host '" + url.getHost()
                    + "' carries user info, a query or a fragment: give scheme, host, port and path only");
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            throw new KosmaUsageException(
                    "The " + what + " '" + url + "' has a port that does not exist: give one from 1 to " + MAX_PORT);
        }
        if (!PLAIN_PATH.matcher(url.getRawPath()).matches()) {
            throw new KosmaUsageException("The " + what + " '" + url + "' has a path that could be read in two ways:"
                    + " give one of letters, digits, '-', '_', '~' and '.', such as /kosma, or none");
        }
        if (scheme.equals("http") && !isLoopback(url.getHost())) {
            throw new KosmaUsageException("The " + what + " '" + shown(url)
                    + "' is plain http: the token and account data would cross the network unencrypted. Use https;"
                    + " http is accepted for loopback addresses only (127.0.0.1, localhost, [::1])");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    private static String shown(URI url) {
        return url.toString().contains("@") ? url.getScheme() + "://…" : url.toString();
    }
}
