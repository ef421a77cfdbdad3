package io.github.kosmasdk.auth.form;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element that this version of the SDK does not know or could not read. When it has a key it can be answered with
 * any kind of value, which is sent unchecked; without an answer it is left out.
 *
 * @param head kind, version and tags
 * @param members all members of the element as they came: text, {@code Boolean}, {@code Number}, {@code List},
 *     {@code Map} or {@code null}
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/basic.html">the properties all elements share</a>
 */
public record UnknownElement(ElementHead head, Map<String, @Nullable Object> members) implements FormElement {

    /** Copies the members. */
    public UnknownElement {
        members = Texts.unmodifiable(members);
    }

    /**
     * The name of its value in the answer.
     *
     * @return the key, empty when it has none
     */
    public Optional<String> key() {
        return members.get("key") instanceof String key && !key.isEmpty() ? Optional.of(key) : Optional.empty();
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
