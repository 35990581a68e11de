package io.migretti.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What a command line says, at whichever of its levels. */
final class Given {

    private final List<ParseResult> levels = new ArrayList<>();

    Given(ParseResult root) {
        for (ParseResult level = root; level != null; level = level.subcommand()) {
            levels.add(0, level);
        }
    }

    /** That of the last word that names a command. */
    ParseResult deepest() {
        return levels.get(0);
    }

    boolean flag(String name) {
        return levels.stream().anyMatch(level -> level.hasMatchedOption(name));
    }

    <T> Optional<T> value(String name) {
        for (ParseResult level : levels) {
            T value = level.hasMatchedOption(name) ? level.matchedOptionValue(name, null) : null;
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The arguments that are no options, in their order. */
    List<String> words() {
        // One that takes several words is listed once for each place at which some of them stand.
        return deepest().matchedPositionals().stream()
                .distinct()
                .flatMap(positional -> positional.stringValues().stream())
                .toList();
    }
}
