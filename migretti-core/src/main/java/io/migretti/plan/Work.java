package io.migretti.plan;

import io.migretti.script.SqlResource;
import io.migretti.script.SqlScript;
import java.time.Duration;
import java.util.Optional;

/** What a step executes, apart from its bookkeeping. */
public sealed interface Work {

    /** Whether it runs in one transaction together with its bookkeeping. */
    boolean transactional();

    /** How many statements, as far as that can be known. */
    int statements();

    /**
     * A section of an SQL file.
     *
     * @param resource the file, or the text that the history keeps
     * @param sha256 of the whole text, to notice that it changed
     * @param section which part of it
     * @param transactional false: statement by statement in autocommit
     * @param lockTimeout the file's own
     * @param statementTimeout the file's own
     * @param done how many of its statements were done by an earlier attempt and are passed over
     * @param stored whether it is the text that the history keeps, because the file is gone or changed
     */
    record Sql(
            SqlResource resource,
            String sha256,
            SqlScript.Section section,
            boolean transactional,
            Optional<Duration> lockTimeout,
            Optional<Duration> statementTimeout,
            int done,
            boolean stored)
            implements Work {

        @Override
        public int statements() {
            return section.statements();
        }
    }

    /** The method of a Java migration. */
    record Code(boolean transactional, boolean reversible) implements Work {
        @Override
        public int statements() {
            return 0;
        }
    }

    /** Nothing: only the history changes. */
    record Nothing() implements Work {
        @Override
        public boolean transactional() {
            return true;
        }

        @Override
        public int statements() {
            return 0;
        }
    }
}
