package io.github.kosmasdk.auth.form;

import java.util.List;

/**
 * Elements that belong together, such as an input and its help text, or a box of a warning. Its tags say how to show
 * it, such as {@code HORIZONTAL} or {@code BOX_WARNING}; its elements are answered as if they stood alone.
 *
 * @param head kind, version and tags
 * @param content the elements
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/context.html">the context element</a>
 */
public record ContextBlock(ElementHead head, List<FormElement> content) implements FormElement {

    /** Copies the content. */
    public ContextBlock {
        content = List.copyOf(content);
    }

    @Override
    public String toString() {
        return "context" + content;
    }
}
