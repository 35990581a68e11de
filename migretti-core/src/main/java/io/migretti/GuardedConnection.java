package io.migretti;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connection that a Java migration or a user's own work gets: everything but ending the transaction. */
final class GuardedConnection implements InvocationHandler {

    private static final Set<String> FORBIDDEN = Set.of("commit", "setAutoCommit", "close", "abort");

    private final Connection connection;
    private final String owner;

    private GuardedConnection(Connection connection, String owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /**
     * Guards a connection.
     *
     * @param owner who gets it, for the message
     */
    static Connection of(Connection connection, String owner) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new GuardedConnection(connection, owner));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        boolean wholeRollback = method.getName().equals("rollback") && method.getParameterCount() == 0;
        if (wholeRollback || FORBIDDEN.contains(method.getName())) {
            throw new SQLException(
                    owner + " called " + method.getName()
                            + " on its connection, which is the engine's business: return to keep the changes, throw to undo"
                            + " them",
                    "2D000");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
