package io.migretti.boot.autoconfigure;

import io.migretti.DatabaseException;
import io.migretti.InvalidMigrationsException;
import io.migretti.LockTimeoutException;
import io.migretti.MigrationFailedException;
import io.migretti.MigrettiException;
import io.migretti.PlanRefusedException;
import org.springframework.boot.ExitCodeGenerator;

/** The application does not start because its migrations were not applied; the cause says why. */
public final class MigrettiStartupException extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    MigrettiStartupException(MigrettiException cause) {
        super(cause.getMessage(), cause);
        this.exitCode = exitCode(cause);
    }

    private static int exitCode(MigrettiException cause) {
        if (cause instanceof InvalidMigrationsException) {
            return 65;
        } else if (cause instanceof DatabaseException) {
            return 69;
        } else if (cause instanceof MigrationFailedException) {
            return 70;
        } else if (cause instanceof PlanRefusedException) {
            return 71;
        } else if (cause instanceof LockTimeoutException) {
            return 75;
        }
        return 1;
    }

    /**
     * 65: files are wrong; 69: the database cannot be used; 70: a migration failed; 71: files and history do not fit;
     * 75: another process kept the lock.
     */
    @Override
    public int getExitCode() {
        return exitCode;
    }
}
