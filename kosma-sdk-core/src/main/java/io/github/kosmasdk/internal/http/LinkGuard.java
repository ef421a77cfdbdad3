package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Holds a link against the configured origin of its API: scheme, host and effective port. What passes is built anew
 * from the configured origin and the link's path and query, so that nothing else of the link can decide where the
 * request goes.
 */
final class LinkGuard {

    private final KosmaEnvironment environment;

    LinkGuard(KosmaEnvironment environment) {
        this.environment = environment;
    }

    URI check(Api api, ApiLink link) {
        URI base = api.baseUrl(environment);
        URI target;
        try {
            target = new URI(new URI(link.value()).toASCIIString());
        } catch (URISyntaxException e) {
            throw refused(api, "it cannot be read as a URL");
        }
        if (target.getScheme() == null || target.getHost() == null) {
            throw refused(api, "it is not an absolute URL with a host");
        }
        if (target.getRawUserInfo() != null) {
            throw refused(api, "it carries user info");
        }
        if (!sameOrigin(base, target)) {
            throw refused(api, "it leads to " + origin(target) + ", but this client calls only " + origin(base));
        }
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return URI.create(origin(base) + path + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
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

    private static KosmaLinkRefusedException refused(Api api, String why) {
        return new KosmaLinkRefusedException("Refused to call a link from the service: " + why
                + ". Nothing was sent. If that is where the API really lives, set the " + api.setting());
    }
}
