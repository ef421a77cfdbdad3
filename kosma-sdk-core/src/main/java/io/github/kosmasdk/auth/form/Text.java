package io.github.kosmasdk.auth.form;

/**
 * A text to show, tagged {@code HELPTEXT} when it explains a field. Has no value. It comes from the bank: escape it.
 *
 * @param head kind, version and tags
 * @param content the text, empty text when absent
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/text.html">the text element</a>
 */
public record Text(ElementHead head, String content) implements FormElement {

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
