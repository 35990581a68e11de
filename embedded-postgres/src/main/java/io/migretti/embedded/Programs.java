package io.migretti.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs PostgreSQL's programs to their end. */
final class Programs {

    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Binaries binaries;
    private final List<String> prefix;
    private final Path output;

    private Programs(Binaries binaries, List<String> prefix, Path output) {
        this.binaries = binaries;
        this.prefix = prefix;
        this.output = output;
    }

    static Programs of(Binaries binaries, DataDirectory directory) throws IOException {
        return new Programs(binaries, Unprivileged.prefix(directory.home()), directory.programsLog());
    }

    record Result(int exitCode, String output) {}

    /** The version of the programs: 18 for 18.6. */
    int major() throws IOException {
        Result result = run("postgres", List.of("--version"));
        Matcher version = MAJOR.matcher(result.output());
        if (!version.find()) {
            throw new EmbeddedServerException(binaries.program("postgres") + " --version failed with exit code "
                    + result.exitCode() + ": " + result.output().strip());
        }
        return Integer.parseInt(version.group(1));
    }

    Result run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        // Into a file, not a pipe: a server would inherit the pipe and keep it open.
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Neither a user's psql settings nor their language may change what the programs do and say.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EmbeddedServerException(
                        program + " did not end within " + LIMIT.toSeconds() + " s: " + printed());
            }
            return new Result(process.exitValue(), printed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while running " + program, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private String printed() throws IOException {
        return Files.exists(output) ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : "";
    }
}
