package io.migretti.boot.autoconfigure;

import org.springframework.boot.ExitCodeGenerator;

/**
 * The application ends instead of starting, because {@code migretti.dry-run} asked for a dry run, and that is done.
 * Nothing was changed. The message is its report.
 */
public final class MigrettiDryRunException extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    private final String report;
    private final boolean successful;

    MigrettiDryRunException(String report, boolean successful) {
        super(report);
        this.report = report;
        this.successful = successful;
    }

    /** Several lines, the last one with a line end. */
    public String report() {
        return report;
    }

    /** 0 if everything that is pending could be applied, 70 if a migration would fail. */
    @Override
    public int getExitCode() {
        return successful ? 0 : MigrettiStartupException.FAILED;
    }
}
