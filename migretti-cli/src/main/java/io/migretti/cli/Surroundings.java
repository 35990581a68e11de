package io.migretti.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command line gets from its process.
 *
 * @param out results, in UTF-8
 * @param err logs, questions and progress, in UTF-8
 * @param directory the working directory
 * @param home the user's
 */
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Map<String, String> variables,
        Path directory,
        Path home) {}
