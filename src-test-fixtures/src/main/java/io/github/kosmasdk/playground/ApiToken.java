package io.github.kosmasdk.playground;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The token that requests carry.
 *
 * @param only the one that is accepted, null for any
 */
record ApiToken(@Nullable String only) {

    /** @throws ApiError when it is missing or another one */
    void check(Call call) {
        String header = call.header("authorization").orElse("").strip();
        String[] parts = header.split(" +", 2);
        String scheme = parts[0].toLowerCase(Locale.ROOT);
        if (parts.length < 2 || !(scheme.equals("token") || scheme.equals("bearer"))) {
            throw ApiError.unauthorized("The header 'Authorization: Token <token>' is missing");
        }
        if (only != null && !only.equals(parts[1])) {
            throw ApiError.unauthorized("The token is not valid");
        }
    }
}
