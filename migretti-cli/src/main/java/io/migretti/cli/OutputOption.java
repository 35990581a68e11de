package io.migretti.cli;

import picocli.CommandLine.Option;

/** {@code --output}, of commands that have something to show. */
final class OutputOption {

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "table, for people, or json: one document, see docs/cli.md.")
    private Output output = Output.TABLE;

    Output form() {
        return output;
    }
}
