package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text to type. Answered with {@code put}; the prefilled value is sent when it is left alone, an empty text when
 * there is none.
 *
 * @param head kind, version and tags
 * @param key the name of the value in the answer
 * @param dataType what is asked for, {@link DataType#UNKNOWN} when the service does not say
 * @param password whether the value is a secret: mask it while it is typed, never show or keep it
 * @param label the text beside it, empty when absent
 * @param placeholder the text inside it while it is empty, empty when absent
 * @param prefillValue the value it starts with, empty when absent
 * @param readOnly whether the value cannot be changed; it is sent all the same
 * @param mask how the characters are laid out, as the service says it; empty when absent
 * @param validator its rules
 * @param validationErrors the rules that the last answer broke
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/input.html">the input element</a>
 */
public record Input(
        ElementHead head,
        String key,
        OpenEnum<DataType> dataType,
        boolean password,
        Optional<String> label,
        Optional<String> placeholder,
        Optional<String> prefillValue,
        boolean readOnly,
        List<String> mask,
        Validator validator,
        Set<OpenEnum<ValidationRule>> validationErrors)
        implements FormField {

    /** Copies the collections. */
    public Input {
        mask = List.copyOf(mask);
        validationErrors = Texts.ordered(validationErrors);
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
