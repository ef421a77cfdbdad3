package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.internal.mask.Masks;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong with an answer. Never holds a value that was given. */
public final class AnswerProblem implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final @Nullable String label;
    private final ValidationRule rule;
    private final String message;

    AnswerProblem(String key, @Nullable String label, ValidationRule rule, String message) {
        this.key = key;
        this.label = label;
        this.rule = rule;
        this.message = message;
    }

    /**
     * The field.
     *
     * @return its key
     */
    public String key() {
        return key;
    }

    /**
     * The text beside the field.
     *
     * @return the label as the service wrote it, empty when there is none
     */
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    /**
     * The broken rule.
     *
     * @return the rule
     */
    public ValidationRule rule() {
        return rule;
    }

    /**
     * What to do.
     *
     * @return a sentence in English, for a developer
     */
    public String message() {
        return message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AnswerProblem that
                && key.equals(that.key)
                && Objects.equals(label, that.label)
                && rule == that.rule
                && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, label, rule, message);
    }

    @Override
    public String toString() {
        return "\"" + Masks.label(key) + "\""
                + (label == null ? "" : " (" + Masks.label(label) + ")")
                + ", " + rule.wireName() + ": " + message;
    }
}
