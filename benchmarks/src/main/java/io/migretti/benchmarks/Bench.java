package io.migretti.benchmarks;

import io.migretti.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What a scenario works with.
 *
 * @param full whether the published figures are wanted; else a quick look
 * @param made databases that several scenarios use
 */
record Bench(EmbeddedServer server, Path work, boolean full, Results results, Set<String> made) {

    Bench(EmbeddedServer server, Path work, boolean full, Results results) {
        this(server, work, full, results, new HashSet<>());
    }

    /** Long enough for the slowest peer, short enough that a run ends. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    interface Measurement<T> {
        void run(T subject) throws IOException, InterruptedException, SQLException;
    }

    /** Rounds over all subjects, each but the first in another order, so that a drift of the machine hits all alike. */
    <T> void rounds(int quick, int published, Collection<T> subjects, Measurement<T> measurement)
            throws IOException, InterruptedException, SQLException {
        Random random = new Random(1);
        List<T> order = new ArrayList<>(subjects);
        for (int i = full ? published : quick; i > 0; i--) {
            for (T subject : order) {
                measurement.run(subject);
            }
            Collections.shuffle(order, random);
        }
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void dropDatabase(String name) throws SQLException {
        execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    void createDatabase(String name) throws SQLException {
        dropDatabase(name);
        execute("postgres", "CREATE DATABASE " + name);
    }

    void copyDatabase(String template, String name) throws SQLException {
        dropDatabase(name);
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
    }

    /** A database to which a contender has applied everything; made once, not to be changed. */
    String applied(Contender contender, int count) throws IOException, InterruptedException, SQLException {
        String name = contender.prefixed("applied_" + count + "_");
        if (made.add(name)) {
            createDatabase(name);
            ToolRun.apply(contender, GeneratedMigrations.in(work, count)).run(this, name);
        }
        return name;
    }

    /** The same database through a proxy. */
    String url(String database, int port) {
        return server.jdbcUrl(database).replace(":" + server.port() + "/", ":" + port + "/");
    }
}
