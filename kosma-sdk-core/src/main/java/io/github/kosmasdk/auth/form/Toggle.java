package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;
import java.util.Optional;
import java.util.Set;

/**
 * A switch, on or off. Answered with {@code toggle}; the position it starts in is sent when it is left alone.
 *
 * @param head kind, version and tags
 * @param key the name of the value in the answer
 * @param label the text beside it, empty when absent
 * @param selected whether it is on at the start
 * @param validator its rules; a required one has to be on
 * @param validationErrors the rules that the last answer broke
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/toggle.html">the toggle element</a>
 */
public record Toggle(
        ElementHead head,
        String key,
        Optional<String> label,
        boolean selected,
        Validator validator,
        Set<OpenEnum<ValidationRule>> validationErrors)
        implements FormField {

    /** Copies the set. */
    public Toggle {
        validationErrors = Texts.ordered(validationErrors);
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
