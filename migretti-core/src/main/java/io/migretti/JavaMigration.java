package io.migretti;

import java.sql.Connection;
import java.util.Optional;

/**
 * A migration that is a class. It takes part in the same catalog, order, history and reports as files.
 *
 * <p>The connection that it gets is the run's own. Calling {@code commit}, {@code rollback}, {@code setAutoCommit},
 * {@code close} or {@code abort} on it fails: the transaction, and the migration's row in it, are the engine's business.
 */
public interface JavaMigration {

    /** Decides the order among all migrations: 1 to 26 letters and digits, best a ULID. */
    String id();

    /** What a file would have behind its id: at most 255 characters. */
    String name();

    /**
     * Changes when what it does changes; compared with the history like a file's; at most 64 characters. Default: none,
     * never compared.
     */
    default Optional<String> checksum() {
        return Optional.empty();
    }

    /** Whether it runs in a transaction together with its row; default yes. */
    default boolean transactional() {
        return true;
    }

    /** Whether {@link #down} does something; default no. */
    default boolean reversible() {
        return false;
    }

    /** Applies the change. Whatever it throws fails the migration. */
    void up(Connection connection) throws Exception;

    /** Reverts the change; called only if {@link #reversible()}. */
    default void down(Connection connection) throws Exception {
        throw new IllegalStateException(getClass().getName() + " says that it is reversible and has no down");
    }
}
