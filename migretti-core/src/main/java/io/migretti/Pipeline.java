package io.migretti;

import io.migretti.script.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;

/**
 * Sends statements to the server in one flight instead of a round trip each, and still knows which of them failed: the
 * server answers each that is done, and says of an error where in the text it is.
 *
 * <p>One message of the simple protocol, as {@code psql -c} sends it, past the driver's own reading of SQL: text that was
 * split once is not split again by somebody who might see it otherwise. The server has read all of it before it answers,
 * so that both sides never wait for each other. Source: PostgreSQL manual, "Multiple Statements in a Simple Query".
 */
final class Pipeline implements AutoCloseable {

    /** So that listeners hear how a long migration gets on. */
    private static final int MAX_STATEMENTS = 500;

    private static final int MAX_CHARACTERS = 1 << 16;

    private static final String DIVISION_BY_ZERO = "22012";

    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_NO_RESULTS
            | QueryExecutor.QUERY_NO_METADATA
            | QueryExecutor.QUERY_ONESHOT;

    /** What the failure of a guard means. */
    interface Meaning {
        SQLException of(SQLException divisionByZero);
    }

    /** @param start where it begins in the flight */
    private record Entry(int start, Optional<SqlStatement> origin, Optional<Meaning> guard, boolean last) {}

    private final BaseConnection connection;
    private final Consumer<SQLWarning> messages;
    private final IntConsumer sending;
    private final List<Entry> entries = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String subject = "";
    private int ofFile;

    /** @param sending is told how many statements of a file are about to be sent */
    Pipeline(Connection connection, Consumer<SQLWarning> messages, IntConsumer sending) throws SQLException {
        this.connection = connection.unwrap(BaseConnection.class);
        this.messages = messages;
        this.sending = sending;
    }

    /** What the statements from here on belong to: {@code pg_stat_activity} shows it before the first of a flight. */
    void about(String name) {
        subject = "/* migretti: " + name.replace('*', '?') + " */ ";
    }

    /** A statement of the engine. */
    void add(String sql) throws SQLException, StatementFailedException {
        add(sql, Optional.empty(), Optional.empty(), false);
    }

    /** A statement of a file. */
    void add(SqlStatement origin) throws SQLException, StatementFailedException {
        add(origin.text(), Optional.of(origin), Optional.empty(), false);
        ofFile++;
    }

    void addAll(Iterable<String> statements) throws SQLException, StatementFailedException {
        for (String sql : statements) {
            add(sql);
        }
    }

    /** Statements that divide by zero if the migration lock is lost. */
    void addLockGuards(Iterable<String> guards) throws SQLException, StatementFailedException {
        for (String sql : guards) {
            addGuard(sql, LockLostException::new);
        }
    }

    /** A statement that divides by zero if something is not as it has to be, and what that means. */
    void addGuard(String sql, Meaning meaning) throws SQLException, StatementFailedException {
        add(sql, Optional.empty(), Optional.of(meaning), false);
    }

    /** A statement that fails only with what the commit would fail with. */
    void addBeforeCommit(String sql) throws SQLException, StatementFailedException {
        add(sql, Optional.empty(), Optional.empty(), true);
    }

    private void add(String sql, Optional<SqlStatement> origin, Optional<Meaning> guard, boolean last)
            throws SQLException, StatementFailedException {
        if (entries.size() >= MAX_STATEMENTS || !entries.isEmpty() && text.length() + sql.length() > MAX_CHARACTERS) {
            flush();
        }
        if (entries.isEmpty()) {
            text.append(subject);
            if (!connection.getAutoCommit() && connection.getTransactionState() == TransactionState.IDLE) {
                append("BEGIN", Optional.empty(), Optional.empty(), false);
            }
        }
        append(sql, origin, guard, last);
    }

    private void append(String sql, Optional<SqlStatement> origin, Optional<Meaning> guard, boolean last) {
        entries.add(new Entry(text.length(), origin, guard, last));
        text.append(sql).append(";\n");
    }

    /** Executes what was added. */
    void flush() throws SQLException, StatementFailedException {
        if (entries.isEmpty()) {
            return;
        }
        if (ofFile > 0) {
            sending.accept(ofFile);
        }
        Answers answers = new Answers();
        try {
            execute(answers);
        } catch (SQLException e) {
            throw failure(e, answers);
        } finally {
            answers.warnings.forEach(messages);
            entries.clear();
            text.setLength(0);
            ofFile = 0;
        }
    }

    private void execute(Answers answers) throws SQLException {
        if (connection.isClosed()) {
            throw new SQLException("The connection is closed", "08003");
        }
        QueryExecutor executor = connection.getQueryExecutor();
        PreferQueryMode mode = executor.getPreferQueryMode();
        AutoSave autosave = executor.getAutoSave();
        executor.setPreferQueryMode(PreferQueryMode.EXTENDED_FOR_PREPARED);
        executor.setAutoSave(AutoSave.NEVER);
        try {
            Query query = executor.wrap(List.of(new NativeQuery(text.toString(), SqlCommand.BLANK)));
            executor.execute(query, null, answers, 0, 0, FLAGS);
        } finally {
            executor.setPreferQueryMode(mode);
            executor.setAutoSave(autosave);
        }
    }

    private StatementFailedException failure(SQLException error, Answers answers) {
        Optional<PSQLException> servers = error instanceof PSQLException e && e.getServerErrorMessage() != null
                ? Optional.of(e)
                : Optional.empty();
        int place =
                servers.map(e -> place(e.getServerErrorMessage().getPosition())).orElse(-1);
        int index = place < 0 ? answers.doneAtError : at(place);
        if (index >= entries.size()) {
            return new StatementFailedException(Optional.empty(), error, false);
        }
        Entry entry = entries.get(index);
        SQLException reason = place < 0
                ? error
                : ServerError.at(servers.get(), 1 + text.codePointCount(entry.start, Math.max(entry.start, place)));
        if (entry.guard.isPresent() && DIVISION_BY_ZERO.equals(error.getSQLState())) {
            reason = entry.guard.get().of(error);
        }
        return new StatementFailedException(entry.origin, reason, entry.last);
    }

    /** Where a position of the server's, in code points from 1, is in the flight; -1 if it told none. */
    private int place(int position) {
        return position < 1 || position > text.codePointCount(0, text.length())
                ? -1
                : text.offsetByCodePoints(0, position - 1);
    }

    /** The last entry that begins there or before. */
    private int at(int place) {
        int index = entries.size() - 1;
        while (index > 0 && entries.get(index).start > place) {
            index--;
        }
        return index;
    }

    @Override
    public void close() {}

    /** Counts what is done. */
    private static final class Answers extends ResultHandlerBase {
        private final List<SQLWarning> warnings = new ArrayList<>();
        private int done;
        private int doneAtError = -1;

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
            done++;
        }

        @Override
        public void handleCommandStatus(String status, long updated, long oid) {
            done++;
        }

        @Override
        public void handleError(SQLException error) {
            if (doneAtError < 0) {
                doneAtError = done;
            }
            super.handleError(error);
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            warnings.add(warning);
        }
    }

    /** A statement failed; the transaction, if there is one, is aborted. */
    static final class StatementFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<SqlStatement> origin;
        private final SQLException reason;
        private final boolean atCommit;

        StatementFailedException(Optional<SqlStatement> origin, SQLException reason, boolean atCommit) {
            super(reason);
            this.origin = origin;
            this.reason = reason;
            this.atCommit = atCommit;
        }

        /** The statement of the file; empty if it was one of the engine's own. */
        Optional<SqlStatement> origin() {
            return origin;
        }

        SQLException reason() {
            return reason;
        }

        /** Whether it is an error of the commit, as of a deferred constraint. */
        boolean atCommit() {
            return atCommit;
        }
    }
}
