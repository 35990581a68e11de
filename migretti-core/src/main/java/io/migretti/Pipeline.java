package io.migretti;

import io.migretti.script.SqlStatement;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Sends statements to the server in one flight instead of a round trip each, and still knows which of them failed.
 *
 * <p>Source: the driver's batches inside a transaction. Its {@link BatchUpdateException} names the failed one by number,
 * in the language of the JVM, and quotes it; its cause has the server's position within that one statement.
 */
final class Pipeline implements AutoCloseable {

    /** Fewer than a thousand, so that no locale writes the number in the driver's message with a separator. */
    private static final int MAX_STATEMENTS = 500;

    /**
     * No more than the sockets between us take in without being read: a server that cannot get rid of its answers stops
     * reading, and both sides would wait for each other for ever.
     */
    private static final int MAX_CHARACTERS = 1 << 16;

    private static final String DIVISION_BY_ZERO = "22012";

    /** What the failure of a guard means. */
    interface Meaning {
        SQLException of(SQLException divisionByZero);
    }

    private record Entry(String sql, Optional<SqlStatement> origin, Optional<Meaning> guard, boolean last) {
        static Entry of(String sql) {
            return new Entry(sql, Optional.empty(), Optional.empty(), false);
        }
    }

    private final Statement statement;
    private final Consumer<SQLWarning> messages;
    private final IntConsumer sending;
    private final List<Entry> entries = new ArrayList<>();
    private int characters;

    /** @param sending is told how many statements of a file are about to be sent */
    Pipeline(Connection connection, Consumer<SQLWarning> messages, IntConsumer sending) throws SQLException {
        statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        this.messages = messages;
        this.sending = sending;
    }

    /** A statement of the engine. */
    void add(String sql) throws SQLException, StatementFailedException {
        add(Entry.of(sql));
    }

    /** A statement of a file. */
    void add(SqlStatement origin) throws SQLException, StatementFailedException {
        add(new Entry(origin.text(), Optional.of(origin), Optional.empty(), false));
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
        add(new Entry(sql, Optional.empty(), Optional.of(meaning), false));
    }

    /** A statement that fails only with what the commit would fail with. */
    void addBeforeCommit(String sql) throws SQLException, StatementFailedException {
        add(new Entry(sql, Optional.empty(), Optional.empty(), true));
    }

    private void add(Entry entry) throws SQLException, StatementFailedException {
        if (entries.size() == MAX_STATEMENTS
                || !entries.isEmpty() && characters + entry.sql.length() > MAX_CHARACTERS) {
            flush();
        }
        statement.addBatch(entry.sql);
        entries.add(entry);
        characters += entry.sql.length();
    }

    /** Executes what was added. */
    void flush() throws SQLException, StatementFailedException {
        if (entries.isEmpty()) {
            return;
        }
        int ofFile =
                (int) entries.stream().filter(entry -> entry.origin.isPresent()).count();
        if (ofFile > 0) {
            sending.accept(ofFile);
        }
        try {
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            Optional<Entry> failed = failed(e);
            Optional<Meaning> guard = failed.flatMap(Entry::guard)
                    .filter(meaning -> ServerError.of(e).sqlState().equals(DIVISION_BY_ZERO));
            throw new StatementFailedException(
                    failed.flatMap(Entry::origin),
                    guard.isPresent() ? guard.get().of(e) : e,
                    failed.map(Entry::last).orElse(false));
        } finally {
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                messages.accept(warning);
            }
            statement.clearWarnings();
            statement.clearBatch();
            entries.clear();
            characters = 0;
        }
    }

    private Optional<Entry> failed(BatchUpdateException failure) {
        String message = String.valueOf(failure.getMessage());
        int index = firstNumber(message);
        if (index >= 0 && index < entries.size() && message.contains(entries.get(index).sql)) {
            return Optional.of(entries.get(index));
        }
        List<Entry> quoted =
                entries.stream().filter(entry -> message.contains(entry.sql)).toList();
        return quoted.size() == 1 ? Optional.of(quoted.get(0)) : Optional.empty();
    }

    private static int firstNumber(String message) {
        int start = 0;
        while (start < message.length() && !Character.isDigit(message.charAt(start))) {
            start++;
        }
        int number = -1;
        for (int i = start; i < message.length() && Character.isDigit(message.charAt(i)) && i < start + 4; i++) {
            number = Math.max(0, number) * 10 + Character.digit(message.charAt(i), 10);
        }
        return number;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
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
