package io.migretti.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line's root: what may stand before or after every command. */
@picocli.CommandLine.Command(
        name = "mg",
        description = "SQL-first migrations for PostgreSQL.",
        synopsisHeading = "",
        customSynopsis = "Usage: mg [OPTIONS] COMMAND [ARGUMENTS]",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions, before or after the command:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mg init                       begin in this directory",
            "  mg create \"add users\"         a new migration file",
            "  mg apply --dry-run            try everything, and roll it back",
            "  mg apply                      apply what is pending",
            "  mg status --env production    how a database stands",
            "",
            "`mg COMMAND --help` explains a command.",
            "Exit codes: 0 done, 1 failed or differences found, 2 wrong usage, 130 after Ctrl-C."
        })
final class Mg {

    @Option(
            names = "--env",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The environment of mg.yaml; otherwise MG_ENV's, otherwise `default`.")
    private @org.jspecify.annotations.Nullable String environment;

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The configuration file, instead of mg.yaml; relative to DIR.")
    private @org.jspecify.annotations.Nullable Path config;

    @Option(
            names = "--directory",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Where mg.yaml, .env, migrations/ and seeds/ are, instead of here.")
    private @org.jspecify.annotations.Nullable Path directory;

    @Option(
            names = "--color",
            scope = ScopeType.INHERIT,
            paramLabel = "WHEN",
            description = "auto, always or never. NO_COLOR means never.")
    private Color color = Color.AUTO;

    @Option(
            names = "--json-log",
            scope = ScopeType.INHERIT,
            description = "Logs and errors as JSON, one object a line.")
    private boolean jsonLog;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more, stack traces included.")
    private boolean verbose;

    @Option(
            names = {"-V", "--version"},
            scope = ScopeType.INHERIT,
            description = "Print the version.")
    private boolean version;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Print this help.")
    private boolean help;

    Optional<String> environment() {
        return Optional.ofNullable(environment);
    }

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    Color color() {
        return color;
    }

    boolean jsonLog() {
        return jsonLog;
    }

    boolean verbose() {
        return verbose;
    }

    boolean version() {
        return version;
    }

    boolean help() {
        return help;
    }
}
