package io.migretti.tests.processes;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Applications in a JVM of their own, with a class path that lacks what is optional. */
final class Processes {

    private static final List<String> OPTIONAL = List.of(
            "actuator",
            "micrometer",
            "HikariCP",
            "hibernate",
            "r2dbc",
            "reactor",
            "netty",
            "jooq",
            "data-",
            "tomcat",
            "webmvc",
            "spring-web",
            "health",
            "jackson");

    private Processes() {}

    record Ended(int code, String output) {}

    /** @param options of the JVM; what begins with {@code --} goes to the application */
    static Ended run(Class<?> application, Path folder, List<String> options) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        options.stream().filter(option -> !option.startsWith("--")).forEach(command::add);
        command.addAll(List.of("-cp", minimalClassPath(), application.getName()));
        options.stream().filter(option -> option.startsWith("--")).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after a minute:\n" + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    static String minimalClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        OPTIONAL.stream().noneMatch(Path.of(entry).getFileName().toString()::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
