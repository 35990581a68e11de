package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The start of a Spring Boot application with nothing pending, beside the same one that only opens a connection. */
final class BootStart implements Scenario {

    @Override
    public String name() {
        return "boot-start";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        int count = 100;
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
        for (Contender contender : Contender.ALL) {
            bench.createDatabase(database(contender));
            start(bench, contender, files);
        }
        String title = "Start of a Spring Boot application, " + count + " applied; the first row has no migrations";
        bench.rounds(3, 21, Contender.ALL, contender -> {
            Child.Run run = start(bench, contender, files);
            String label = contender == Contender.RAW ? "plain JDBC" : contender.label();
            bench.results().add(title, label, "CPU ms", run.cpu().toNanos() / 1e6);
            bench.results().add(title, label, "wall ms", run.wall().toNanos() / 1e6);
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
