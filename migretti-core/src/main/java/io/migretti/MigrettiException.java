package io.migretti;

/**
 * Root of everything that the engine throws on purpose. The message is complete: what happened, where, the server's own
 * words, and what to do next.
 */
public abstract sealed class MigrettiException extends RuntimeException
        permits DatabaseException,
                HookFailedException,
                InvalidMigrationsException,
                LockTimeoutException,
                MigrationFailedException,
                PlanRefusedException,
                WorkspaceException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    MigrettiException(String what, String next, @org.jspecify.annotations.Nullable Throwable cause) {
        super(what + (what.endsWith(".") ? "" : what.contains("\n") ? "" : ".") + "\n  Next: " + next + ".", cause);
        this.what = what;
        this.next = next;
    }

    /** What happened; may have several lines. */
    public String what() {
        return what;
    }

    /** What to do about it, one sentence without a full stop. */
    public String next() {
        return next;
    }
}
