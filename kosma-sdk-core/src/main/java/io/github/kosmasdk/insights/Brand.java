package io.github.kosmasdk.insights;

import java.util.Optional;

/**
 * The company behind a transaction, as the service recognises it.
 *
 * @param id its id
 * @param name its name
 * @param url its web site, as a text that the SDK neither checks nor calls
 */
public record Brand(Optional<String> id, Optional<String> name, Optional<String> url) {

    /** Hides everything: where people shop is their own business. */
    @Override
    public String toString() {
        return "Brand[***]";
    }
}
