package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The privileges on an object, or on one column of it.
 *
 * @param subject the object as {@code GRANT … ON} names it
 * @param column empty for the object itself
 * @param grants all of them, the owner's too
 * @param usual what there is when nobody granted or revoked anything
 */
public record Privileges(
        ObjectId id,
        ObjectId target,
        String subject,
        String column,
        NavigableSet<Grant> grants,
        NavigableSet<Grant> usual)
        implements Attached {

    private List<String> changes(NavigableSet<Grant> from, NavigableSet<Grant> to, Transition transition) {
        String owner = Owner.of(transition.to(), whole());
        List<String> statements = new ArrayList<>(
                Grant.changes(from, to, subject, column.isEmpty() ? "" : " (" + SqlName.quote(column) + ")", owner));
        if (column.isEmpty() && statements.stream().anyMatch(each -> each.startsWith("REVOKE"))) {
            ofColumns(transition)
                    .forEach(each -> statements.addAll(
                            Grant.changes(new TreeSet<>(), each.grants, each.subject, each.columns(), owner)));
        }
        return statements;
    }

    /** Whether they are those on one column. */
    public boolean isOfColumn() {
        return !column.isEmpty();
    }

    private String columns() {
        return " (" + SqlName.quote(column) + ")";
    }

    private ObjectId whole() {
        return target.kind() == ObjectKind.COLUMN ? target.whole(ObjectKind.TABLE) : target;
    }

    /** Revoking a privilege on a table revokes it on the columns too; they get it back. */
    private List<Privileges> ofColumns(Transition transition) {
        return transition.to().dependents(target).stream()
                .map(each -> transition.to().find(each.of()).orElseThrow())
                .filter(each -> each instanceof Privileges other && !other.column.isEmpty())
                .map(Privileges.class::cast)
                .filter(each -> transition.from().contains(each.id))
                .toList();
    }

    @Override
    public List<String> create(Creation creation) {
        return changes(mergedInto(usual, creation.transition()), grants, creation.transition());
    }

    /** Default privileges may have given the new object more than the usual ones. */
    @Override
    public List<String> createAfresh(Transition transition) {
        List<String> statements = new ArrayList<>();
        NavigableSet<Grant> before = usual;
        if (column.isEmpty()) {
            NavigableSet<String> others = DefaultPrivileges.grantees(transition, target);
            if (!others.isEmpty()) {
                statements.add("REVOKE ALL ON " + subject + " FROM " + String.join(", ", others));
                before = usual.stream()
                        .filter(each -> each.grantee().equals(Grant.OWNER))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
        statements.addAll(Grant.changes(
                before, grants, subject, column.isEmpty() ? "" : columns(), Owner.of(transition.to(), whole())));
        return statements;
    }

    /** Those that come back went with their target. */
    @Override
    public List<String> drop(Transition transition) {
        return transition.to().contains(id) ? List.of() : changes(mergedInto(grants, transition), usual, transition);
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Privileges aim = (Privileges) other;
        return Change.alter(aim.changes(mergedInto(grants, transition), aim.grants, transition));
    }

    /** A role that becomes the owner has what it had as the owner. */
    private NavigableSet<Grant> mergedInto(NavigableSet<Grant> before, Transition transition) {
        String owner = Owner.of(transition.to(), whole());
        return before.stream()
                .filter(each -> !each.grantee().equals(owner))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
