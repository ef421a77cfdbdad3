package io.github.kosmasdk;

import io.github.kosmasdk.internal.mask.Masks;
import java.util.Objects;

/**
 * A link to one of the APIs, as the service handed it out. It is not trusted: before it is called, scheme, host and
 * port are held against the configured {@link KosmaEnvironment}, and any other origin is refused before a byte is sent.
 * Not for a browser: see {@link ConsumerUrl}.
 *
 * @param value the link exactly as received
 */
public record ApiLink(String value) {

    /** Checks the part. */
    public ApiLink {
        Objects.requireNonNull(value, "value");
    }

    /** The link with what is not a known word of the API shortened or masked: some links are the right to continue a login. */
    @Override
    public String toString() {
        return Masks.link(value);
    }
}
