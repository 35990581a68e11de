package io.migretti.script;

/** What a statement needs from whoever executes it. */
public enum StatementKind {
    /** Runs anywhere. */
    ORDINARY,
    /** {@code COPY … FROM STDIN}: its data follow in the file. */
    COPY_FROM_STDIN,
    /** Begins or ends a transaction, which is the engine's business: never executed. */
    TRANSACTION_CONTROL,
    /** {@code SAVEPOINT}, {@code RELEASE}, {@code ROLLBACK TO}: only inside a transaction. */
    SAVEPOINT,
    /** PostgreSQL refuses it inside a transaction block (SQLSTATE 25001). */
    OUTSIDE_TRANSACTION
}
