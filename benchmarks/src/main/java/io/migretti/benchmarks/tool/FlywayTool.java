package io.migretti.benchmarks.tool;

import org.flywaydb.core.Flyway;

/** Flyway as a plain Java program uses it. */
public final class FlywayTool {

    private FlywayTool() {}

    public static void main(String[] args) {
        Flyway.configure()
                .dataSource(args[0], null, null)
                .locations("filesystem:" + args[1] + "/db/migration")
                .load()
                .migrate();
    }
}
