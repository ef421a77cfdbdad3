package io.github.kosmasdk.auth.form;

import java.util.List;
import java.util.Optional;

/**
 * What every form element says about itself.
 *
 * @param type the kind, such as {@code input}, exactly as on the wire; empty text when the element did not say
 * @param version the version of this element's kind, such as {@code 1.1.0}; empty when absent
 * @param tags layout hints in upper case, the most important first
 */
public record ElementHead(String type, Optional<String> version, List<String> tags) {

    /** Copies the tags. */
    public ElementHead {
        tags = List.copyOf(tags);
    }
}
