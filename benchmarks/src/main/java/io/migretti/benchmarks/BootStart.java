package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The start of a Spring Boot application with nothing pending, beside the same one that only opens a connection. */
final class BootStart implements Scenario {

    /** Measured, and migrates nothing. */
    static final String PLAIN = "plain JDBC";

    static final String TITLE = "Start of a Spring Boot application, 100 applied; the first row has no migrations";

    private static final int COUNT = 100;

    @Override
    public String name() {
        return "boot-start";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), COUNT);
        for (Contender contender : Contender.ALL) {
            bench.createDatabase(database(contender));
            start(bench, contender, files);
        }
        bench.rounds(3, 61, Contender.ALL, contender -> {
            Child.Run run = start(bench, contender, files);
            String label = contender == Contender.RAW ? PLAIN : contender.label();
            bench.results().add(TITLE, label, "CPU ms", run.cpu().toNanos() / 1e6);
            bench.results().add(TITLE, label, "wall ms", run.wall().toNanos() / 1e6);
        });
        for (Contender contender : Contender.ALL) {
            bench.dropDatabase(database(contender));
        }
    }

    private static String database(Contender contender) {
        return contender.prefixed("boot_");
    }

    private static Child.Run start(Bench bench, Contender contender, GeneratedMigrations files)
            throws IOException, InterruptedException {
        return Child.java(
                        bench.work(),
                        List.of(),
                        Child.classPath(contender, files.folder(contender)),
                        Contender.PROGRAMS + "BootApplication",
                        List.of(
                                "--spring.datasource.url=" + bench.server().jdbcUrl(database(contender)),
                                // The pool fills itself in the background: how far it gets says when the program ended.
                                "--spring.datasource.hikari.minimum-idle=1",
                                "--spring.liquibase.change-log=classpath:/db/changelog/master.xml"))
                .run(Bench.LIMIT);
    }
}
