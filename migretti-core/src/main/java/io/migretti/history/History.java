package io.migretti.history;

import io.migretti.migration.MigrationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the database says was applied. No history table means an empty history. */
public final class History {

    private final Map<MigrationId, HistoryEntry> byId = new TreeMap<>();

    /** Of rows in any order. */
    public History(List<HistoryEntry> entries) {
        for (HistoryEntry entry : entries) {
            byId.put(entry.id(), entry);
        }
    }

    /** By id. */
    public List<HistoryEntry> entries() {
        return List.copyOf(byId.values());
    }

    /** Whether it has no row. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** How many rows it has. */
    public int size() {
        return byId.size();
    }

    /** The row of a migration, whatever its status. */
    public Optional<HistoryEntry> find(MigrationId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether it has a row, whatever its status. */
    public boolean contains(MigrationId id) {
        return byId.containsKey(id);
    }

    /** Whether it has a row that is not failed. */
    public boolean isApplied(MigrationId id) {
        HistoryEntry entry = byId.get(id);
        return entry != null && !entry.isFailed();
    }

    /** The one that was applied last: by time, then by id. A failed one is not applied. */
    public Optional<HistoryEntry> head() {
        HistoryEntry last = null;
        for (HistoryEntry entry : byId.values()) {
            if (!entry.isFailed() && (last == null || compareByTime(entry, last) > 0)) {
                last = entry;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The applied ones, the last first: by time, then by id. */
    public List<HistoryEntry> latest() {
        return byId.values().stream()
                .filter(entry -> !entry.isFailed())
                .sorted((one, other) -> compareByTime(other, one))
                .toList();
    }

    private static int compareByTime(HistoryEntry first, HistoryEntry second) {
        int byTime = first.appliedAt().compareTo(second.appliedAt());
        return byTime != 0 ? byTime : first.id().compareTo(second.id());
    }

    /** Whether all rows are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof History history && byId.equals(history.byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }
}
