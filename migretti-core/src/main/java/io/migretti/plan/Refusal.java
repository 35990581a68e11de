package io.migretti.plan;

import io.migretti.history.HistoryEntry;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import java.util.List;
import java.util.stream.Collectors;

/** Why a run may not start, although every file is in order. Nothing has been changed. */
public sealed interface Refusal {

    /** What is in the way, with every migration concerned. */
    String what();

    /** The ways out. */
    String next();

    /** Migrations without a transaction that began and did not finish. */
    record Dirty(List<Begun> failed) implements Refusal {
        public Dirty {
            failed = List.copyOf(failed);
        }

        @Override
        public String what() {
            return "the database is in a dirty state: "
                    + failed.stream().map(Begun::describe).collect(Collectors.joining("; "));
        }

        @Override
        public String next() {
            List<String> resumable = failed.stream()
                    .filter(Begun::resumable)
                    .map(begun -> begun.entry().id().value())
                    .toList();
            boolean upwards = failed.stream()
                    .allMatch(begun -> begun.entry().statementsDone().isPresent());
            String byHand = upwards
                    ? "finish it by hand and say `fix <id> --applied`; or undo it by hand and say `fix <id> --remove`"
                    : "bring the database by hand to what it is with the migration and say `fix <id> --applied`, or to what"
                            + " it is without it and say `fix <id> --remove`";
            if (resumable.isEmpty()) {
                return byHand;
            }
            return "correct the file and continue it with `fix <id> --resume`"
                    + (resumable.size() < failed.size()
                            ? ", which only " + String.join(", ", resumable) + " can be"
                            : "")
                    + "; or " + byHand;
        }
    }

    /**
     * A migration without a transaction that began and did not finish.
     *
     * @param counted whether its row says how many of its statements are done, which nobody knows of a class, nor of one
     *     that failed on its way down or that another tool began
     * @param resumable whether it can be continued: its statements are counted, and its file is there
     */
    record Begun(HistoryEntry entry, boolean counted, boolean resumable) {
        private String describe() {
            return entry.title() + " failed"
                    + (counted ? " after " + entry.statementsDone().orElse(0) + " of its statements were done" : "");
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
                            .map(change -> change.migration().location() + " (" + change.checksums() + ")")
                            .collect(Collectors.joining("; "));
        }

        @Override
        public String next() {
            return "restore each file as it was applied, and put the change into a new migration; or accept the file as"
                    + " it is now with `fix <id> --applied`";
        }
    }

    /** A file and the row that disagrees with it. */
    record Difference(Migration migration, HistoryEntry entry) {

        private String checksums() {
            return "applied with checksum "
                    + entry.checksum().map(Object::toString).orElse("none") + ", has "
                    + migration.checksum().map(Object::toString).orElse("none");
        }

        Problem warning() {
            return Problem.warning(
                    SourceLocation.of(migration.location()),
                    "the file was changed after it had been applied (" + checksums()
                            + "), and checksums are not verified",
                    "restore it, and put the change into a new migration; or accept it as it is now with `fix "
                            + migration.id() + " --applied`");
        }
    }

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

    /** Migrations that are not applied yet, where everything has to be. */
    record Pending(List<Migration> migrations) implements Refusal {
        public Pending {
            migrations = List.copyOf(migrations);
        }

        @Override
        public String what() {
            return "seeds are written for the newest schema, and migrations are pending: "
                    + migrations.stream().map(Migration::location).collect(Collectors.joining(", "));
        }

        @Override
        public String next() {
            return "apply them, then seed";
        }
    }

    /** An id that nothing has. */
    record Unknown(MigrationId id, String where) implements Refusal {
        @Override
        public String what() {
            return "there is no migration " + id + " " + where;
        }

        @Override
        public String next() {
            return "check the id; `list` shows those there are";
        }
    }

    /** Migrations that cannot be reverted, because nothing says how. */
    record NoDown(List<String> reasons) implements Refusal {
        public NoDown {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String what() {
            return "nothing says how to revert " + String.join("; ", reasons);
        }

        @Override
        public String next() {
            return "revert by a new migration, or remove them from the history alone by allowing a missing down";
        }
    }

    /** Migrations that cannot share one transaction with others. */
    record NotGroupable(List<String> migrations) implements Refusal {
        public NotGroupable {
            migrations = List.copyOf(migrations);
        }

        @Override
        public String what() {
            return "a single transaction is asked for, and these run without one: " + String.join(", ", migrations);
        }

        @Override
        public String next() {
            return "apply without the single transaction, or apply up to the first of them before";
        }
    }

    /** A migration that is not in the state that the request is made for. */
    record WrongState(String what, String next) implements Refusal {}

    /** Production, and nobody has said yes. */
    record Unconfirmed(String name) implements Refusal {
        @Override
        public String what() {
            return "this is production (" + name + "), and executing SQL there needs a confirmation";
        }

        @Override
        public String next() {
            return "confirm with --yes on the command line, with migretti.confirm-production=true in Spring, or with"
                    + " confirmProduction(true) in Java";
        }
    }
}
