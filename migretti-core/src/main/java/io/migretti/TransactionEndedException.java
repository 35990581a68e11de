package io.migretti;

import java.sql.SQLException;

/** A class ended the transaction that the engine opened for it, past the guard of its connection. */
final class TransactionEndedException extends SQLException {

    private static final long serialVersionUID = 1L;

    TransactionEndedException() {
        super("the transaction was over before the migration was recorded");
    }
}
