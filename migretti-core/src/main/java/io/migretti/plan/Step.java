package io.migretti.plan;

import io.migretti.migration.Migration;
import io.migretti.migration.Scripts;
import io.migretti.script.SqlScript;

/**
 * One migration that a plan is going to execute.
 *
 * @param scripts what its file says
 */
public record Step(Scripts scripts) {

    public Migration migration() {
        return scripts.migration();
    }

    /** What is executed. */
    public SqlScript.Section section() {
        return scripts.up();
    }

    /** One line: the file's name, how many statements, and whether they run without a transaction. */
    @Override
    public String toString() {
        int statements = section().statements();
        return migration() + " (" + statements + (statements == 1 ? " statement" : " statements")
                + (scripts.transactional() ? ")" : ", no transaction)");
    }
}
