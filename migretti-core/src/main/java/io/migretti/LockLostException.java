package io.migretti;

import java.sql.SQLException;

/** Somebody else has the migration lock that this session held: a migration, a pooler or a failover released it. */
final class LockLostException extends SQLException {

    private static final long serialVersionUID = 1L;

    LockLostException(SQLException cause) {
        super("the migration lock was lost, and another session has it now", cause);
    }
}
