package io.migretti.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says, in its order, and compares what is printed. The application is started as the Maven command
 * would, in a JVM of its own, but with this test's class path, so that no build runs inside the build.
 */
@Tag("postgres")
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)\n```", Pattern.DOTALL);
    private static final String MAVEN = "./mvnw -pl sample-app -am spring-boot:run";
    private static final Pattern OPTION =
            Pattern.compile(" -Dspring-boot\\.run\\.(profiles|arguments)=(?:\"([^\"]*)\"|(\\S+))");
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private @Nullable Application running;

    @Test
    void everyCommandDoesWhatTheReadmeSays() throws Exception {
        String output = "";
        int commands = 0;
        try {
            for (MatchResult block : blocks()) {
                String text = block.group(2);
                switch (block.group(1)) {
                    case "sh" -> {
                        output = execute(text);
                        commands++;
                    }
                    case "text" -> assertThat(output).containsPattern(pattern(text));
                    default -> throw new AssertionError("what is to be done with " + block.group());
                }
            }
        } finally {
            stop();
        }
        assertThat(commands).isGreaterThan(10);
    }

    private static List<MatchResult> blocks() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        List<MatchResult> blocks = BLOCK.matcher(readme).results().toList();
        assertThat(readme.split("```", -1)).hasSize(2 * blocks.size() + 1);
        return blocks;
    }

    /** The lines in this order, whatever stands between them. */
    private static Pattern pattern(String text) {
        return Pattern.compile(text.lines()
                .map(line ->
                        Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.joining("(?s:.*)")));
    }

    private String execute(String command) throws Exception {
        if (command.startsWith(MAVEN)) {
            stop();
            Application application = Application.start(arguments(command), directory);
            running = application;
            return application.awaitStartOrEnd();
        }
        if (command.startsWith("curl ")) {
            int port = Optional.ofNullable(running).orElseThrow().port();
            assertThat(command).contains(" localhost:8080/");
            return shell(command.replace("localhost:8080", "localhost:" + port));
        }
        assertThat(command).isEqualTo("docker compose -f sample-app/compose.yaml up --wait");
        return "";
    }

    private List<String> arguments(String command) {
        List<String> arguments = new ArrayList<>();
        Matcher option = OPTION.matcher(command);
        int end = MAVEN.length();
        while (option.find()) {
            assertThat(option.start()).as(command).isEqualTo(end);
            end = option.end();
            String value = Optional.ofNullable(option.group(2)).orElseGet(() -> option.group(3));
            if (option.group(1).equals("profiles")) {
                arguments.add("--spring.profiles.active=" + value);
            } else {
                Arrays.stream(value.split(" ")).map(this::adapted).forEach(arguments::add);
            }
        }
        assertThat(end).as(command).isEqualTo(command.length());
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--spring.datasource.url="))
                && arguments.stream().noneMatch(argument -> argument.startsWith("--sample.postgres.directory="))) {
            arguments.add("--sample.postgres.directory=" + directory.resolve("postgres"));
        }
        return arguments;
    }

    /** Nothing of a test stays under {@code target}, and no container runs. */
    private String adapted(String argument) {
        return switch (argument) {
            case "--sample.postgres.directory=target/production" ->
                "--sample.postgres.directory=" + directory.resolve("production");
            case "--spring.datasource.url=jdbc:postgresql://localhost:5433/book_shop" ->
                "--spring.datasource.url=" + TestServer.shared().newDatabase().url();
            case "--spring.datasource.username=shop", "--spring.datasource.password=shop" ->
                argument.replace("=shop", "=postgres");
            default -> argument;
        };
    }

    private String shell(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "curl", ".txt");
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(command).isZero();
        return Files.readString(output);
    }

    private void stop() throws InterruptedException {
        Application application = running;
        running = null;
        if (application != null) {
            application.stop();
        }
    }

    private record Application(Process process, Path log) {

        static Application start(List<String> arguments, Path directory) throws IOException {
            Path log = Files.createTempFile(directory, "application", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SampleApplication.class.getName(),
                    "--server.port=0"));
            command.addAll(arguments);
            return new Application(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        }

        String awaitStartOrEnd() throws IOException, InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (process.isAlive() && !output().contains("Try:")) {
                assertThat(System.nanoTime()).as(output()).isLessThan(end);
                Thread.sleep(100);
            }
            // As the Maven plugin says it.
            return process.isAlive() || process.exitValue() == 0
                    ? output()
                    : output() + "\nProcess terminated with exit code: " + process.exitValue();
        }

        private String output() throws IOException {
            return Files.readString(log, StandardCharsets.UTF_8);
        }

        int port() throws IOException {
            Matcher port = PORT.matcher(output());
            assertThat(port.find()).as(output()).isTrue();
            return Integer.parseInt(port.group(1));
        }

        /** As Ctrl-C does. */
        void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not stop");
            }
        }
    }
}
