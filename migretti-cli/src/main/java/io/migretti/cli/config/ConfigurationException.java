package io.migretti.cli.config;

import io.migretti.script.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used; nothing was connected to. Never holds a password, nor any other value: it says where
 * one stands. It has no cause for the same reason.
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    ConfigurationException(String what, String next) {
        super(what + ".\n  Next: " + next + ".");
        this.what = what;
        this.next = next;
    }

    /** All that is wrong with a file, at once. */
    static ConfigurationException of(String file, List<Problem> problems) {
        if (problems.size() == 1) {
            Problem problem = problems.get(0);
            return new ConfigurationException(problem.location() + ": " + problem.what(), problem.next());
        }
        return new ConfigurationException(
                "There are " + problems.size() + " problems with " + file
                        + problems.stream()
                                .sorted((a, b) -> a.location().compareTo(b.location()))
                                .map(problem -> "\n  " + problem.location() + ": " + problem.what() + "\n      "
                                        + problem.next())
                                .collect(Collectors.joining()),
                "correct the file");
    }

    static void throwIfAny(String file, List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw of(file, problems);
        }
    }

    /** What is wrong and where, without a full stop. */
    public String what() {
        return what;
    }

    /** What to do about it, without a full stop. */
    public String next() {
        return next;
    }
}
