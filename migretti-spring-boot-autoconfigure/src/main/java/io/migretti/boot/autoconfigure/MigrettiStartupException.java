package io.migretti.boot.autoconfigure;

import io.migretti.DatabaseException;
import io.migretti.HookFailedException;
import io.migretti.InvalidMigrationsException;
import io.migretti.LockTimeoutException;
import io.migretti.MigrationFailedException;
import io.migretti.MigrettiException;
import io.migretti.PlanRefusedException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;

/** The application does not start, because its database is not what this release needs. */
public final class MigrettiStartupException extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    static final int FILES_WRONG = 65;
    static final int UNAVAILABLE = 69;
    static final int FAILED = 70;
    static final int REFUSED = 71;
    static final int TIMED_OUT = 75;

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final String what;
    private final String next;
    private final int exitCode;

    MigrettiStartupException(String what, String next, int exitCode, @Nullable Throwable cause) {
        super(what + (what.contains("\n") ? "" : ".") + "\n  Next: " + next + ".", cause);
        this.what = what;
        this.next = next;
        this.exitCode = exitCode;
    }

    /** What the start ends with: a hook or a DataSource may have found that the configuration is wrong. */
    static RuntimeException becauseOf(MigrettiException cause) {
        return (cause instanceof HookFailedException || cause instanceof DatabaseException)
                        && cause.getCause() instanceof MigrettiConfigurationException wrong
                ? wrong
                : new MigrettiStartupException(cause.what(), next(cause), exitCode(cause), cause);
    }

    private static String next(MigrettiException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                return failure.next()
                        + "; `migretti.username` and `migretti.password` give migrations a role of their own";
            }
        }
        return failure.next();
    }

    private static int exitCode(MigrettiException cause) {
        if (cause instanceof InvalidMigrationsException) {
            return FILES_WRONG;
        } else if (cause instanceof DatabaseException) {
            return UNAVAILABLE;
        } else if (cause instanceof MigrationFailedException) {
            return FAILED;
        } else if (cause instanceof PlanRefusedException) {
            return REFUSED;
        } else if (cause instanceof LockTimeoutException) {
            return TIMED_OUT;
        }
        return FAILED;
    }

    /** Whether a DataSource failed in its own way, which somebody else may explain better. */
    static boolean isForeign(Throwable failure) {
        return failure instanceof DatabaseException && failure.getCause() instanceof RuntimeException;
    }

    /** What happened; may have several lines. */
    public String what() {
        return what;
    }

    /** What to do about it, without a full stop. */
    public String next() {
        return next;
    }

    /**
     * 65: files are wrong, or there are none; 69: the database cannot be used; 70: a migration, a seed or a hook failed;
     * 71: files and history do not fit; 75: another process kept the lock, or did not apply everything in time.
     */
    @Override
    public int getExitCode() {
        return exitCode;
    }
}
