package io.migretti;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The run's connection in the hands of others: everything but what would take it away from the engine. */
final class GuardedConnection implements InvocationHandler {

    private static final Set<String> ENDING_THE_SESSION = Set.of("close", "abort");
    private static final Set<String> ENDING_THE_TRANSACTION =
            Set.of("commit", "rollback", "setAutoCommit", "close", "abort");

    private final Connection connection;
    private final String owner;
    private final Set<String> forbidden;
    private final String why;

    private GuardedConnection(Connection connection, String owner, Set<String> forbidden, String why) {
        this.connection = connection;
        this.owner = owner;
        this.forbidden = forbidden;
        this.why = why;
    }

    /**
     * For one who works in the engine's transaction.
     *
     * @param owner who gets it, for the message
     */
    static Connection inTransaction(Connection connection, String owner) {
        return guard(new GuardedConnection(
                connection,
                owner,
                ENDING_THE_TRANSACTION,
                "its connection, which is the engine's business: return to keep the changes, throw to undo them"));
    }

    /** For one who works without a transaction, on behalf of the engine. */
    static Connection inAutocommit(Connection connection, String owner) {
        return guard(
                new GuardedConnection(
                        connection,
                        owner,
                        ENDING_THE_TRANSACTION,
                        "its connection, which runs without a transaction: each statement is kept at once, and none is undone"));
    }

    /** For one who may have transactions of his own: the lock is the session's, and has to outlive him. */
    static Connection inSession(Connection connection, String owner) {
        return guard(
                new GuardedConnection(connection, owner, ENDING_THE_SESSION, "a connection that the run still needs"));
    }

    private static Connection guard(GuardedConnection handler) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String name = method.getName();
        boolean toSavepoint = name.equals("rollback") && method.getParameterCount() > 0;
        if (forbidden.contains(name) && !toSavepoint) {
            throw new SQLException(owner + " called " + name + " on " + why, "2D000");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
