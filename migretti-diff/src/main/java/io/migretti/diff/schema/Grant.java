package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may do what.
 *
 * @param grantee the role, quoted; {@code PUBLIC} for everybody, empty for the owner, whoever that is
 * @param privilege {@code SELECT} and the like
 * @param grantable whether the grantee may give it to others
 */
public record Grant(String grantee, String privilege, boolean grantable) implements Comparable<Grant> {

    public static final String OWNER = "";
    public static final String PUBLIC = "PUBLIC";

    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::grantee).thenComparing(Grant::privilege).thenComparing(Grant::grantable);

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }

    /**
     * The statements between two states.
     *
     * @param subject what comes after {@code ON}
     * @param columns in parentheses after each privilege; empty for none
     * @param owner the role that {@link #OWNER} stands for, as SQL
     */
    static List<String> changes(
            NavigableSet<Grant> from, NavigableSet<Grant> to, String subject, String columns, String owner) {
        List<String> statements = new ArrayList<>();
        for (String grantee : grantees(from, to)) {
            String role = grantee.equals(OWNER) ? owner : grantee;
            List<Grant> before = of(from, grantee);
            List<Grant> after = of(to, grantee);
            List<Grant> gone = before.stream()
                    .filter(each -> after.stream().noneMatch(each::samePrivilege))
                    .toList();
            if (!gone.isEmpty()) {
                statements.add("REVOKE " + list(gone, columns) + " ON " + subject + " FROM " + role);
            }
            List<Grant> notToBeGiven = before.stream()
                    .filter(each -> each.grantable
                            && after.stream().anyMatch(other -> each.samePrivilege(other) && !other.grantable))
                    .toList();
            if (!notToBeGiven.isEmpty() && !grantee.equals(OWNER)) {
                statements.add(
                        "REVOKE GRANT OPTION FOR " + list(notToBeGiven, columns) + " ON " + subject + " FROM " + role);
            }
            for (boolean grantable : List.of(false, true)) {
                List<Grant> come = after.stream()
                        .filter(each -> each.grantable == grantable
                                && before.stream()
                                        .noneMatch(
                                                other -> each.samePrivilege(other) && (other.grantable || !grantable)))
                        .toList();
                if (!come.isEmpty()) {
                    statements.add("GRANT " + list(come, columns) + " ON " + subject + " TO " + role
                            + (grantable && !grantee.equals(OWNER) ? " WITH GRANT OPTION" : ""));
                }
            }
        }
        return statements;
    }

    private boolean samePrivilege(Grant other) {
        return privilege.equals(other.privilege);
    }

    static NavigableSet<String> grantees(Collection<Grant> from, Collection<Grant> to) {
        NavigableSet<String> grantees = new TreeSet<>();
        from.forEach(each -> grantees.add(each.grantee));
        to.forEach(each -> grantees.add(each.grantee));
        return grantees;
    }

    private static List<Grant> of(Collection<Grant> grants, String grantee) {
        return grants.stream().filter(each -> each.grantee.equals(grantee)).toList();
    }

    private static String list(List<Grant> grants, String columns) {
        return grants.stream().map(each -> each.privilege + columns).collect(Collectors.joining(", "));
    }
}
