package io.migretti.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it is asked for, before or beside what the engine says. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    CommandException(String what, String next) {
        this(what, next, null);
    }

    CommandException(String what, String next, @Nullable Throwable cause) {
        super(what, cause);
        this.what = what;
        this.next = next;
    }

    /** What happened, without a full stop. */
    String what() {
        return what;
    }

    /** What to do about it, without a full stop. */
    String next() {
        return next;
    }
}
