package io.migretti.cli.config;

/** The configuration cannot be used; nothing was connected to. Never holds a password. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    ConfigurationException(String what, String next) {
        super(what + ".\n  Next: " + next + ".");
        this.what = what;
        this.next = next;
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
