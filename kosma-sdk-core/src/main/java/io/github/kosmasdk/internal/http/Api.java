package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.error.KosmaUsageException;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;

/** The APIs: where each lives, and what it gets with every call. Each has a circuit breaker of its own. */
public enum Api {
    /** Sessions, flows, consents. */
    XS2A(true, true, "base URL", "kosma.base-url", KosmaEnvironment::baseUrl),
    /** The consumer's side: the link itself is the right to use it, the token is never sent there. */
    AUTH(false, true, "Auth API base URL", "kosma.auth-base-url", KosmaEnvironment::authBaseUrl),
    /** Storage, categories and reports: on the same host as XS2A. */
    INSIGHTS(true, false, "base URL", "kosma.base-url", KosmaEnvironment::baseUrl),
    /** Which banks there are: on a host of its own that nobody has published. */
    BANK_DIRECTORY(
            true, false, "bank directory base URL", "kosma.bank-directory-base-url", Api::configuredBankDirectory);

    private final String tag = name().toLowerCase(Locale.ROOT);
    private final boolean takesToken;
    private final boolean takesKeys;
    private final String settingName;
    private final String property;
    private final Function<KosmaEnvironment, URI> baseUrl;

    Api(
            boolean takesToken,
            boolean takesKeys,
            String settingName,
            String property,
            Function<KosmaEnvironment, URI> baseUrl) {
        this.takesToken = takesToken;
        this.takesKeys = takesKeys;
        this.settingName = settingName;
        this.property = property;
        this.baseUrl = baseUrl;
    }

    boolean takesToken() {
        return takesToken;
    }

    /** Whether the keys of a white label integration go along with what is not only read. */
    boolean takesKeys() {
        return takesKeys;
    }

    /** The setting in words and as a property, for messages that say what to change. */
    String setting() {
        return settingName + " (" + property + ")";
    }

    /** Its name for those who count and watch. */
    String tag() {
        return tag;
    }

    URI baseUrl(KosmaEnvironment environment) {
        return baseUrl.apply(environment);
    }

    private static URI configuredBankDirectory(KosmaEnvironment environment) {
        return environment
                .bankDirectoryBaseUrl()
                .orElseThrow(() -> new KosmaUsageException("Where the bank directory lives was never published, so this"
                        + " client does not know: set the " + BANK_DIRECTORY.setting()
                        + " to the address that came with your access"));
    }
}
