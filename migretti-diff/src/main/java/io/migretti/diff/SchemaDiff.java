package io.migretti.diff;

import io.migretti.diff.plan.Action;
import io.migretti.diff.plan.CircleException;
import io.migretti.diff.plan.Step;
import io.migretti.diff.plan.Steps;
import io.migretti.diff.schema.NotCovered;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements that turn one schema into another, in an order that runs.
 *
 * <p>A table of the same name stays the same table and a column the same column, with their rows, unless the target lacks
 * them. The order of columns is not compared, nor are tablespaces; a new name is an object dropped and one created.
 */
public final class SchemaDiff {

    private static final String UNCHECKED_BODIES = "SET check_function_bodies = off";

    private final List<DiffStatement> statements;
    private final List<NotCovered> notCovered;
    private final boolean createsRoutine;

    private SchemaDiff(List<DiffStatement> statements, List<NotCovered> notCovered, boolean createsRoutine) {
        this.statements = statements;
        this.notCovered = notCovered;
        this.createsRoutine = createsRoutine;
    }

    /**
     * Compares; needs no database any more.
     *
     * @throws DiffException if no order runs, because objects need each other
     */
    public static SchemaDiff between(Schema from, Schema to, DiffOptions options) {
        List<Step> steps;
        try {
            steps = Steps.between(from, options.privileges() ? to : to.withPrivilegesOf(from));
        } catch (CircleException e) {
            throw new DiffException(
                    "No order of the statements runs, because these wait for each other: "
                            + String.join(", ", e.steps()),
                    "change one of them by hand first, and compare again",
                    e);
        }
        List<DiffStatement> statements = new ArrayList<>();
        for (Step step : steps) {
            if (options.onlyExtensions()
                    && !(step.action() == Action.CREATE && step.object().kind() == ObjectKind.EXTENSION)) {
                continue;
            }
            step.statements()
                    .forEach(sql -> statements.add(new DiffStatement(
                            SqlText.fixpoint(sql), step.action(), step.object(), step.destructive(), true)));
        }
        Set<NotCovered> notCovered = new LinkedHashSet<>(from.notCovered());
        notCovered.addAll(to.notCovered());
        return new SchemaDiff(
                List.copyOf(statements),
                List.copyOf(notCovered),
                !options.onlyExtensions() && Steps.createsRoutine(steps));
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }

    public List<DiffStatement> statements() {
        return statements;
    }

    /** The statements that lose something; without consent nobody should run them. */
    public List<DiffStatement> destructive() {
        return statements.stream().filter(DiffStatement::destructive).toList();
    }

    /** What was met in either schema and is not compared. */
    public List<NotCovered> notCovered() {
        return notCovered;
    }

    /**
     * The statements as a script, each ended by {@code ;}. Empty if there are none. Where routines are created, the
     * server is told first not to look into their bodies, because those may name what comes later.
     */
    public String sql() {
        StringBuilder script = new StringBuilder();
        if (createsRoutine) {
            script.append(UNCHECKED_BODIES).append(";\n\n");
        }
        statements.forEach(each -> script.append(each).append("\n\n"));
        return script.isEmpty() ? "" : script.substring(0, script.length() - 1);
    }

    /** {@link #sql()}. */
    @Override
    public String toString() {
        return sql();
    }
}
