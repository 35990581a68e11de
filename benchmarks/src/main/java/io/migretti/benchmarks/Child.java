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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One measured process: its time from start to end, and the CPU time that the operating system counted for it. */
final class Child {

    /** The shell waits for the process, and tells what the kernel says of it. */
    private static final String MEASURE = "TIMEFORMAT='measured %U %S'; time \"$@\"";

    private static final Pattern MEASURED = Pattern.compile("^measured ([0-9.]+) ([0-9.]+)$", Pattern.MULTILINE);

    /** The kernel remembers the peak, so that the last look before the end tells it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final Pattern PEAK = Pattern.compile("^VmHWM:\\s*([0-9]+) kB$", Pattern.MULTILINE);
    private static final List<String> CLASS_PATH =
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));

    /**
     * What a process took.
     *
     * @param wall from start to end
     * @param cpu of all its threads, in the kernel and outside
     * @param peakMegabytes the most memory that it had at a time; 0 where the system does not tell
     * @param output what it wrote
     */
    record Run(Duration wall, Duration cpu, long peakMegabytes, String output) {}

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

    /**
     * For an application that uses the contender: its files, what all have in common, and what no other has. A class is
     * looked for in one entry after the other, so that a jar costs the more, the more classes come from behind it.
     */
    static String classPath(Contender contender, Path files) {
        return Stream.of(
                        Stream.of(files.toString()),
                        CLASS_PATH.stream().filter(Contender.RAW::sees),
                        CLASS_PATH.stream().filter(contender::sees).filter(entry -> !Contender.RAW.sees(entry)))
                .flatMap(Function.identity())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** For the contender's own program. */
    static String classPath(Contender contender) {
        return CLASS_PATH.stream().filter(contender::needs).collect(Collectors.joining(File.pathSeparator));
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
                long peak = 0;
                Optional<ProcessHandle> measured = Optional.empty();
                while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    // To look for it costs more than to look at it.
                    measured = measured.or(() -> process.children().findFirst());
                    peak = Math.max(peak, measured.map(Child::peakKilobytes).orElse(0L));
                    if (System.nanoTime() - begin > limit.toNanos()) {
                        throw new IOException("not done within " + limit.toSeconds() + " s");
                    }
                }
                Duration wall = Duration.ofNanos(System.nanoTime() - begin);
                String output = Files.readString(log, StandardCharsets.UTF_8);
                Matcher times = MEASURED.matcher(output);
                if (process.exitValue() != 0 || !times.find()) {
                    throw new IOException("exit code " + process.exitValue() + ":\n" + output.strip());
                }
                Files.delete(log);
                double seconds = Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
                return new Run(wall, Duration.ofMillis(Math.round(seconds * 1000)), peak / 1024, output);
            } finally {
                destroy(process);
            }
        }
    }

    private static long peakKilobytes(ProcessHandle process) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (IOException e) {
            return 0; // It has just ended, or this is no Linux.
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
