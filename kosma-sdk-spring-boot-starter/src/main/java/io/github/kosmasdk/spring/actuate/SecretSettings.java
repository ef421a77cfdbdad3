package io.github.kosmasdk.spring.actuate;

import io.github.kosmasdk.spring.autoconfigure.KosmaConsentProperties;
import io.github.kosmasdk.spring.autoconfigure.KosmaProperties;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides tokens, keys and passwords from the endpoints that show settings, also where an application lets them show values: by name
 * wherever they are set, and by value under any other name, such as that of an environment variable.
 */
final class SecretSettings {

    private static final String[] NAMES = {
        "kosma[._]token",
        "kosma[._]white-?_?label[._].*",
        "kosma[._]proxy[._]password",
        "kosma[._]consent[._]encryption[._]keys[._\\[].*",
    };

    /** What is shorter is no secret, and would hide every value that happens to hold it. */
    private static final int SHORTEST_SECRET = 8;

    private SecretSettings() {}

    static SanitizingFunction hide(KosmaProperties properties, KosmaConsentProperties consentProperties) {
        List<String> secrets = Stream.concat(
                        Stream.of(
                                properties.token(),
                                properties.whiteLabel().hsm(),
                                properties.whiteLabel().aspspData(),
                                properties.proxy().password()),
                        consentProperties.encryption().keys().values().stream())
                .filter(Objects::nonNull)
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .toList();
        return SanitizingFunction.sanitizeValue()
                .ifKeyMatches(NAMES)
                .ifValueStringMatches(value -> secrets.stream().anyMatch(value::contains));
    }
}
