package io.migretti.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that holds a server until it is killed or told to close. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * @param temporary the child's {@code java.io.tmpdir}
     * @param keep the directory of kept data, or nothing for temporary data
     */
    static ChildJvm start(Path temporary, Path... keep) throws IOException {
        return new ChildJvm(command(temporary, keep).start());
    }

    /** As {@link #start}, but finding the programs in {@code first} before those of the system. */
    static ChildJvm startWithPrograms(Path first, Path temporary) throws IOException {
        ProcessBuilder command = command(temporary);
        command.environment().merge("PATH", first.toString(), (path, added) -> added + File.pathSeparator + path);
        return new ChildJvm(command.start());
    }

    private static ProcessBuilder command(Path temporary, Path... keep) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ChildJvm.class.getName()));
        Arrays.stream(keep).map(Path::toString).forEach(command::add);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** What the child says about its server: the first line after those of the log. */
    Held awaitServer() throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("held ")) {
                String[] words = line.split(" ", 5);
                return new Held(Long.parseLong(words[1]), Boolean.parseBoolean(words[2]), words[3], Path.of(words[4]));
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("The child ended without a server:\n" + before);
    }

    record Held(long pid, boolean attached, String url, Path directory) {

        boolean isRunning() {
            return ChildJvm.isRunning(pid);
        }
    }

    /** A dead process that its parent has not asked about yet counts as gone; it has no command line. */
    static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).flatMap(p -> p.info().commandLine()).isPresent();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Lets the child close its server and exit. */
    void finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        EmbeddedServer.Builder builder = EmbeddedServer.builder().setting("fsync", "off");
        if (arguments.length > 0) {
            builder.keepData(Path.of(arguments[0]));
        }
        EmbeddedServer server = builder.start();
        System.out.println("held " + server.pid() + " " + server.isAttached() + " " + server.jdbcUrl("postgres") + " "
                + server.directory());
        while (System.in.read() >= 0) {}
        server.close();
    }
}
