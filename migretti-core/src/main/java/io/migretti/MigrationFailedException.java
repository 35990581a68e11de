package io.migretti;

import io.migretti.report.Failure;
import io.migretti.report.Outcome;

/** A migration failed. What the outcome lists as applied before it is committed and stays. */
public final class MigrationFailedException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final transient Failure failure;

    MigrationFailedException(Outcome outcome, Failure failure, Throwable cause) {
        super(failure.describe(), failure.next(), cause);
        this.outcome = outcome;
        this.failure = failure;
    }

    /** What the run did until then, the failed migration last. */
    public Outcome outcome() {
        return outcome;
    }

    public Failure failure() {
        return failure;
    }
}
