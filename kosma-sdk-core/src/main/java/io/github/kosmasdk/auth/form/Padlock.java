package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;
import java.util.Optional;
import java.util.Set;

/**
 * A grid on which a line is drawn. Answered with {@code draw}: the cells in the order they are touched, a cell may be
 * touched again. Cells are counted from 0 at the top left, row by row.
 *
 * @param head kind, version and tags
 * @param key the name of the value in the answer
 * @param label the text beside it, empty when absent
 * @param rows how many rows, 0 when the service does not say
 * @param columns how many columns, 0 when the service does not say
 * @param validator its rules; a required one has to have a drawing
 * @param validationErrors the rules that the last answer broke
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/padlock.html">the padlock element</a>
 */
public record Padlock(
        ElementHead head,
        String key,
        Optional<String> label,
        int rows,
        int columns,
        Validator validator,
        Set<OpenEnum<ValidationRule>> validationErrors)
        implements FormField {

    /** Copies the set. */
    public Padlock {
        validationErrors = Texts.ordered(validationErrors);
    }

    /**
     * How many cells there are.
     *
     * @return rows times columns, 0 when the service does not say
     */
    public long cells() {
        return (long) rows * columns;
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
