package io.migretti.benchmarks.tool;

import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase as a plain Java program uses it. */
public final class LiquibaseTool implements Tool {

    private static final String MASTER = "db/changelog/master.xml";

    private final String url;
    private final String folder;

    private LiquibaseTool(String url, String folder) {
        this.url = url;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        // Says as little as the others.
        Logger.getLogger("").setLevel(Level.OFF);
        System.setProperty("liquibase.analytics.enabled", "false");
        Scope.child(
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                () -> Tool.run(new LiquibaseTool(args[0], args[1]), args[2]));
    }

    private interface Use {
        void use(Liquibase liquibase) throws Exception;
    }

    private void with(String changeLog, Use use) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (Liquibase liquibase =
                    new Liquibase(changeLog, new DirectoryResourceAccessor(Path.of(folder)), database)) {
                use.use(liquibase);
            }
        }
    }

    @Override
    public void apply() throws Exception {
        with(MASTER, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
    }

    @Override
    public void large() throws Exception {
        with("db/changelog/master.sql", liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
    }

    @Override
    public void status() throws Exception {
        with(
                MASTER,
                liquibase -> liquibase.reportStatus(
                        true, new Contexts(), new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
    }
}
