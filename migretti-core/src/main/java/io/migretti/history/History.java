package io.migretti.history;

import io.migretti.migration.MigrationId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the database says was applied. No history table means an empty history. */
public final class History {

    private static final Comparator<HistoryEntry> BY_TIME =
            Comparator.comparing(HistoryEntry::appliedAt).thenComparing(HistoryEntry::id);

    private final Map<MigrationId, HistoryEntry> byId = new TreeMap<>();

    /** Of rows in any order. */
    public History(List<HistoryEntry> entries) {
        entries.forEach(entry -> byId.put(entry.id(), entry));
    }

    /** By id. */
    public List<HistoryEntry> entries() {
        return List.copyOf(byId.values());
    }

    /** The row of a migration, whatever its status. */
    public Optional<HistoryEntry> find(MigrationId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether it has a row, whatever its status. */
    public boolean contains(MigrationId id) {
        return byId.containsKey(id);
    }

    /** The one that was applied last: by time, then by id. A failed one is not applied. */
    public Optional<HistoryEntry> head() {
        return byId.values().stream().filter(entry -> !entry.isFailed()).max(BY_TIME);
    }

    /** The applied ones, the last first: by time, then by id. */
    public List<HistoryEntry> latest() {
        return byId.values().stream()
                .filter(entry -> !entry.isFailed())
                .sorted(BY_TIME.reversed())
                .toList();
    }
}
