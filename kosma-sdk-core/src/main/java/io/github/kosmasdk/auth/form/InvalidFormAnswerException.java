package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.mask.Masks;
import java.util.List;
import java.util.stream.Collectors;

/** An answer breaks rules of its form. Says all that is wrong at once; nothing was sent. */
public final class InvalidFormAnswerException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    private final List<AnswerProblem> problems;

    InvalidFormAnswerException(String formIdentifier, List<AnswerProblem> problems) {
        super("The answer to form " + Masks.label(formIdentifier) + " was not sent, "
                + (problems.size() == 1 ? "1 problem:" : problems.size() + " problems:")
                + problems.stream().map(problem -> "\n- " + problem).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong, in the order of the form.
     *
     * @return the problems, at least one
     */
    public List<AnswerProblem> problems() {
        return problems;
    }
}
