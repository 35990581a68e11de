package io.migretti.report;

import java.nio.file.Path;
import java.util.List;

/**
 * What a squash did.
 *
 * @param file the new one
 * @param sources the names of the files that it replaces
 * @param backup the directory that keeps them
 * @param completed whether this completed a squash that had been interrupted; then it did nothing else
 */
public record Squashed(Path file, List<String> sources, Path backup, boolean completed) {
    public Squashed {
        sources = List.copyOf(sources);
    }
}
