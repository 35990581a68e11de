package io.migretti.diff.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row level security policy of a table.
 *
 * @param permissive or restrictive
 * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param roles quoted, in the order of their names; {@code PUBLIC} for everybody
 * @param using the condition for rows that are there, as the server deparses it
 * @param check the condition for rows that come
 */
public record Policy(
        ObjectId id,
        boolean permissive,
        String command,
        List<String> roles,
        Optional<String> using,
        Optional<String> check)
        implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE POLICY " + id.sqlPart() + " ON " + id.sqlName()
                + (permissive ? "" : " AS RESTRICTIVE")
                + (command.equals("ALL") ? "" : " FOR " + command)
                + (roles.equals(List.of("PUBLIC")) ? "" : to())
                + usingClause()
                + checkClause());
    }

    private String to() {
        return " TO " + String.join(", ", roles);
    }

    private String usingClause() {
        return using.map(each -> " USING (" + each + ")").orElse("");
    }

    private String checkClause() {
        return check.map(each -> " WITH CHECK (" + each + ")").orElse("");
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("DROP POLICY " + id.sqlPart() + " ON " + id.sqlName());
    }

    /** A condition can be changed but not taken away. */
    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Policy target = (Policy) other;
        if (permissive != target.permissive
                || !command.equals(target.command)
                || using.isPresent() && target.using.isEmpty()
                || check.isPresent() && target.check.isEmpty()) {
            return Change.recreate();
        }
        String changes = (roles.equals(target.roles) ? "" : target.to())
                + (same(using, target.using) ? "" : target.usingClause())
                + (same(check, target.check) ? "" : target.checkClause());
        return changes.isEmpty()
                ? Change.none()
                : Change.alter(List.of("ALTER POLICY " + id.sqlPart() + " ON " + id.sqlName() + changes));
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() == other.isPresent() && SqlText.same(one.orElse(""), other.orElse(""));
    }

    @Override
    public boolean stepsAside() {
        return true;
    }

    @Override
    public Set<String> names() {
        return Set.of("policy " + id.sqlName() + "." + id.sqlPart());
    }
}
