package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds a link against the configured base URL of its API: scheme, host, effective port, and the path where the base URL
 * has one. What passes is built anew from the configured origin and the link's path and query, so that nothing else of
 * the link can decide where the request goes. Paths that a server in between could read in two ways are refused.
 */
final class LinkGuard {

    /** Longer than any link that a server would take. */
    private static final int MAX_LENGTH = 8192;

    private static final int MAX_SHOWN = 200;

    private static final String SEPARATOR = "(?:/|%(?:25)*(?:2f|5c))";

    /** {@code .} and {@code ..} as a step of the path, however often it is percent-encoded. */
    private static final Pattern DOTS =
            Pattern.compile(SEPARATOR + "(?:\\.|%(?:25)*2e){1,2}(?:" + SEPARATOR + "|;|$)", Pattern.CASE_INSENSITIVE);

    /** A percent-encoded control character, such as a line break. */
    private static final Pattern CONTROL = Pattern.compile("%(?:25)*(?:[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    private final KosmaEnvironment environment;
    private final Map<URI, Base> bases = new ConcurrentHashMap<>();

    LinkGuard(KosmaEnvironment environment) {
        this.environment = environment;
    }

    Target check(Api api, ApiLink link) {
        Base known = bases.computeIfAbsent(api.baseUrl(environment), Base::of);
        if (isPlain(link.value(), known.prefix())) {
            return new Target(known.origin(), link.value().substring(known.beginOfPath()));
        }
        URI base = known.url();
        URI target = parsed(api, link.value());
        if (target.getRawUserInfo() != null) {
            throw refused(api, "it carries user info");
        }
        if (!sameOrigin(base, target)) {
            throw refused(
                    api, "it leads to " + shortened(origin(target)) + ", but this client calls only " + origin(base));
        }
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String called = path + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        if (DOTS.matcher(path).find() || CONTROL.matcher(called).find()) {
            throw refused(
                    api, "its path holds '.', '..' or a control character, and could lead elsewhere than it looks");
        }
        if (!(path + "/").startsWith(base.getRawPath() + "/")) {
            throw refused(api, "it leads out of the path of " + base);
        }
        return new Target(known.origin(), called);
    }

    /** Begins just as the base URL, and goes on with letters and signs that mean nothing else anywhere, as nearly all links do. */
    private static boolean isPlain(String link, String prefix) {
        if (link.length() > MAX_LENGTH || !link.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < link.length(); i++) {
            char c = link.charAt(i);
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "-_~/?=&".indexOf(c) >= 0
                    || c == '.' && link.charAt(i - 1) != '/';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** The host is looked at before letters become ASCII: to do that, they are normalised, and a Kelvin sign is a K then. */
    private static URI parsed(Api api, String link) {
        if (link.length() > MAX_LENGTH) {
            throw refused(api, "it has more than " + MAX_LENGTH + " characters");
        }
        try {
            URI target = new URI(link);
            if (target.getScheme() != null && target.getHost() != null) {
                return new URI(target.toASCIIString());
            }
        } catch (URISyntaxException e) {
            throw refused(api, "it cannot be read as a URL");
        }
        throw refused(api, "it is not an absolute URL with a host");
    }

    private static boolean sameOrigin(URI base, URI target) {
        return base.getScheme().equalsIgnoreCase(target.getScheme())
                && base.getHost().equalsIgnoreCase(target.getHost())
                && port(base) == port(target);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static String origin(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT)
                + "://"
                + uri.getHost().toLowerCase(Locale.ROOT)
                + (uri.getPort() >= 0 ? ":" + uri.getPort() : "");
    }

    private static String shortened(String origin) {
        return origin.length() <= MAX_SHOWN ? origin : origin.substring(0, MAX_SHOWN) + "…";
    }

    /** A configured base URL, and how the links that belong to it begin. */
    private record Base(URI url, URI origin, String prefix, int beginOfPath) {

        static Base of(URI url) {
            String origin = LinkGuard.origin(url);
            return new Base(url, URI.create(origin), origin + url.getRawPath() + "/", origin.length());
        }

        /** Its path stays hidden. */
        @Override
        public String toString() {
            return origin.toString();
        }
    }

    private static KosmaLinkRefusedException refused(Api api, String why) {
        return new KosmaLinkRefusedException("Refused to call a link from the service: " + why
                + ". Nothing was sent. If that is where the API really lives, set the " + api.setting());
    }
}
