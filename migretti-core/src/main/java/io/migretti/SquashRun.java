package io.migretti;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.MigrationId;
import io.migretti.migration.MigrationSource;
import io.migretti.plan.Request;
import io.migretti.plan.Squash;
import io.migretti.report.Squashed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Makes one file of those that are pending, or completes what an earlier attempt has left. */
final class SquashRun {

    private final Settings settings;
    private final History history;

    SquashRun(Settings settings, History history) {
        this.settings = settings;
        this.history = history;
    }

    /** With the lock held, which is released in the end. */
    static Squashed squash(
            String name, Request.Apply request, DataSource dataSource, Settings settings, Events events) {
        try (Session session = Session.open(dataSource)) {
            HistoryTable table = new HistoryTable(settings, session.connection());
            LockedRun.requireReady(session, dataSource, settings, table.glance());
            MigrationLock lock = MigrationLock.acquire(session, settings, events);
            try {
                SquashRun squashing = new SquashRun(settings, table.glance().history());
                Optional<Squashed> completed = squashing.complete();
                return completed.isPresent()
                        ? completed.get()
                        : run(squashing.executable(name, request, settings.catalog()));
            } finally {
                lock.close();
            }
        } catch (SQLException e) {
            throw DatabaseException.refusal(e);
        }
    }

    private Squash executable(String name, Request.Apply request, Catalog catalog) {
        Squash squash = decide(name, request, catalog);
        if (!squash.errors().isEmpty()) {
            throw new InvalidMigrationsException("migrations", squash.errors());
        }
        if (!squash.refusals().isEmpty()) {
            throw new PlanRefusedException(squash.refusals());
        }
        return squash;
    }

    private List<Path> directories() {
        return settings.sources().stream()
                .map(MigrationSource::directory)
                .flatMap(Optional::stream)
                .toList();
    }

    Squash decide(String name, Request.Apply request, Catalog catalog) {
        List<MigrationId> staying =
                history.entries().stream().map(HistoryEntry::id).toList();
        Squash.Name newName = new Squash.Name(NewIds.behind(staying), Workspace.slug(name), Workspace.title(name));
        return Squash.of(newName, request, catalog, history, directories());
    }

    /** Does the rest of a squash that was interrupted, if one was. */
    Optional<Squashed> complete() {
        for (Path directory : directories()) {
            try {
                Optional<SquashFiles> interrupted = SquashFiles.interrupted(directory);
                if (interrupted.isPresent()) {
                    return Optional.of(complete(interrupted.get()));
                }
            } catch (IOException e) {
                throw new WorkspaceException(
                        directory + " cannot be read: " + Workspace.reason(e), "make it readable", e);
            }
        }
        return Optional.empty();
    }

    private Squashed complete(SquashFiles files) {
        try {
            List<String> sources = files.kept();
            List<String> applied = sources.stream()
                    .filter(source -> history.contains(new MigrationId(source.substring(0, source.indexOf('_')))))
                    .toList();
            if (!applied.isEmpty()) {
                throw new WorkspaceException(
                        "The squash into " + files.fileName()
                                + " was interrupted and cannot be completed: meanwhile these were applied: "
                                + String.join(", ", applied),
                        "copy the files of " + files.backup() + " back to " + files.directory() + ", and delete "
                                + files.waiting());
            }
            run(files.completion());
            return files.squashed(sources, true);
        } catch (IOException e) {
            throw new WorkspaceException(
                    "The squash into " + files.fileName() + " was interrupted and cannot be completed: "
                            + Workspace.reason(e),
                    "clear that and squash again; or copy the files of " + files.backup() + " back to "
                            + files.directory() + ", and delete " + files.waiting(),
                    e);
        }
    }

    static Squashed run(Squash squash) {
        SquashFiles files =
                new SquashFiles(squash.directory().orElseThrow(), squash.name().fileName());
        try {
            run(files.steps(squash));
            return files.squashed(squash.fileNames(), false);
        } catch (IOException | RuntimeException e) {
            boolean begun = Files.exists(files.waiting());
            if (!begun) {
                files.takeBack();
            }
            if (e instanceof RuntimeException runtime) {
                throw runtime;
            }
            IOException reason = (IOException) e;
            throw new WorkspaceException(
                    (begun
                                    ? "The squash into " + files.fileName() + " was interrupted: "
                                    : "Nothing was changed, the files could not be squashed: ")
                            + Workspace.reason(reason),
                    begun
                            ? "clear that and squash again, which completes it; the originals are in " + files.backup()
                            : "clear that and squash again",
                    reason);
        }
    }

    private static void run(List<SquashFiles.Step> steps) throws IOException {
        for (SquashFiles.Step step : steps) {
            step.action().run();
        }
    }
}
