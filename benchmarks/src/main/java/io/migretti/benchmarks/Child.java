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

/** One measured process: its time from start to end, and the CPU time that the operating system counted for it. */
final class Child {

    /** The shell waits for the process, and tells what the kernel says of it. */
    private static final String MEASURE = "TIMEFORMAT='measured %U %S'; time \"$@\"";

    private static final Pattern MEASURED = Pattern.compile("^measured ([0-9.]+) ([0-9.]+)$", Pattern.MULTILINE);
    private static final List<String> CLASS_PATH =
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));

    /**
     * What a process took.
     *
     * @param wall from start to end
     * @param cpu of all its threads, in the kernel and outside
     */
    record Run(Duration wall, Duration cpu) {}

    private final List<String> command;
    private final Path log;

    Child(Path work, List<String> command) {
        this.command = new ArrayList<>(List.of("bash", "-c", MEASURE, "bash"));
        this.command.addAll(command);
        this.log = work.resolve("output-" + System.nanoTime() + ".txt");
    }

    /** A JVM. */
    static Child java(Path work, List<String> options, String classPath, String main, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(args);
        return new Child(work, command);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** @param folders before the class path */
    static String classPath(Contender contender, List<Path> folders) {
        List<String> entries =
                new ArrayList<>(folders.stream().map(Path::toString).toList());
        CLASS_PATH.stream().filter(contender::sees).forEach(entries::add);
        return String.join(File.pathSeparator, entries);
    }

    /** The one entry of the class path whose name begins so. */
    static String jar(String name) {
        return CLASS_PATH.stream()
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name))
                .collect(Collectors.joining());
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
                Matcher measured = MEASURED.matcher(output);
                if (process.exitValue() != 0 || !measured.find()) {
                    throw new IOException("exit code " + process.exitValue() + ":\n" + output.strip());
                }
                Files.delete(log);
                double seconds = Double.parseDouble(measured.group(1)) + Double.parseDouble(measured.group(2));
                return new Run(wall, Duration.ofMillis(Math.round(seconds * 1000)));
            } finally {
                destroy(process);
            }
        }
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    Started start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // A decimal comma is nobody's number.
        builder.environment().put("LC_ALL", "C");
        long begin = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> destroy(process)));
        return new Started(process, begin, log);
    }

    Run run(Duration limit) throws IOException, InterruptedException {
        return start().await(limit);
    }
}
