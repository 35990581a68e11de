package io.migretti.benchmarks.tool;

import io.migretti.Migretti;
import org.postgresql.ds.PGSimpleDataSource;

/** The engine as a plain Java program uses it. */
public final class MigrettiTool {

    private MigrettiTool() {}

    public static void main(String[] args) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        Migretti.on(dataSource).from(args[1] + "/migrations").build().apply();
    }
}
