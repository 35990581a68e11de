package io.migretti.migration;

import io.migretti.script.Directive;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a migration's file says: what to execute in either direction, and how.
 *
 * @param migration whose
 * @param script the file's outline
 * @param title what {@code -- migration:} says, else the migration's name
 * @param up applies the change; holds at least one statement
 * @param down reverts it; empty if there is none, or none with a statement
 * @param irreversible whether the file says on purpose that there is no down
 * @param transactional false for {@code -- migrate: no-transaction}
 * @param lockTimeout overrides the configured one
 * @param statementTimeout overrides the configured one
 * @param allowances hazards that the file accepts
 */
public record Scripts(
        Migration.Sql migration,
        SqlScript script,
        String title,
        SqlScript.Section up,
        Optional<SqlScript.Section> down,
        boolean irreversible,
        boolean transactional,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        List<Allowance> allowances) {

    /**
     * A hazard that the author of a file accepts.
     *
     * @param rule its name
     * @param reason why, as written
     */
    public record Allowance(String rule, String reason, SourceLocation location) {}

    private static final int MAX_PORTABLE = 1 << 20;

    public Scripts {
        allowances = List.copyOf(allowances);
    }

    /**
     * What a later release needs to roll the migration back without its file: the directives that say how, and the
     * down section as written.
     *
     * @return empty if there is no down, or if it is longer than a mebibyte
     * @throws IOException if the file cannot be read any more
     */
    public Optional<String> portableDown() throws IOException {
        if (down.isEmpty()) {
            return Optional.empty();
        }
        long start = down.get().offset();
        long end = script.sections().stream()
                .mapToLong(SqlScript.Section::offset)
                .filter(offset -> offset > start)
                .min()
                .orElse(Long.MAX_VALUE);
        byte[] text;
        try (InputStream in = migration.resource().openNormalized()) {
            in.skipNBytes(start);
            text = in.readNBytes((int) Math.min(end - start, MAX_PORTABLE + 1));
        }
        if (text.length > MAX_PORTABLE) {
            return Optional.empty();
        }
        StringBuilder portable = new StringBuilder();
        script.directives().stream()
                .filter(directive -> directive.name() == Directive.Name.NO_TRANSACTION
                        || directive.name() == Directive.Name.LOCK_TIMEOUT
                        || directive.name() == Directive.Name.STATEMENT_TIMEOUT)
                .map(directive -> "-- migrate: " + directive.name() + " " + directive.argument())
                .forEach(line -> portable.append(line.strip()).append('\n'));
        String section = new String(text, StandardCharsets.UTF_8);
        section.lines()
                .filter(line ->
                        !line.strip().startsWith("-- migrate: ") || line.strip().startsWith("-- migrate: down"))
                .forEach(line -> portable.append(line).append('\n'));
        return Optional.of(portable.toString());
    }

    /**
     * Reads a migration's file.
     *
     * @param problems gets everything that is wrong with it, and warnings
     * @return empty if something is an error
     */
    public static Optional<Scripts> parse(Migration.Sql migration, List<Problem> problems) {
        try {
            Reading reading = new Reading(migration, SqlScript.parse(migration.resource()));
            Optional<Scripts> scripts = reading.interpret();
            problems.addAll(reading.directives.problems());
            return reading.directives.anyError() ? Optional.empty() : scripts;
        } catch (IOException e) {
            problems.add(Problem.unreadable(SourceLocation.of(migration.location()), "cannot be read", e));
            return Optional.empty();
        }
    }

    /** The time that a directive names, with its unit; empty if it is none. */
    public static Optional<Duration> duration(Directive directive) {
        return Directives.duration(directive);
    }

    private static final class Reading {
        private final Migration.Sql migration;
        private final SqlScript script;
        private final SourceLocation file;
        private final Directives directives;

        Reading(Migration.Sql migration, SqlScript script) {
            this.migration = migration;
            this.script = script;
            this.file = SourceLocation.of(migration.location());
            this.directives = new Directives("migration", script);
        }

        Optional<Scripts> interpret() {
            header();
            Optional<SqlScript.Section> up = up();
            Optional<SqlScript.Section> down = down();
            script.sections().forEach(directives::judge);
            Optional<Duration> lockTimeout = directives.time(Directive.Name.LOCK_TIMEOUT);
            Optional<Duration> statementTimeout = directives.time(Directive.Name.STATEMENT_TIMEOUT);
            return up.map(section -> new Scripts(
                    migration,
                    script,
                    title(),
                    section,
                    down,
                    directives.find(Directive.Name.IRREVERSIBLE).isPresent(),
                    directives.transactional(),
                    lockTimeout,
                    statementTimeout,
                    directives.allowances()));
        }

        private String title() {
            SqlScript.Header title = script.headers().get("migration");
            return title == null || title.value().isEmpty() ? migration.name() : title.value();
        }

        private void header() {
            SqlScript.Header id = script.headers().get("id");
            if (id != null && !id.value().equals(migration.id().value())) {
                directives.error(
                        id.location(),
                        "`-- id: " + id.value() + "` differs from the id in the file's name, " + migration.id(),
                        "write `-- id: " + migration.id()
                                + "`, or rename the file if it has not been applied anywhere");
            }
        }

        private Optional<SqlScript.Section> up() {
            SqlScript.Section before = script.sections().get(0);
            Optional<SqlScript.Section> up = script.section(Directive.Name.UP);
            if (before.statements() > 0) {
                directives.error(
                        before.notable().get(0).location(),
                        "a statement stands before the first section",
                        "write `-- migrate: up` on a line of its own before it");
            } else if (up.isEmpty()) {
                directives.error(
                        file,
                        "there is no `-- migrate: up`",
                        "write it on a line of its own before the statements that apply the change");
            }
            up.filter(section -> section.statements() == 0 && !directives.anyError())
                    .ifPresent(section -> directives.error(
                            section.directive().orElseThrow().location(),
                            "the section `up` holds no statement",
                            "write at least one statement behind `-- migrate: up`, or delete the file if it has not"
                                    + " been applied anywhere"));
            return up;
        }

        private Optional<SqlScript.Section> down() {
            Optional<SqlScript.Section> down =
                    script.section(Directive.Name.DOWN).filter(section -> section.statements() > 0);
            Optional<Directive> irreversible = directives.find(Directive.Name.IRREVERSIBLE);
            if (irreversible.isPresent() && down.isPresent()) {
                directives.error(
                        irreversible.get().location(),
                        "the file says `irreversible` and has statements under `-- migrate: down`",
                        "take one of them out");
            } else if (irreversible.isEmpty() && down.isEmpty()) {
                directives.warn(
                        directives
                                .find(Directive.Name.DOWN)
                                .map(Directive::location)
                                .orElse(file),
                        "there are no statements to roll it back",
                        "write them under `-- migrate: down`, or write `-- migrate: irreversible`");
            }
            return down;
        }
    }
}
