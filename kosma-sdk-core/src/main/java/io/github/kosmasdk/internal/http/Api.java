package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaEnvironment;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;

/** The two APIs: where each lives, and whether it gets the token. */
public enum Api {
    /** Sessions, flows and everything else that gets the token. */
    XS2A(true, "base URL", "kosma.base-url", KosmaEnvironment::baseUrl),
    /** The consumer's side: the link itself is the right to use it, the token is never sent there. */
    AUTH(false, "Auth API base URL", "kosma.auth-base-url", KosmaEnvironment::authBaseUrl);

    private final boolean takesToken;
    private final String settingName;
    private final String property;
    private final Function<KosmaEnvironment, URI> baseUrl;

    Api(boolean takesToken, String settingName, String property, Function<KosmaEnvironment, URI> baseUrl) {
        this.takesToken = takesToken;
        this.settingName = settingName;
        this.property = property;
        this.baseUrl = baseUrl;
    }

    boolean takesToken() {
        return takesToken;
    }

    /** The setting in words and as a property, for messages that say what to change. */
    String setting() {
        return settingName + " (" + property + ")";
    }

    /** Its name for those who count and watch. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    URI baseUrl(KosmaEnvironment environment) {
        return baseUrl.apply(environment);
    }
}
