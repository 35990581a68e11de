package io.migretti.plan;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.Scripts;
import io.migretti.migration.Seed;
import io.migretti.script.Directive;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import io.migretti.script.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out a {@link Plan}: one method a request. */
final class Planner {

    private final Catalog catalog;
    private final History history;
    private final Map<MigrationId, String> storedDowns;

    private final List<Problem> problems;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<HistoryEntry> future = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Planner(Catalog catalog, History history, Map<MigrationId, String> storedDowns) {
        this.catalog = catalog;
        this.history = history;
        this.storedDowns = storedDowns;
        this.problems = new ArrayList<>(catalog.problems());
    }

    Plan plan(Request request) {
        Plan plan = new Plan(request, steps, future, refusals, problems);
        return plan.isExecutable() ? plan : new Plan(request, List.of(), future, refusals, problems);
    }

    // ---- apply

    void apply(Request.Apply request) {
        refuseDisagreement(request.verifyChecksums());
        Optional<MigrationId> baseline = history.isEmpty() ? request.baseline() : Optional.empty();
        if (baseline.isPresent()) {
            recordUpTo(baseline.get());
        }
        List<Migration> pending = pending(request, baseline);
        if (!request.allowOutOfOrder()) {
            refuseLate(pending);
        }
        for (Migration migration : pending) {
            up(migration, false, 0).ifPresent(steps::add);
        }
        if (request.grouped()) {
            List<String> without = steps.stream()
                    .filter(step -> !step.transactional())
                    .map(Step::location)
                    .toList();
            if (!without.isEmpty()) {
                refusals.add(new Refusal.NotGroupable(without));
            }
        }
    }

    private void refuseDisagreement(boolean verifyChecksums) {
        refuseDirty();
        List<Refusal.Difference> changed = Plan.changed(catalog, history);
        if (!verifyChecksums) {
            for (Refusal.Difference change : changed) {
                problems.add(change.warning());
            }
        } else if (!changed.isEmpty()) {
            refusals.add(new Refusal.Changed(changed));
        }
        List<HistoryEntry> missing = new ArrayList<>();
        Plan.withoutFile(catalog, history, future, missing);
        if (!missing.isEmpty()) {
            refusals.add(new Refusal.Missing(missing));
        }
    }

    private List<Migration> pending(Request.Apply request, Optional<MigrationId> baseline) {
        Optional<MigrationId> target = request.target();
        if (target.isPresent() && catalog.find(target.get()).isEmpty()) {
            refusals.add(new Refusal.Unknown(target.get(), "among the files"));
        }
        List<Migration> pending = new ArrayList<>();
        for (Migration migration : catalog.migrations()) {
            MigrationId id = migration.id();
            if (!history.contains(id)
                    && (baseline.isEmpty() || id.compareTo(baseline.get()) > 0)
                    && (target.isEmpty() || id.compareTo(target.get()) <= 0)
                    && pending.size() < request.limit()) {
                pending.add(migration);
            }
        }
        return pending;
    }

    private void refuseDirty() {
        List<Refusal.Begun> failed = new ArrayList<>();
        for (HistoryEntry entry : history.entries()) {
            if (entry.isFailed()) {
                failed.add(begun(entry));
            }
        }
        if (!failed.isEmpty()) {
            refusals.add(new Refusal.Dirty(failed));
        }
    }

    private Refusal.Begun begun(HistoryEntry entry) {
        Optional<Migration> file = catalog.find(entry.id());
        boolean counted = entry.statementsDone().isPresent()
                && file.filter(Migration.Code.class::isInstance).isEmpty();
        return new Refusal.Begun(entry, counted, counted && file.isPresent());
    }

    /** Out of order is a matter of the known files: a newer release's rows do not make an older one's files late. */
    private void refuseLate(List<Migration> pending) {
        if (pending.isEmpty()) {
            return;
        }
        Optional<HistoryEntry> newest = history.entries().stream()
                .filter(entry -> !entry.isFailed() && catalog.find(entry.id()).isPresent())
                .reduce((first, second) -> second);
        newest.ifPresent(entry -> {
            List<Migration> late = pending.stream()
                    .filter(migration -> migration.id().compareTo(entry.id()) < 0)
                    .toList();
            if (!late.isEmpty()) {
                refusals.add(new Refusal.OutOfOrder(late, entry));
            }
        });
    }

    private Optional<Step> up(Migration migration, boolean fix, int done) {
        if (migration instanceof Migration.Code code) {
            return Optional.of(step(
                    migration,
                    code.name(),
                    Direction.UP,
                    fix,
                    new Work.Code(code.transactional(), code.reversible()),
                    Optional.empty()));
        }
        Migration.Sql file = (Migration.Sql) migration;
        return Scripts.parse(file, problems).map(scripts -> {
            Work.Sql work = new Work.Sql(
                    file.resource(),
                    file.hash().sha256(),
                    scripts.up(),
                    scripts.transactional(),
                    scripts.lockTimeout(),
                    scripts.statementTimeout(),
                    done,
                    false);
            return step(migration, scripts.title(), Direction.UP, fix, work, portableDown(scripts));
        });
    }

    private Optional<String> portableDown(Scripts scripts) {
        try {
            return scripts.portableDown();
        } catch (IOException e) {
            problems.add(unreadable(scripts.migration().location(), e));
            return Optional.empty();
        }
    }

    private static Problem unreadable(String file, IOException e) {
        return Problem.unreadable(SourceLocation.of(file), "cannot be read", e);
    }

    private static Step step(
            Migration migration,
            String title,
            Direction direction,
            boolean fix,
            Work work,
            Optional<String> portableDown) {
        return new Step(
                migration.id(),
                migration.name(),
                title,
                migration.location(),
                migration.checksum(),
                direction,
                fix,
                work,
                portableDown);
    }

    // ---- seed

    void seed(Request.Seed request) {
        refuseDisagreement(request.verifyChecksums());
        List<Migration> pending = pending(Request.Apply.everything(), Optional.empty());
        if (!pending.isEmpty()) {
            refusals.add(new Refusal.Pending(pending));
        }
        problems.addAll(request.seeds().problems());
        for (Seed seed : request.seeds().files()) {
            seed.parse(problems).ifPresent(script -> steps.add(seed(seed, script)));
        }
    }

    private static Step seed(Seed seed, Seed.Script script) {
        return new Step(
                new MigrationId(seed.name()),
                seed.name(),
                seed.name(),
                seed.resource().location(),
                Optional.of(seed.hash()),
                Direction.SEED,
                false,
                new Work.Sql(
                        seed.resource(),
                        seed.hash().sha256(),
                        script.statements(),
                        script.transactional(),
                        script.lockTimeout(),
                        script.statementTimeout(),
                        0,
                        false),
                Optional.empty());
    }

    // ---- roll back

    void rollBack(Request.Rollback request) {
        refuseDirty();
        List<String> without = new ArrayList<>();
        for (HistoryEntry entry : Plan.reverted(request, history)) {
            Optional<Work> work = down(entry);
            if (work.isEmpty() && !request.allowMissingDown()) {
                without.add(reason(entry));
            }
            steps.add(row(entry, Direction.DOWN, false, work.orElseGet(Work.Nothing::new)));
        }
        if (!without.isEmpty()) {
            refusals.add(new Refusal.NoDown(without));
        }
    }

    private String reason(HistoryEntry entry) {
        Optional<Migration> known = catalog.find(entry.id());
        if (known.isEmpty()) {
            return entry.title() + ", which has no file here, and the history keeps no down for it";
        }
        return Plan.differ(known.get(), entry)
                ? known.get().location()
                        + ", which was changed after it had been applied, and the history keeps no down" + " for it"
                : known.get().location() + ", which has no down";
    }

    private Optional<Work> down(HistoryEntry entry) {
        Optional<Migration> known = catalog.find(entry.id()).filter(migration -> !Plan.differ(migration, entry));
        if (known.isEmpty()) {
            return Optional.ofNullable(storedDowns.get(entry.id())).flatMap(text -> stored(entry, text));
        }
        if (known.get() instanceof Migration.Code code) {
            return code.reversible()
                    ? Optional.of(new Work.Code(code.transactional(), code.reversible()))
                    : Optional.empty();
        }
        Migration.Sql file = (Migration.Sql) known.get();
        return Scripts.parse(file, problems)
                .flatMap(scripts -> scripts.down()
                        .map(section -> new Work.Sql(
                                file.resource(),
                                file.hash().sha256(),
                                section,
                                scripts.transactional(),
                                scripts.lockTimeout(),
                                scripts.statementTimeout(),
                                0,
                                false)));
    }

    private Optional<Work> stored(HistoryEntry entry, String text) {
        StoredText resource = new StoredText("history:" + entry.title(), text);
        try {
            SqlScript script = SqlScript.parse(resource);
            problems.addAll(script.problems());
            return script.section(Directive.Name.DOWN)
                    .map(section -> new Work.Sql(
                            resource,
                            Checksum.of(text).sha256(),
                            section,
                            directive(script, Directive.Name.NO_TRANSACTION).isEmpty(),
                            directive(script, Directive.Name.LOCK_TIMEOUT).flatMap(Scripts::duration),
                            directive(script, Directive.Name.STATEMENT_TIMEOUT).flatMap(Scripts::duration),
                            0,
                            true));
        } catch (IOException e) {
            problems.add(unreadable(resource.location(), e));
            return Optional.empty();
        }
    }

    private static Optional<Directive> directive(SqlScript script, Directive.Name name) {
        return script.directives().stream()
                .filter(directive -> directive.name() == name)
                .findFirst();
    }

    /** The text that the history keeps. */
    private record StoredText(String location, String text) implements SqlResource {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Step row(HistoryEntry entry, Direction direction, boolean fix, Work work) {
        Optional<Migration> file = catalog.find(entry.id());
        return new Step(
                entry.id(),
                entry.name(),
                entry.name(),
                work instanceof Work.Sql sql && sql.stored()
                        ? sql.resource().location()
                        : file.map(Migration::location).orElse("history:" + entry.title()),
                entry.checksum(),
                direction,
                fix,
                work,
                Optional.empty());
    }

    // ---- settle by hand

    void fix(Request.Fix request) {
        Optional<HistoryEntry> entry = history.find(request.id());
        if (entry.isEmpty()) {
            refusals.add(new Refusal.Unknown(request.id(), "in the history"));
            return;
        }
        switch (request.resolution()) {
            case APPLIED -> applied(entry.get());
            case REMOVE -> remove(entry.get());
            case RESUME -> resume(entry.get());
        }
    }

    private void applied(HistoryEntry entry) {
        Optional<Migration> file = catalog.find(entry.id());
        if (file.isEmpty()) {
            steps.add(row(entry, Direction.UP, true, new Work.Nothing()));
            return;
        }
        if (file.get() instanceof Migration.Sql sql) {
            Scripts.parse(sql, problems)
                    .ifPresent(scripts -> steps.add(
                            step(sql, scripts.title(), Direction.UP, true, new Work.Nothing(), portableDown(scripts))));
        } else {
            steps.add(step(file.get(), entry.name(), Direction.UP, true, new Work.Nothing(), Optional.empty()));
        }
    }

    private void remove(HistoryEntry entry) {
        if (!entry.isFailed()) {
            refusals.add(new Refusal.WrongState(
                    entry.title() + " is applied, not failed", "roll it back if it is to be reverted"));
            return;
        }
        steps.add(row(entry, Direction.DOWN, true, new Work.Nothing()));
    }

    private void resume(HistoryEntry entry) {
        if (!entry.isFailed()) {
            refusals.add(new Refusal.WrongState(entry.title() + " is applied, there is nothing to resume", "go on"));
            return;
        }
        Optional<Migration> file = catalog.find(entry.id());
        if (file.isEmpty()) {
            refusals.add(new Refusal.Unknown(entry.id(), "among the files"));
            return;
        }
        if (entry.statementsDone().isEmpty()) {
            refusals.add(new Refusal.WrongState(
                    entry.title()
                            + " cannot be resumed: how far it came is not recorded, because another tool began it or"
                            + " because it failed on its way down",
                    "bring the database by hand to what it is with the migration and say `fix " + entry.id()
                            + " --applied`, or to what it is without it and say `fix " + entry.id() + " --remove`"));
            return;
        }
        if (file.get() instanceof Migration.Code) {
            refusals.add(new Refusal.WrongState(
                    entry.title() + " cannot be resumed: it is a class, and nobody counts what a class does",
                    "finish it by hand and say `fix " + entry.id() + " --applied`, or undo it by hand and say `fix "
                            + entry.id() + " --remove`"));
            return;
        }
        int done = entry.statementsDone().getAsInt();
        up(file.get(), true, done).ifPresent(step -> {
            if (step.transactional() || step.statements() < done) {
                refusals.add(new Refusal.WrongState(
                        step.location()
                                + (step.transactional()
                                        ? " is no longer a migration without transaction"
                                        : " has fewer statements than the " + done + " that are done"),
                        "restore what was begun, and correct only what comes after it"));
            }
            steps.add(step);
        });
    }

    void baseline(Request.Baseline request) {
        if (!history.entries().isEmpty()) {
            refusals.add(new Refusal.WrongState(
                    "the history has rows already, " + history.entries().size() + " of them",
                    "a baseline is for a database without history; settle single migrations with `fix`"));
        }
        recordUpTo(request.target());
    }

    private void recordUpTo(MigrationId target) {
        if (catalog.find(target).isEmpty()) {
            refusals.add(new Refusal.Unknown(target, "among the files"));
        }
        for (Migration migration : catalog.migrations()) {
            if (migration.id().compareTo(target) <= 0) {
                Optional<String> down = migration instanceof Migration.Sql sql
                        ? Scripts.parse(sql, problems).flatMap(this::portableDown)
                        : Optional.empty();
                steps.add(step(migration, migration.name(), Direction.UP, true, new Work.Nothing(), down));
            }
        }
    }
}
