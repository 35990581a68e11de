package io.migretti.diff;

import io.migretti.diff.schema.SqlName;
import java.util.Set;

/** Writes the names of roles. */
final class Roles {

    /** Plain, they would not be names. Source: PostgreSQL manual, "GRANT", role_specification. */
    private static final Set<String> WORDS = Set.of("public", "none", "current_role", "current_user", "session_user");

    private Roles() {}

    static String quote(String name) {
        return WORDS.contains(name) ? "\"" + name + "\"" : SqlName.quote(name);
    }
}
