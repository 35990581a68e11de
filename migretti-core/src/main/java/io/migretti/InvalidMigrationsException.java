package io.migretti;

import io.migretti.script.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Files are wrong; all their problems at once. Nothing was executed. */
public final class InvalidMigrationsException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidMigrationsException(String of, List<Problem> errors) {
        super(describe(of, errors), "correct the files; nothing was executed", null);
        this.problems = List.copyOf(errors);
    }

    private static String describe(String of, List<Problem> errors) {
        return (errors.size() == 1 ? "There is a problem" : "There are " + errors.size() + " problems")
                + " with the " + of
                + errors.stream()
                        .map(problem ->
                                "\n  " + problem.location() + ": " + problem.what() + "\n      " + problem.next())
                        .collect(Collectors.joining());
    }

    /** What is wrong, by place. */
    public List<Problem> problems() {
        return problems;
    }
}
