package io.migretti.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mg status} beside a program that connects and runs one query: the same switches for the JVM, and an archive of
 * its classes for either.
 */
final class CommandStart implements Scenario {

    private static final List<String> SWITCHES =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable");
    private static final String PROGRAM = Contender.PROGRAMS + "BareProgram";

    @Override
    public String name() {
        return "command-start";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), 100);
        String url = bench.server().jdbcUrl(bench.applied(Contender.MIGRETTI, 100));
        Path directory = Files.createDirectories(bench.work().resolve("command"));
        Path migrations = directory.resolve("migrations");
        if (!Files.exists(migrations)) {
            Files.createSymbolicLink(
                    migrations, files.folder(Contender.MIGRETTI).resolve("migrations"));
        }
        Files.writeString(directory.resolve("mg.yaml"), "database: {url: '" + url + "'}\n");
        List<String> bare = bareProgram(bench, url);
        Path launcher = Path.of("migretti-cli", "target", "mg").toAbsolutePath();
        List<String> status = List.of(launcher.toString(), "--directory", directory.toString(), "status");

        String title = "Start of the command line, 100 applied";
        measure(bench, bare);
        measure(bench, status);
        bench.rounds(7, 21, List.of(false, true), ofMigretti -> {
            Child.Run run = measure(bench, ofMigretti ? status : bare);
            String label = ofMigretti ? "mg status" : "connect and one query";
            bench.results().add(title, label, "CPU ms", run.cpu().toNanos() / 1e6);
            bench.results().add(title, label, "wall ms", run.wall().toNanos() / 1e6);
        });
    }

    private static Child.Run measure(Bench bench, List<String> command) throws IOException, InterruptedException {
        return new Child(bench.work(), command).run(Bench.LIMIT);
    }

    /** In a jar, because the JVM archives no classes of folders. */
    private static List<String> bareProgram(Bench bench, String url) throws IOException, InterruptedException {
        Path work = bench.work();
        Path jar = work.resolve("bare.jar");
        run(
                bench,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                        "--create",
                        "--file=" + jar,
                        "-C",
                        Path.of("benchmarks", "target", "classes")
                                .toAbsolutePath()
                                .toString(),
                        PROGRAM.replace('.', '/') + ".class"));
        String classPath = jar + File.pathSeparator + Child.jar("postgresql-");
        Path classes = work.resolve("bare.classes");
        Path archive = work.resolve("bare.jsa");
        run(bench, command(List.of("-XX:DumpLoadedClassList=" + classes), classPath, url));
        run(
                bench,
                List.of(
                        Child.java(),
                        "-Xshare:dump",
                        "-XX:+UseSerialGC",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + archive,
                        "-cp",
                        classPath));
        return command(List.of("-XX:SharedArchiveFile=" + archive), classPath, url);
    }

    private static List<String> command(List<String> options, String classPath, String url) {
        List<String> command = new ArrayList<>(List.of(Child.java()));
        command.addAll(SWITCHES);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, PROGRAM, url));
        return command;
    }

    private static void run(Bench bench, List<String> command) throws IOException, InterruptedException {
        new Child(bench.work(), command).run(Bench.LIMIT);
    }
}
