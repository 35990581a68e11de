package io.migretti;

import io.migretti.plan.Direction;
import io.migretti.report.Outcome;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A hook stopped a run before it began, or failed when everything was done and committed. The cause is what it threw, with
 * its own message.
 */
public final class HookFailedException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Outcome> outcome;

    private HookFailedException(String what, String next, Throwable cause, Optional<Outcome> outcome) {
        super(what + ": " + words(cause), next, cause);
        this.outcome = outcome;
    }

    static HookFailedException before(Throwable cause) {
        return new HookFailedException(
                "Nothing was executed, a migration hook stopped the run",
                "settle what it complains about and start again",
                cause,
                Optional.empty());
    }

    static HookFailedException after(Outcome outcome, Throwable cause) {
        return new HookFailedException(
                done(outcome) + ", but a migration hook failed afterwards",
                "do by hand what it was to do; the next run calls no hook if nothing is left to do",
                cause,
                Optional.of(outcome));
    }

    private static String done(Outcome outcome) {
        int done = outcome.done().size();
        if (done == 0) {
            return "Another process did what was to do, and it stays";
        }
        boolean one = done == 1;
        return Texts.count(done, "migration")
                + (one ? " was " : " were ")
                + (outcome.done().get(0).direction() == Direction.DOWN ? "rolled back" : "applied")
                + (one ? " and stays so" : " and stay so");
    }

    private static String words(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return ServerError.of(sql).describe();
        }
        return cause.getMessage() == null || cause instanceof Error ? cause.toString() : cause.getMessage();
    }

    /** What was done before the hook failed; empty if it failed before anything was. */
    public Optional<Outcome> outcome() {
        return outcome;
    }
}
