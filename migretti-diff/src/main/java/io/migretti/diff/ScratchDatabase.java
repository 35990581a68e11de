package io.migretti.diff;

import io.migretti.diff.schema.Schema;
import io.migretti.script.SqlResource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An empty database that is made for one purpose, and dropped when it is closed. It is called
 * {@code migretti_scratch_<time>_<random>} and has encoding and locale of the database that it was made from.
 *
 * <p>Its owner holds an advisory lock, which the server takes back when the owner dies in whatever way. What has such a
 * name and no such lock was left by a killed run, and is dropped by the next one.
 */
public final class ScratchDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchDatabase.class);

    /** First half of the lock's key; the second is the random part of the name. */
    private static final int LOCK = 0x4D675363;

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String ABANDONED = """
            SELECT d.datname
              FROM pg_catalog.pg_database d
             WHERE d.datname ~ '^migretti_scratch_[0-9]{14}_[0-9a-f]{8}$'
               AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_locks l
                        WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = %d
                          AND l.objid::bigint = ('x' || pg_catalog.right(d.datname, 8))::bit(32)::bigint)
             ORDER BY d.datname""".formatted(LOCK);

    /** Columns that not every major has are read by way of jsonb. */
    private static final String LIKE_THIS_ONE = """
            SELECT pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS'),
                   pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                   coalesce(j.row ->> 'datlocprovider', 'c'),
                   coalesce(j.row ->> 'datlocale', j.row ->> 'daticulocale'),
                   j.row ->> 'daticurules'
              FROM pg_catalog.pg_database d, LATERAL (SELECT pg_catalog.to_jsonb(d) AS row) j
             WHERE d.datname = pg_catalog.current_database()""";

    private final String name;
    private final DataSource dataSource;
    private final Connection owner;

    private ScratchDatabase(String name, DataSource dataSource, Connection owner) {
        this.name = name;
        this.dataSource = dataSource;
        this.owner = owner;
    }

    /**
     * Makes one, and drops those that killed runs have left on the server. Holds a connection to {@code server} until it
     * is closed.
     *
     * @param server any database of the server, with a role that may create databases
     * @param databases connections to the database of a name, on the same server
     * @throws DiffException if there is no connection, or the role may not create databases
     */
    public static ScratchDatabase create(DataSource server, Function<String, DataSource> databases) {
        Connection owner = connect(server);
        try {
            owner.setAutoCommit(true);
            dropAbandoned(owner);
            String name = create(owner);
            return new ScratchDatabase(name, databases.apply(name), owner);
        } catch (SQLException e) {
            closeQuietly(owner);
            throw new DiffException(
                    "No scratch database could be made: " + ServerWords.of(e),
                    (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState()) ? "grant the role CREATEDB, or " : "")
                            + "choose another server for scratch databases",
                    e);
        } catch (RuntimeException e) {
            closeQuietly(owner);
            throw e;
        }
    }

    private static Connection connect(DataSource server) {
        try {
            return server.getConnection();
        } catch (SQLException e) {
            throw new DiffException(
                    "No connection to the server on which a scratch database was to be made: " + ServerWords.of(e),
                    "check that it runs, and its address, user and password",
                    e);
        }
    }

    private static void dropAbandoned(Connection owner) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(ABANDONED)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        for (String name : names) {
            try {
                execute(owner, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
                LOG.info("Dropped {}, which an interrupted run had left", name);
            } catch (SQLException e) {
                // Another role's, which only that one can drop; or another run is just dropping it.
                LOG.debug("The abandoned {} could not be dropped", name, e);
            }
        }
    }

    private static String create(Connection owner) throws SQLException {
        int random = new SecureRandom().nextInt();
        lock(owner, random);
        String name;
        StringBuilder sql = new StringBuilder("CREATE DATABASE ");
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(LIKE_THIS_ONE)) {
            row.next();
            name = "migretti_scratch_" + row.getString(1) + "_" + String.format("%08x", random);
            sql.append(name).append(" TEMPLATE template0 ENCODING ").append(literal(row.getString(2)));
            sql.append(" LC_COLLATE ").append(literal(row.getString(3)));
            sql.append(" LC_CTYPE ").append(literal(row.getString(4)));
            Optional<String> locale = Optional.ofNullable(row.getString(6));
            switch (row.getString(5)) {
                case "i" -> sql.append(" LOCALE_PROVIDER icu ICU_LOCALE ").append(literal(locale.orElse("und")));
                case "b" ->
                    sql.append(" LOCALE_PROVIDER builtin BUILTIN_LOCALE ").append(literal(locale.orElse("C")));
                default -> {}
            }
            Optional.ofNullable(row.getString(7))
                    .ifPresent(rules -> sql.append(" ICU_RULES ").append(literal(rules)));
        }
        execute(owner, sql.toString());
        return name;
    }

    /** Before there is a database of that name, so that nobody takes it for abandoned. */
    private static void lock(Connection owner, int random) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement("SELECT pg_catalog.pg_advisory_lock(?, ?)")) {
            statement.setInt(1, LOCK);
            statement.setInt(2, random);
            statement.execute();
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }

    public String name() {
        return name;
    }

    /** Connections to it; those that are open when it is closed are ended. */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Executes a file in it, statement by statement in autocommit, as {@code psql -v ON_ERROR_STOP=1 -f} does.
     *
     * @throws DiffException if it cannot be read, is a migration, or a statement fails; what came before it stays
     */
    public void execute(SqlResource file) {
        try (Connection connection = dataSource.getConnection()) {
            new SqlRun(connection, file).run();
        } catch (SQLException e) {
            throw new DiffException(
                    "No connection to the scratch database " + name + ": " + ServerWords.of(e),
                    "see the server's words, and run it again",
                    e);
        }
    }

    /**
     * Executes a text in the same way.
     *
     * @param what names it in messages
     */
    public void execute(String what, String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        execute(new SqlResource() {
            @Override
            public String location() {
                return what;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        });
    }

    /** What there is in it. */
    public Schema read(DiffOptions options) {
        return Schemas.read(dataSource, options);
    }

    /** Drops it. If that fails it is told in the log, and the next run drops it. */
    @Override
    public void close() {
        try {
            if (owner.isClosed()) {
                return;
            }
            execute(owner, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            LOG.warn(
                    "The scratch database {} could not be dropped, which the next run will do: {}",
                    name,
                    ServerWords.of(e));
        } finally {
            closeQuietly(owner);
        }
    }
}
