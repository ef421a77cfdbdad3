package io.github.kosmasdk.auth.form;

import java.util.List;
import java.util.Optional;

/**
 * One element of a {@link Form}, to be shown from top to bottom. The ones whose value is sent back are
 * {@link FormField}s. {@link ContextBlock} and the options of a {@link Switchable} hold further elements.
 *
 * <p>No element's {@code toString} tells more than its kind and key: labels, options and prefilled values may hold
 * personal data.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/basic.html">the properties all elements share</a>
 */
public sealed interface FormElement permits FormField, Flicker, Image, Text, Link, ContextBlock, UnknownElement {

    /**
     * Kind, version and tags.
     *
     * @return what every element says about itself
     */
    ElementHead head();

    /**
     * The kind, such as {@code input}, as on the wire.
     *
     * @return the kind
     */
    default String type() {
        return head().type();
    }

    /**
     * The version of this element's kind.
     *
     * @return the version, empty when absent
     */
    default Optional<String> version() {
        return head().version();
    }

    /**
     * Layout hints in upper case, such as {@code QR_CODE}, the most important first.
     *
     * @return the tags, may be empty
     */
    default List<String> tags() {
        return head().tags();
    }

    /**
     * Whether the element has a tag.
     *
     * @param tag the tag, such as {@code CAPTCHA}
     * @return {@code true} when it has
     */
    default boolean hasTag(String tag) {
        return tags().contains(tag);
    }
}
