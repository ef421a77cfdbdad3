package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Options to choose from, between {@code minSelected} and {@code maxSelected} of them. Answered with {@code choose};
 * what is preselected is sent when it is left alone.
 *
 * @param head kind, version and tags
 * @param key the name of the value in the answer
 * @param label the text beside it, empty when absent
 * @param placeholder the text while nothing is chosen, empty when absent
 * @param selected the values of the options chosen at the start
 * @param minSelected how many options have to be chosen at least; 1 unless the service says otherwise
 * @param maxSelected how many options can be chosen at most; 1 unless the service says otherwise
 * @param options the options
 * @param validationErrors the rules that the last answer broke
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/choice.html">the choice element</a>
 */
public record Choice(
        ElementHead head,
        String key,
        Optional<String> label,
        Optional<String> placeholder,
        List<String> selected,
        int minSelected,
        int maxSelected,
        List<Option> options,
        Set<OpenEnum<ValidationRule>> validationErrors)
        implements FormField {

    /** Copies the collections. */
    public Choice {
        selected = List.copyOf(selected);
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
     * One option.
     *
     * @param value what is sent when it is chosen
     * @param label the text to show; the value when the service gives none
     * @param description more text, empty when absent
     * @param badge a picture or text beside it, empty when absent
     * @param disabled whether it cannot be chosen
     */
    public record Option(
            String value, String label, Optional<String> description, Optional<Badge> badge, boolean disabled) {

        @Override
        public String toString() {
            return "Option[disabled=" + disabled + "]";
        }
    }
}
