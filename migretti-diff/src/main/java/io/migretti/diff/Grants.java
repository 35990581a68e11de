package io.migretti.diff;

import io.migretti.diff.schema.Grant;
import io.migretti.diff.schema.ObjectId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Reads access control lists, and knows what stands for one that is missing. Source: PostgreSQL manual, "Privileges". */
final class Grants {

    static final NavigableSet<Grant> NONE = Collections.unmodifiableNavigableSet(new TreeSet<>());

    private static final int MAINTAIN = 170000;
    private static final int PUBLIC_WITHOUT_CREATE = 150000;

    private static final Map<Character, String> NAMES = Map.ofEntries(
            Map.entry('r', "SELECT"),
            Map.entry('a', "INSERT"),
            Map.entry('w', "UPDATE"),
            Map.entry('d', "DELETE"),
            Map.entry('D', "TRUNCATE"),
            Map.entry('x', "REFERENCES"),
            Map.entry('t', "TRIGGER"),
            Map.entry('m', "MAINTAIN"),
            Map.entry('X', "EXECUTE"),
            Map.entry('U', "USAGE"),
            Map.entry('C', "CREATE"));

    private final NavigableSet<Grant> relation;
    private final NavigableSet<Grant> schemaPublic;
    private static final NavigableSet<Grant> SEQUENCE = parse(List.of("owner=rwU/owner"), "owner");
    private static final NavigableSet<Grant> ROUTINE = parse(List.of("owner=X/owner", "=X/owner"), "owner");
    private static final NavigableSet<Grant> TYPE = parse(List.of("owner=U/owner", "=U/owner"), "owner");
    private static final NavigableSet<Grant> SCHEMA = parse(List.of("owner=UC/owner"), "owner");

    Grants(int version) {
        relation = parse(List.of("owner=arwdDxt" + (version >= MAINTAIN ? "m" : "") + "/owner"), "owner");
        schemaPublic =
                parse(List.of("owner=UC/owner", version >= PUBLIC_WITHOUT_CREATE ? "=U/owner" : "=UC/owner"), "owner");
    }

    /** What an object has when nobody granted or revoked anything. */
    NavigableSet<Grant> usual(ObjectId target) {
        return switch (target.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> relation;
            case SEQUENCE -> SEQUENCE;
            case FUNCTION, PROCEDURE, AGGREGATE -> ROUTINE;
            case SCHEMA -> target.name().equals("public") ? schemaPublic : SCHEMA;
            default -> TYPE;
        };
    }

    /** As {@code GRANT … ON} names it; empty if nothing can be granted on it. */
    static Optional<String> subject(ObjectId target) {
        return switch (target.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> Optional.of("TABLE " + target.sqlName());
            case ENUM, COMPOSITE_TYPE, RANGE_TYPE, DOMAIN, FUNCTION, PROCEDURE, AGGREGATE, SEQUENCE, SCHEMA ->
                Optional.of(altered(target));
            default -> Optional.empty();
        };
    }

    /** As {@code ALTER} names it. */
    static String altered(ObjectId target) {
        return switch (target.kind()) {
            case FUNCTION, PROCEDURE -> target.kind().sql() + " " + target.sqlName() + target.part();
            case AGGREGATE -> "ROUTINE " + target.sqlName() + target.part();
            default -> target.kind().sql() + " " + target.sqlName();
        };
    }

    /** @param acl items {@code grantee=letters/grantor}, each letter followed by a star if it may be granted on */
    static NavigableSet<Grant> parse(List<String> acl, String owner) {
        NavigableSet<Grant> grants = new TreeSet<>();
        for (String item : acl) {
            StringBuilder name = new StringBuilder();
            int next = name(item, name);
            String role = name.toString();
            boolean own = role.equals(owner);
            String grantee = own ? Grant.OWNER : role.isEmpty() ? Grant.PUBLIC : Roles.quote(role);
            int end = item.indexOf('/', next);
            for (int i = next + 1; i < end; i++) {
                String privilege = NAMES.get(item.charAt(i));
                if (privilege != null) {
                    boolean star = i + 1 < end && item.charAt(i + 1) == '*';
                    grants.add(new Grant(grantee, privilege, star && !own));
                }
            }
        }
        return Collections.unmodifiableNavigableSet(grants);
    }

    /** Reads a name that may be in quotes, and returns where it ends. */
    private static int name(String item, StringBuilder name) {
        boolean quoted = false;
        for (int i = 0; i < item.length(); i++) {
            char c = item.charAt(i);
            if (c == '"' && quoted && i + 1 < item.length() && item.charAt(i + 1) == '"') {
                name.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '=' && !quoted) {
                return i;
            } else {
                name.append(c);
            }
        }
        return item.length();
    }
}
