package io.migretti.benchmarks.tool;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Flyway as a plain Java program uses it. */
public final class FlywayTool implements Tool {

    private final String url;
    private final String folder;

    private FlywayTool(String url, String folder) {
        this.url = url;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Tool.run(new FlywayTool(args[0], args[1]), args[2]);
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(url, null, null)
                .locations("filesystem:" + folder + "/db/migration")
                .load();
    }

    @Override
    public void apply() {
        flyway().migrate();
    }

    @Override
    public void status() {
        for (MigrationInfo migration : flyway().info().all()) {
            System.out.println(migration.getVersion() + " " + migration.getState());
        }
    }
}
