package io.github.kosmasdk.payment;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;
import java.util.stream.Collectors;

/** A transfer breaks rules, so it was refused before anything was sent. It names all of them at once. */
public final class InvalidTransferException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    private final List<TransferProblem> problems;

    InvalidTransferException(List<TransferProblem> problems) {
        super("This transfer cannot be started: "
                + problems.stream().map(TransferProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /**
     * Every broken rule.
     *
     * @return the problems, at least one, in the order of the members
     */
    public List<TransferProblem> problems() {
        return problems;
    }
}
