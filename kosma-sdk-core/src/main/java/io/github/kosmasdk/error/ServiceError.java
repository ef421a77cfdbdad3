package io.github.kosmasdk.error;

import io.github.kosmasdk.internal.mask.Masks;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What the service says went wrong, in an answer or in a failed flow.
 *
 * @param code the dotted category or request-level code, exactly as sent; empty when the answer named none
 * @param message the service's own text; it can be the bank's, in the local language. Not for the consumer's eyes.
 * @param fieldErrors what is wrong with single members of the request, empty when nothing was said of them
 */
public record ServiceError(String code, String message, List<FieldError> fieldErrors) implements Serializable {

    /** An error of which nothing is known. */
    public static final ServiceError UNKNOWN = new ServiceError("", "", List.of());

    /** Checks the parts. */
    public ServiceError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        fieldErrors = List.copyOf(fieldErrors);
    }

    /**
     * The category, by the longest known prefix of the code.
     *
     * @return the category, {@link ErrorCategory#UNKNOWN} when there is none
     */
    public ErrorCategory category() {
        return ErrorCategory.of(code);
    }

    /** Leaves the process with its texts masked. */
    private Object writeReplace() {
        return new ServiceError(Masks.text(code), Masks.text(message), fieldErrors);
    }

    /** Code, text and field errors on one line, IBANs masked: this is what exceptions say. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(code.isEmpty() ? "(no code)" : code);
        if (!message.isEmpty()) {
            text.append(": ").append(message);
        }
        if (!fieldErrors.isEmpty()) {
            text.append(' ').append(fieldErrors);
        }
        return Masks.text(text.toString());
    }
}
