package io.github.kosmasdk.auth.form;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A link to show. Has no value.
 *
 * @param head kind, version and tags
 * @param label the text of the link, empty when absent
 * @param href where it leads, exactly as the service wrote it; for an anchor take {@link #webLink()}; empty when absent
 * @param members all members of the element as they came: text, {@code Boolean}, {@code Number}, {@code List},
 *     {@code Map} or {@code null}
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/link.html">the link element</a>
 */
public record Link(
        ElementHead head, Optional<String> label, Optional<String> href, Map<String, @Nullable Object> members)
        implements FormElement {

    /** Copies the members. */
    public Link {
        members = Texts.unmodifiable(members);
    }

    /**
     * Where it leads, when that is a place of the web.
     *
     * @return the address, empty when it is absent or anything but {@code http} or {@code https}, such as a script
     */
    public Optional<URI> webLink() {
        return href.flatMap(Link::parse)
                .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                .filter(uri -> uri.getHost() != null);
    }

    private static Optional<URI> parse(String href) {
        try {
            return Optional.of(new URI(href.strip()));
        } catch (URISyntaxException noLink) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
