package io.migretti.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One measured process: a JVM of its own, its time from start to end, and its CPU time as it says itself at its end. */
final class Child {

    private static final Pattern CPU = Pattern.compile("^cpu-ms=(\\d+)$", Pattern.MULTILINE);
    private static final List<String> CLASS_PATH =
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));

    /**
     * What a process took.
     *
     * @param wall from start to end
     * @param cpu of all its threads, until it printed it
     * @param output everything it printed
     */
    record Run(Duration wall, Duration cpu, String output) {}

    private final List<String> command = new ArrayList<>();
    private final Path log;

    /** @param folders before the class path */
    Child(Path work, Contender contender, List<Path> folders, List<String> jvmOptions, String main, List<String> args) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + (folders.isEmpty() ? "" : File.pathSeparator)
                + CLASS_PATH.stream().filter(contender::sees).collect(Collectors.joining(File.pathSeparator)));
        command.add("io.migretti.benchmarks.tool." + main);
        command.addAll(args);
        log = work.resolve("output-" + contender + "-" + System.nanoTime() + ".txt");
    }

    /** A process that is running. */
    record Started(Process process, long begin, Path log) {

        Run await(Duration limit) throws IOException, InterruptedException {
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("not done within " + limit.toSeconds() + " s");
                }
                Duration wall = Duration.ofNanos(System.nanoTime() - begin);
                String output = Files.readString(log, StandardCharsets.UTF_8);
                Matcher cpu = CPU.matcher(output);
                if (process.exitValue() != 0 || !cpu.find()) {
                    throw new IOException("exit code " + process.exitValue() + ":\n" + output.strip());
                }
                Files.delete(log);
                return new Run(wall, Duration.ofMillis(Long.parseLong(cpu.group(1))), output);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    Started start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Started(process, begin, log);
    }

    Run run(Duration limit) throws IOException, InterruptedException {
        return start().await(limit);
    }
}
