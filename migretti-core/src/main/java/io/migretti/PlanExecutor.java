package io.migretti;

import io.migretti.Pipeline.StatementFailedException;
import io.migretti.migration.Migration;
import io.migretti.migration.Scripts;
import io.migretti.plan.Plan;
import io.migretti.plan.Step;
import io.migretti.report.Failure;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.StepResult;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementKind;
import io.migretti.script.StatementReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The one loop: executes the steps of a plan, in order, until one fails. The lock is held.
 *
 * <p>A transactional migration, its row and its log entry are one transaction, committed before the next begins. One
 * without transaction is marked as failed before its first statement and counts its statements, so that its row is true
 * whenever the process ends.
 */
final class PlanExecutor {

    private final Session session;
    private final Connection connection;
    private final HistoryTable history;
    private final Settings settings;
    private final String schema;
    private final Events events;

    PlanExecutor(Session session, HistoryTable history, Settings settings, String schema, Events events) {
        this.session = session;
        this.connection = session.connection();
        this.history = history;
        this.settings = settings;
        this.schema = schema;
        this.events = events;
    }

    /**
     * What became of the steps.
     *
     * @param results one for each step that was begun; a failed one is the last
     * @param failure why the last one failed
     */
    record Execution(List<StepResult> results, Optional<Throwable> failure) {}

    Execution execute(Plan plan) {
        List<StepResult> results = new ArrayList<>();
        int count = plan.steps().size();
        for (Step step : plan.steps()) {
            events.tell(new MigrettiEvent.MigrationStarted(step, results.size() + 1, count));
            long begin = System.nanoTime();
            Migration migration = step.migration();
            try {
                if (step.scripts().transactional()) {
                    inTransaction(step);
                } else {
                    withoutTransaction(step);
                }
                StepResult.Applied applied = new StepResult.Applied(
                        migration.id(),
                        migration.name(),
                        since(begin),
                        step.section().statements());
                results.add(applied);
                events.tell(new MigrettiEvent.MigrationApplied(step, applied));
            } catch (FailedException e) {
                StepResult.Failed failed = new StepResult.Failed(
                        migration.id(), migration.name(), since(begin), e.failure(results.size(), count));
                results.add(failed);
                events.tell(new MigrettiEvent.MigrationFailed(step, failed));
                return new Execution(results, Optional.of(e.reason));
            }
        }
        return new Execution(results, Optional.empty());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    // ---- one transaction

    private void inTransaction(Step step) throws FailedException {
        Migration migration = step.migration();
        boolean committing = false;
        try (StatementReader reader = open(step);
                Pipeline pipeline = new Pipeline(connection, warning -> message(step, warning))) {
            Optional<String> down = step.scripts().portableDown();
            connection.setAutoCommit(false);
            for (String sql : session.cleanUp()) {
                pipeline.add(sql);
            }
            for (String sql : settingsOf(step.scripts(), "LOCAL ")) {
                pipeline.add(sql);
            }
            session.foreignStatementsFollow();
            for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                if (next.kind() == StatementKind.COPY_FROM_STDIN) {
                    pipeline.flush();
                    copy(next, reader);
                } else {
                    pipeline.add(next);
                }
            }
            reader.requireUnchanged(migration.checksum().sha256());
            for (String sql : session.ownRole()) {
                pipeline.add(sql);
            }
            pipeline.add(history.insertApplied(schema, migration, down));
            pipeline.add(history.insertLog(schema, migration, "UP", HistoryTable.millisSinceBegin()));
            pipeline.flush();
            requireOpenTransaction(migration);
            committing = true;
            connection.commit();
            connection.setAutoCommit(true);
        } catch (StatementFailedException e) {
            undo();
            throw FailedException.inTransaction(migration, e.origin(), e, false);
        } catch (SQLException e) {
            undo();
            throw FailedException.inTransaction(migration, Optional.empty(), e, committing);
        } catch (IOException e) {
            undo();
            throw FailedException.unreadable(migration, e);
        }
    }

    private StatementReader open(Step step) throws IOException {
        Migration migration = step.migration();
        return StatementReader.open(
                migration.resource(), step.section(), migration.checksum().sha256());
    }

    private void undo() {
        try {
            session.rollBack();
        } catch (SQLException e) {
            session.abort();
        }
    }

    /** Statements that set up a migration's session: its timeouts, and the schema where unqualified names go. */
    private List<String> settingsOf(Scripts scripts, String scope) {
        List<String> statements = new ArrayList<>();
        statements.add("SET " + scope + "standard_conforming_strings = on");
        Optional<Duration> lockTimeout = scripts.transactional()
                ? Optional.of(scripts.lockTimeout().orElse(settings.statementLockTimeout()))
                : scripts.lockTimeout();
        lockTimeout.ifPresent(time -> statements.add("SET " + scope + "lock_timeout = " + HistoryTable.setting(time)));
        scripts.statementTimeout()
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

    /** The lexer lets no statement through that ends the transaction; this asks the driver whether it is so. */
    private void requireOpenTransaction(Migration migration) throws SQLException {
        if (connection.unwrap(org.postgresql.core.BaseConnection.class).getTransactionState()
                != org.postgresql.core.TransactionState.OPEN) {
            throw new SQLException("the migration " + migration + " ended the transaction that it runs in", "2D000");
        }
    }

    private void copy(SqlStatement statement, StatementReader reader) throws StatementFailedException, IOException {
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
            throw new StatementFailedException(Optional.of(statement), e);
        }
    }

    private void message(Step step, SQLWarning warning) {
        ServerError server = ServerError.of(warning);
        String severity = server.sqlState().startsWith("01") ? "WARNING" : "NOTICE";
        events.tell(new MigrettiEvent.ServerMessage(step, severity, server.message()));
    }

    // ---- without a transaction

    private void withoutTransaction(Step step) throws FailedException {
        Migration migration = step.migration();
        int done = -1;
        Optional<SqlStatement> current = Optional.empty();
        long begin = System.nanoTime();
        try (StatementReader reader = open(step);
                Statement jdbc = connection.createStatement()) {
            jdbc.setEscapeProcessing(false);
            Optional<String> down = step.scripts().portableDown();
            run(jdbc, session.cleanUp());
            run(jdbc, List.of(history.insertBegun(schema, migration, down)));
            done = 0;
            session.foreignStatementsFollow();
            run(jdbc, settingsOf(step.scripts(), ""));
            for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                current = Optional.of(next);
                if (next.kind() == StatementKind.COPY_FROM_STDIN) {
                    copy(next, reader);
                } else {
                    jdbc.execute(next.text());
                    for (SQLWarning w = jdbc.getWarnings(); w != null; w = w.getNextWarning()) {
                        message(step, w);
                    }
                    jdbc.clearWarnings();
                }
                current = Optional.empty();
                inOwnRole(history.updateProgress(schema, migration, done + 1));
                done++;
            }
            reader.requireUnchanged(migration.checksum().sha256());
            inOwnRole(
                    history.updateApplied(schema, migration),
                    history.insertLog(
                            schema, migration, "UP", String.valueOf(since(begin).toMillis())));
        } catch (StatementFailedException e) {
            throw FailedException.withoutTransaction(step, current, e, done);
        } catch (SQLException e) {
            throw FailedException.withoutTransaction(step, current, e, done);
        } catch (IOException e) {
            throw done < 0
                    ? FailedException.unreadable(migration, e)
                    : FailedException.withoutTransaction(step, Optional.empty(), e, done);
        }
    }

    /** Bookkeeping in a transaction of its own, whatever role the migration has taken on. */
    private void inOwnRole(String... bookkeeping) throws SQLException {
        List<String> statements = new ArrayList<>(session.ownRole());
        statements.addAll(List.of(bookkeeping));
        session.inOneTransaction(statements);
    }

    private static void run(Statement jdbc, List<String> statements) throws SQLException {
        for (String sql : statements) {
            jdbc.addBatch(sql);
        }
        if (!statements.isEmpty()) {
            jdbc.executeBatch();
        }
    }

    /** A step that failed, before it is known how many steps were applied before it. */
    private static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Migration migration;
        private final transient Optional<SqlStatement> statement;
        private final String outcome;
        private final String next;
        private final Throwable reason;

        private FailedException(
                Migration migration, Optional<SqlStatement> statement, String outcome, String next, Throwable cause) {
            super(cause);
            this.reason = cause;
            this.migration = migration;
            this.statement = statement;
            this.outcome = outcome;
            this.next = next;
        }

        static FailedException inTransaction(
                Migration migration, Optional<SqlStatement> statement, Throwable cause, boolean committing) {
            ServerError server = ServerError.of(cause);
            if (committing && server.isConnectionLost()) {
                return new FailedException(
                        migration,
                        statement,
                        "lost its connection during the commit: it is applied completely or not at all",
                        "start again; the history tells which, and nothing is applied twice",
                        cause);
            }
            return new FailedException(
                    migration,
                    statement,
                    committing ? "failed at its commit and was rolled back" : "failed and was rolled back",
                    advice(server),
                    cause);
        }

        static FailedException unreadable(Migration migration, IOException cause) {
            return new FailedException(
                    migration, Optional.empty(), "could not be read and was rolled back", "start again", cause);
        }

        static FailedException withoutTransaction(
                Step step, Optional<SqlStatement> statement, Throwable cause, int done) {
            if (done < 0) {
                return new FailedException(
                        step.migration(), statement, "was not begun", advice(ServerError.of(cause)), cause);
            }
            int count = step.section().statements();
            return new FailedException(
                    step.migration(),
                    statement,
                    "failed without a transaction: " + done + " of its " + Texts.count(count, "statement")
                            + " done, and its row says so",
                    "look at what it has done; finish it by hand and set its row's status to 'applied', or undo it by"
                            + " hand and delete its row; then start again",
                    cause);
        }

        private static String advice(ServerError server) {
            return switch (server.sqlState()) {
                case "25001" ->
                    "write `-- migrate: no-transaction` in the file: this statement cannot run inside a transaction"
                            + " block";
                case "55P03" ->
                    "another session holds a lock that the migration needs; start again when it is free, or give the"
                            + " file a longer `-- migrate: lock-timeout`";
                case "42501" ->
                    "grant the role what it lacks, or give migrations a role that owns the schema; then start again";
                default ->
                    server.isConnectionLost()
                            ? "start again; what is applied is not repeated"
                            : "correct the file and start again; what is applied is not repeated";
            };
        }

        Failure failure(int appliedBefore, int count) {
            ServerError server = ServerError.of(reason);
            SourceLocation location = statement
                    .map(failed -> server.position() > 0 ? failed.at(server.position()) : failed.location())
                    .orElseGet(() -> SourceLocation.of(migration.location()));
            return new Failure(
                    location,
                    sourceLine(location),
                    server.sqlState(),
                    server.message(),
                    server.detail(),
                    server.hint(),
                    server.context(),
                    "Migration " + migration + " " + outcome + "; " + before(appliedBefore, count),
                    next);
        }

        private static String before(int applied, int count) {
            return switch (applied) {
                case 0 -> "nothing was applied before it";
                case 1 -> "1 of " + count + " migrations was applied before it and stays";
                default -> applied + " of " + count + " migrations were applied before it and stay";
            };
        }

        private String sourceLine(SourceLocation at) {
            if (at.line() == 0) {
                return "";
            }
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(migration.resource().openNormalized(), StandardCharsets.UTF_8))) {
                String line = "";
                for (int i = 0; i < at.line() && line != null; i++) {
                    line = lines.readLine();
                }
                return line == null ? "" : line;
            } catch (IOException e) {
                return "";
            }
        }
    }
}
