package io.migretti.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line's root: what may stand before or after every command. */
record Mg(Given given) {

    static CommandSpec spec() {
        CommandSpec spec = Arguments.command(
                new Object(),
                "mg",
                List.of("SQL-first migrations for PostgreSQL."),
                "  mg init                       begin in this directory",
                "  mg create \"add users\"         a new migration file",
                "  mg apply --dry-run            try everything, and roll it back",
                "  mg apply                      apply what is pending",
                "  mg status --env production    how a database stands",
                "",
                "`mg COMMAND --help` explains a command.",
                "Exit codes: 0 done, 1 failed or differences found, 2 wrong usage, 130 after Ctrl-C.");
        spec.usageMessage()
                .customSynopsis("mg [OPTIONS] COMMAND [ARGUMENTS]")
                .optionListHeading("%nOptions, before or after the command:%n");
        return spec.addOption(Arguments.global(Arguments.value(
                        "--env",
                        "NAME",
                        String.class,
                        "The environment of mg.yaml; otherwise MG_ENV's, otherwise `default`.")))
                .addOption(Arguments.global(Arguments.value(
                        "--config",
                        "FILE",
                        Path.class,
                        "The configuration file, instead of mg.yaml; relative to DIR.")))
                .addOption(Arguments.global(Arguments.value(
                        "--directory",
                        "DIR",
                        Path.class,
                        "Where mg.yaml, .env, migrations/ and seeds/ are, instead of here.")))
                .addOption(Arguments.global(Arguments.value(
                        "--color", "WHEN", Color.class, "auto, always or never. NO_COLOR means never.")))
                .addOption(
                        Arguments.global(Arguments.flag("--json-log", "Logs and errors as JSON, one object a line.")))
                .addOption(Arguments.global(Arguments.flag("--verbose", "Log more, stack traces included."), "-v"))
                .addOption(Arguments.global(Arguments.flag("--version", "Print the version."), "-V"))
                .addOption(OptionSpec.builder(Arguments.global(Arguments.flag("--help", "Print this help."), "-h"))
                        .usageHelp(true)
                        .build());
    }

    Optional<String> environment() {
        return given.value("--env");
    }

    Optional<Path> config() {
        return given.value("--config");
    }

    Optional<Path> directory() {
        return given.value("--directory");
    }

    Color color() {
        return given.<Color>value("--color").orElse(Color.AUTO);
    }

    boolean jsonLog() {
        return given.flag("--json-log");
    }

    boolean verbose() {
        return given.flag("--verbose");
    }

    boolean version() {
        return given.flag("--version");
    }

    boolean help() {
        return given.flag("--help");
    }
}
