package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;
import java.util.Optional;
import java.util.Set;

/** An element whose value is sent back under its key. Answered with {@link Form#answer()}. */
public sealed interface FormField extends FormElement permits Input, Choice, Toggle, Switchable, Padlock {

    /**
     * The name of the value in the answer.
     *
     * @return the key
     */
    String key();

    /**
     * The text to show beside it.
     *
     * @return the label, empty when absent
     */
    Optional<String> label();

    /**
     * The rules that the last answer broke, when the service sends a form back.
     *
     * @return the broken rules, empty when there are none
     */
    Set<OpenEnum<ValidationRule>> validationErrors();
}
