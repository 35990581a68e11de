package io.migretti.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A directory with files of a configuration, and variables that are this test's alone. */
final class Project {

    private final Path directory;
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private Optional<Path> file = Optional.empty();
    private Optional<String> environment = Optional.empty();

    Project(Path directory) {
        this.directory = directory;
        home = directory.resolve("home");
    }

    Project yaml(String text) {
        return write("mg.yaml", text);
    }

    Project dotEnv(String text) {
        return write(".env", text);
    }

    Project write(String name, String text) {
        try {
            Path path = directory.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project set(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Project env(String name) {
        environment = Optional.of(name);
        return this;
    }

    Project config(String name) {
        file = Optional.of(Path.of(name));
        return this;
    }

    Path home() {
        return home;
    }

    Path directory() {
        return directory;
    }

    Configuration load() {
        return Configuration.load(new ConfigurationSources(directory, file, environment, variables, home));
    }

    String url() {
        return load().database().url();
    }

    String property(String name) {
        return load().database().properties().getProperty(name, "(none)");
    }

    /** The whole message, and never a password. */
    String refusal() {
        try {
            load();
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("was not refused");
    }
}
