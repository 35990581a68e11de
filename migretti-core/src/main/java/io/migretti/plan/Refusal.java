package io.migretti.plan;

import io.migretti.history.HistoryEntry;
import io.migretti.migration.Migration;
import java.util.List;
import java.util.stream.Collectors;

/** Why a run may not start, although every file is in order. Nothing has been changed. */
public sealed interface Refusal {

    /** What is in the way, with every migration concerned. */
    String what();

    /** The ways out. */
    String next();

    /** Migrations without a transaction that began and did not finish. */
    record Dirty(List<HistoryEntry> failed) implements Refusal {
        public Dirty {
            failed = List.copyOf(failed);
        }

        @Override
        public String what() {
            return "the database is in a dirty state: "
                    + failed.stream().map(Dirty::describe).collect(Collectors.joining("; "));
        }

        private static String describe(HistoryEntry entry) {
            return entry.title() + " failed"
                    + (entry.statementsDone().isPresent()
                            ? " after " + entry.statementsDone().getAsInt() + " of its statements were done"
                            : "");
        }

        @Override
        public String next() {
            return "look at what each of them has done; then either finish it by hand and set its row's status to"
                    + " 'applied', or undo it by hand and delete its row; then start again";
        }
    }

    /** Applied migrations whose files are no longer what was applied. */
    record Changed(List<Difference> changes) implements Refusal {
        public Changed {
            changes = List.copyOf(changes);
        }

        @Override
        public String what() {
            return "files were changed after they had been applied: "
                    + changes.stream()
                            .map(change -> change.migration().location() + " (applied with checksum "
                                    + change.entry()
                                            .checksum()
                                            .map(Object::toString)
                                            .orElse("none") + ", has "
                                    + change.migration().checksum() + ")")
                            .collect(Collectors.joining("; "));
        }

        @Override
        public String next() {
            return "restore each file as it was applied, and put the change into a new migration";
        }
    }

    /** A file and the row that disagrees with it. */
    record Difference(Migration migration, HistoryEntry entry) {}

    /** Applied migrations that have no file although newer files are there. */
    record Missing(List<HistoryEntry> entries) implements Refusal {
        public Missing {
            entries = List.copyOf(entries);
        }

        @Override
        public String what() {
            return "applied migrations have no file, although there are newer ones: "
                    + entries.stream().map(HistoryEntry::title).collect(Collectors.joining(", "));
        }

        @Override
        public String next() {
            return "bring the files back, or check that this is the right database and the right location";
        }
    }

    /** Pending migrations that sort before an applied one. */
    record OutOfOrder(List<Migration> pending, HistoryEntry newest) implements Refusal {
        public OutOfOrder {
            pending = List.copyOf(pending);
        }

        @Override
        public String what() {
            return "pending migrations sort before " + newest.title() + ", which is applied: "
                    + pending.stream().map(Migration::location).collect(Collectors.joining(", "));
        }

        @Override
        public String next() {
            return "give them new ids, or allow out-of-order migrations if they do not depend on the order";
        }
    }
}
