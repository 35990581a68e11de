package io.migretti.migration;

import io.migretti.script.Directive;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlScript;
import io.migretti.script.StatementKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h|d)");
    private static final Pattern ALLOWANCE = Pattern.compile("(\\S+)\\s+because\\s+(\\S.*)");

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
        Reading reading = new Reading(migration);
        try {
            Optional<Scripts> scripts = reading.interpret(SqlScript.parse(migration.resource()));
            problems.addAll(reading.problems.stream()
                    .sorted(java.util.Comparator.comparing(Problem::location))
                    .toList());
            return reading.problems.stream().anyMatch(Problem::isError) ? Optional.empty() : scripts;
        } catch (IOException e) {
            problems.add(Problem.error(
                    SourceLocation.of(migration.location()), "cannot be read: " + e.getMessage(), "make it readable"));
            return Optional.empty();
        }
    }

    /** The time that a directive names, with its unit; empty if it is none. */
    public static Optional<Duration> duration(Directive directive) {
        Matcher matcher = TIME.matcher(directive.argument());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "min" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    private static final class Reading {
        private final Migration.Sql migration;
        private final SourceLocation file;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<Directive.Name, Directive> first = new EnumMap<>(Directive.Name.class);
        private final List<Allowance> allowances = new ArrayList<>();

        Reading(Migration.Sql migration) {
            this.migration = migration;
            this.file = SourceLocation.of(migration.location());
        }

        private void error(SourceLocation at, String what, String next) {
            problems.add(Problem.error(at, what, next));
        }

        Optional<Scripts> interpret(SqlScript script) {
            problems.addAll(script.problems());
            script.directives().forEach(this::directive);
            header(script);
            Optional<SqlScript.Section> up = up(script);
            Optional<SqlScript.Section> down = down(script);
            boolean transactional = !first.containsKey(Directive.Name.NO_TRANSACTION);
            script.sections().forEach(section -> statements(section, transactional));
            Optional<Duration> lockTimeout = time(Directive.Name.LOCK_TIMEOUT);
            Optional<Duration> statementTimeout = time(Directive.Name.STATEMENT_TIMEOUT);
            return up.map(section -> new Scripts(
                    migration,
                    script,
                    title(script),
                    section,
                    down,
                    first.containsKey(Directive.Name.IRREVERSIBLE),
                    transactional,
                    lockTimeout,
                    statementTimeout,
                    allowances));
        }

        private String title(SqlScript script) {
            SqlScript.Header title = script.headers().get("migration");
            return title == null || title.value().isEmpty() ? migration.name() : title.value();
        }

        private void directive(Directive directive) {
            if (directive.name() == Directive.Name.ALLOW) {
                allow(directive);
                return;
            }
            Directive before = first.putIfAbsent(directive.name(), directive);
            if (before != null) {
                error(
                        directive.location(),
                        "`-- migrate: " + directive.name() + "` stands here again, it is in line "
                                + before.location().line() + " already",
                        directive.name() == Directive.Name.UP || directive.name() == Directive.Name.DOWN
                                ? "make one section of the two"
                                : "take one of them out");
            }
        }

        private void allow(Directive directive) {
            Matcher matcher = ALLOWANCE.matcher(directive.argument());
            if (matcher.matches()) {
                allowances.add(new Allowance(matcher.group(1), matcher.group(2), directive.location()));
            } else {
                error(
                        directive.location(),
                        "`-- migrate: allow` needs a rule and a reason",
                        "write `-- migrate: allow <rule> because <reason>`");
            }
        }

        private void header(SqlScript script) {
            SqlScript.Header id = script.headers().get("id");
            if (id != null && !id.value().equals(migration.id().value())) {
                error(
                        id.location(),
                        "`-- id: " + id.value() + "` differs from the id in the file's name, " + migration.id(),
                        "write `-- id: " + migration.id()
                                + "`, or rename the file if it has not been applied anywhere");
            }
        }

        private Optional<SqlScript.Section> up(SqlScript script) {
            SqlScript.Section before = script.sections().get(0);
            Optional<SqlScript.Section> up = script.section(Directive.Name.UP);
            if (before.statements() > 0) {
                error(
                        before.notable().get(0).location(),
                        "a statement stands before the first section",
                        "write `-- migrate: up` on a line of its own before it");
            } else if (up.isEmpty()) {
                error(
                        file,
                        "there is no `-- migrate: up`",
                        "write it on a line of its own before the statements that apply the change");
            }
            up.filter(section -> section.statements() == 0 && problems.stream().noneMatch(Problem::isError))
                    .ifPresent(section -> error(
                            section.directive().orElseThrow().location(),
                            "the section `up` holds no statement",
                            "write at least one statement behind `-- migrate: up`, or delete the file if it has not"
                                    + " been applied anywhere"));
            return up;
        }

        private Optional<SqlScript.Section> down(SqlScript script) {
            Optional<SqlScript.Section> down =
                    script.section(Directive.Name.DOWN).filter(section -> section.statements() > 0);
            Directive irreversible = first.get(Directive.Name.IRREVERSIBLE);
            if (irreversible != null && down.isPresent()) {
                error(
                        irreversible.location(),
                        "the file says `irreversible` and has statements under `-- migrate: down`",
                        "take one of them out");
            } else if (irreversible == null && down.isEmpty()) {
                problems.add(Problem.warning(
                        first.containsKey(Directive.Name.DOWN)
                                ? first.get(Directive.Name.DOWN).location()
                                : file,
                        "there are no statements to roll it back",
                        "write them under `-- migrate: down`, or write `-- migrate: irreversible`"));
            }
            return down;
        }

        private void statements(SqlScript.Section section, boolean transactional) {
            for (SqlScript.Notable statement : section.notable()) {
                String text = "`" + statement.start() + "`";
                if (statement.kind() == StatementKind.TRANSACTION_CONTROL) {
                    error(
                            statement.location(),
                            text + " begins or ends a transaction, which would outlive a rollback of the migration",
                            transactional
                                    ? "take it out; each migration runs in a transaction of its own"
                                    : "take it out; statements that belong together go into a migration without"
                                            + " `-- migrate: no-transaction`");
                } else if (statement.kind() == StatementKind.OUTSIDE_TRANSACTION && transactional) {
                    error(
                            statement.location(),
                            text + " cannot run inside a transaction block",
                            "write `-- migrate: no-transaction` in the file, best with this statement alone in it");
                } else if (statement.kind() == StatementKind.SAVEPOINT && !transactional) {
                    error(
                            statement.location(),
                            text + " needs a transaction, and the file says `no-transaction`",
                            "take one of them out");
                }
            }
        }

        private Optional<Duration> time(Directive.Name name) {
            Directive directive = first.get(name);
            if (directive == null) {
                return Optional.empty();
            }
            Optional<Duration> time = duration(directive);
            if (time.isEmpty()) {
                error(
                        directive.location(),
                        "`" + directive.argument() + "` is not a time",
                        "write a whole number and its unit (ms, s, min, h or d), as in `-- migrate: " + name + " 2s`");
            }
            return time;
        }
    }
}
