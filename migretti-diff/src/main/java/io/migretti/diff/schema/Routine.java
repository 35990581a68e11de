package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function or procedure.
 *
 * @param types of the parameters that are put in, by which the server tells routines apart
 * @param definition the whole {@code CREATE OR REPLACE} statement as the server deparses it
 * @param result what it returns; with output parameters, the row that they form
 * @param parameters their modes, names and types, without defaults
 * @param defaults how many parameters have one
 * @param window a window function cannot be replaced by an ordinary one
 */
public record Routine(
        ObjectId id, String types, String definition, String result, String parameters, int defaults, boolean window)
        implements Replaceable {

    /** Where a body begins that the server has read. */
    private static final Pattern READ_BODY = Pattern.compile("\n(?:BEGIN ATOMIC\n|RETURN )");

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        if (isReplaceable() && body().contains(id.sqlName() + "(")) {
            statements.addAll(standIn());
        }
        statements.add(definition);
        return statements;
    }

    /** Any other body is only a string, and needs nothing. */
    @Override
    public boolean isReplaceable() {
        return READ_BODY.matcher(definition).find();
    }

    private String body() {
        return definition.substring(startOfBody());
    }

    private int startOfBody() {
        Matcher body = READ_BODY.matcher(definition);
        return body.find() ? body.start() : definition.length();
    }

    @Override
    public List<String> standIn() {
        return List.of(definition.substring(0, startOfBody()) + "\nAS ''");
    }

    @Override
    public List<String> replaceStandIn() {
        return List.of(definition);
    }

    /** A view may be the type of a parameter. */
    @Override
    public boolean standInNeeds(ObjectId needed) {
        return Replaceable.super.standInNeeds(needed)
                || needed.kind() == ObjectKind.VIEW
                || needed.kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("DROP " + id.kind().sql() + " " + id.sqlName() + id.part());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Routine target = (Routine) other;
        if (SqlText.same(definition, target.definition)) {
            return Change.none();
        }
        boolean replaceable = result.equals(target.result)
                && parameters.equals(target.parameters)
                && defaults <= target.defaults
                && window == target.window;
        return replaceable ? Change.alter(List.of(target.definition)) : Change.recreate();
    }

    /** One whose body is SQL that the server has read, {@code BEGIN ATOMIC}; of others it knows no dependency. */
    @Override
    public boolean stepsAside() {
        return true;
    }

    @Override
    public Set<String> names() {
        return Set.of("routine " + id.sqlName() + "(" + types + ")");
    }
}
