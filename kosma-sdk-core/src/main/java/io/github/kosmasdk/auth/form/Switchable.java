package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Groups of elements of which exactly one is active, such as tabs. Answered with {@code choose}; what is preselected
 * is sent when it is left alone. The elements of the other groups are neither checked nor sent.
 *
 * @param head kind, version and tags
 * @param key the name of the value in the answer
 * @param label the text beside it, empty when absent
 * @param selected the value of the option that is active at the start, empty when absent
 * @param options the groups
 * @param validator its rules
 * @param validationErrors the rules that the last answer broke
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/switchable.html">the switchable element</a>
 */
public record Switchable(
        ElementHead head,
        String key,
        Optional<String> label,
        Optional<String> selected,
        List<Option> options,
        Validator validator,
        Set<OpenEnum<ValidationRule>> validationErrors)
        implements FormField {

    /** Copies the collections. */
    public Switchable {
        options = List.copyOf(options);
        validationErrors = Texts.ordered(validationErrors);
    }

    /**
     * The option with a value.
     *
     * @param value the option's value
     * @return the option, empty when there is none
     */
    public Optional<Option> option(String value) {
        return options.stream().filter(option -> option.value().equals(value)).findFirst();
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }

    /**
     * One group.
     *
     * @param value what is sent when it is active
     * @param label the text to show; the value when the service gives none
     * @param content the elements of the group
     * @param description more text, empty when absent
     * @param badge a picture or text beside it, empty when absent
     * @param disabled whether it cannot be chosen
     */
    public record Option(
            String value,
            String label,
            List<FormElement> content,
            Optional<String> description,
            Optional<Badge> badge,
            boolean disabled) {

        /** Copies the content. */
        public Option {
            content = List.copyOf(content);
        }

        @Override
        public String toString() {
            return "Option[content=" + content + ", disabled=" + disabled + "]";
        }
    }
}
