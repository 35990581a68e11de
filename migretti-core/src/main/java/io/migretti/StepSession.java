package io.migretti;

import io.migretti.Pipeline.StatementFailedException;
import io.migretti.plan.Direction;
import io.migretti.plan.Step;
import io.migretti.plan.Work;
import io.migretti.report.MigrettiEvent;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The run's session as a step uses it, in a transaction, without one, or in a dry run: settings, COPY, classes. */
final class StepSession {

    /**
     * Marks the transaction that a class works in, so that a {@code COMMIT; BEGIN} does not pass unnoticed. A lock is the
     * one thing that belongs to a transaction and that no {@code RESET ALL} takes away; shared, and on the session's own
     * number, it is in nobody's way. The setting stays if the transaction is committed.
     */
    private static final String MARK = """
            SELECT pg_catalog.pg_try_advisory_xact_lock_shared(894321, pg_catalog.pg_backend_pid()),
                   pg_catalog.set_config('migretti.transaction', '%s', false)""";

    private static final String IS_MARKED = """
            EXISTS (SELECT FROM pg_catalog.pg_locks l
                     WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'advisory' AND l.objsubid = 2
                       AND l.classid = 894321 AND l.objid::pg_catalog.int8 = l.pid)""";

    /** Fails by dividing by zero if that transaction is over. */
    static final String REQUIRE_MARK =
            "SELECT 1 / CASE WHEN " + IS_MARKED + " THEN 1 ELSE 0 END AS transaction_is_the_same";

    private final String mark = UUID.randomUUID().toString();
    private final Connection connection;
    private final Settings settings;
    private final Events events;

    StepSession(Session session, Settings settings, Events events) {
        this.connection = session.connection();
        this.settings = settings;
        this.events = events;
    }

    /** To be executed in a class's transaction, before the class. */
    String markTransaction() {
        return MARK.formatted(mark);
    }

    /** The lexer lets no statement through that ends the transaction; this asks the driver whether it is so. */
    boolean isTransactionOver() throws SQLException {
        return !connection.isClosed()
                && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
    }

    /** Also asks the server whether it is the marked transaction, which must not have failed. */
    boolean isMarkedTransactionOver() throws SQLException {
        return isTransactionOver() || ask("NOT " + IS_MARKED);
    }

    /** After a rollback: whether the marked transaction had been committed before. */
    boolean isMarkedTransactionCommitted() {
        try {
            return !connection.isClosed()
                    && ask("pg_catalog.current_setting('migretti.transaction', true) IS NOT DISTINCT FROM '" + mark
                            + "'");
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean ask(String condition) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + condition)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    void call(Step step) throws SQLException {
        JavaMigration migration = settings.javaMigrations().stream()
                .filter(candidate -> candidate.id().equals(step.id().value()))
                .findFirst()
                .orElseThrow();
        String owner = migration.getClass().getName();
        Connection guarded = step.transactional()
                ? GuardedConnection.inTransaction(connection, owner)
                : GuardedConnection.inAutocommit(connection, owner);
        try {
            if (step.direction() == Direction.UP) {
                migration.up(guarded);
            } else {
                migration.down(guarded);
            }
        } catch (SQLException e) {
            throw e;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // a class that is missing, say: it has to be reported like any other failure
            throw new SQLException(e.toString(), e);
        }
    }

    /** Statements that set up a migration's session: its timeouts, and the schema where unqualified names go. */
    List<String> settingsOf(Step step, String scope) {
        List<String> statements = new ArrayList<>();
        statements.add("SET " + scope + "standard_conforming_strings = on");
        Optional<Duration> lockTimeout = Optional.empty();
        Optional<Duration> statementTimeout = Optional.empty();
        if (step.work() instanceof Work.Sql sql) {
            lockTimeout = sql.lockTimeout();
            statementTimeout = sql.statementTimeout();
        }
        if (step.transactional()) {
            lockTimeout = lockTimeout.or(() -> Optional.of(settings.statementLockTimeout()));
        }
        lockTimeout.ifPresent(time -> statements.add("SET " + scope + "lock_timeout = " + HistoryTable.setting(time)));
        statementTimeout
                .or(settings::statementTimeout)
                .ifPresent(
                        time -> statements.add("SET " + scope + "statement_timeout = " + HistoryTable.setting(time)));
        settings.schema()
                .ifPresent(name -> statements.add("SELECT pg_catalog.set_config('search_path', "
                        + HistoryTable.literal(HistoryTable.identifier(name))
                        + " || coalesce(', ' || nullif(pg_catalog.current_setting('search_path'), ''), ''), "
                        + (scope.isEmpty() ? "false" : "true") + ")"));
        return statements;
    }

    void copy(SqlStatement statement, StatementReader reader) throws StatementFailedException, IOException {
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text());
            try {
                for (byte[] data = reader.nextCopyData(); data != null; data = reader.nextCopyData()) {
                    copy.writeToCopy(data, 0, data.length);
                }
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new StatementFailedException(Optional.of(statement), e, false);
        }
    }

    /** Statements of a step, by number from 1, are on their way to the server. */
    void executing(Step step, int first, int last) {
        events.tell(new MigrettiEvent.Executing(step, first, last));
    }

    void message(Step step, SQLWarning warning) {
        ServerError server = ServerError.of(warning);
        String severity = server.sqlState().startsWith("01") ? "WARNING" : "NOTICE";
        events.tell(new MigrettiEvent.ServerMessage(step, severity, server.message()));
    }

    static void run(Statement jdbc, List<String> statements) throws SQLException {
        for (String sql : statements) {
            jdbc.addBatch(sql);
        }
        if (!statements.isEmpty()) {
            jdbc.executeBatch();
        }
    }
}
