package io.migretti.cli;

/** A command cannot do what it is asked for, before or beside what the engine says. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    CommandException(String what, String next) {
        super(what);
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
