package io.migretti.migration;

import io.migretti.script.Directive;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlScript;
import io.migretti.script.StatementKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directives of one file, and its statements judged by them. Collects what is wrong. */
final class Directives {

    private static final Pattern TIME = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)");
    private static final Pattern ALLOWANCE = Pattern.compile("(\\S+)\\s+because\\s+(\\S.*)");

    /** Its settings are milliseconds in 31 bits. Source: PostgreSQL manual, "lock_timeout". */
    private static final Duration LONGEST_TIME = Duration.ofMillis(Integer.MAX_VALUE);

    private final String noun;
    private final SqlScript script;
    private final List<Problem> problems;
    private final Map<Directive.Name, Directive> first = new EnumMap<>(Directive.Name.class);
    private final List<Scripts.Allowance> allowances = new ArrayList<>();

    /** Of a {@code migration} or a {@code seed}, as messages call it. */
    Directives(String noun, SqlScript script) {
        this.noun = noun;
        this.script = script;
        this.problems = new ArrayList<>(script.problems());
        script.directives().forEach(this::add);
    }

    private void add(Directive directive) {
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
            allowances.add(new Scripts.Allowance(matcher.group(1), matcher.group(2), directive.location()));
        } else {
            error(
                    directive.location(),
                    "`-- migrate: allow` needs a rule and a reason",
                    "write `-- migrate: allow <rule> because <reason>`");
        }
    }

    SqlScript script() {
        return script;
    }

    /** By place. */
    List<Problem> problems() {
        return problems.stream().sorted(Comparator.comparing(Problem::location)).toList();
    }

    void error(SourceLocation at, String what, String next) {
        problems.add(Problem.error(at, what, next));
    }

    void warn(SourceLocation at, String what, String next) {
        problems.add(Problem.warning(at, what, next));
    }

    boolean anyError() {
        return problems.stream().anyMatch(Problem::isError);
    }

    Optional<Directive> find(Directive.Name name) {
        return Optional.ofNullable(first.get(name));
    }

    boolean transactional() {
        return !first.containsKey(Directive.Name.NO_TRANSACTION);
    }

    List<Scripts.Allowance> allowances() {
        return allowances;
    }

    /** Complains of statements that may not run where this file wants to run them. */
    void judge(SqlScript.Section section) {
        for (SqlScript.Notable statement : section.notable()) {
            String text = "`" + statement.start() + "`";
            if (statement.kind() == StatementKind.TRANSACTION_CONTROL) {
                error(
                        statement.location(),
                        text + " begins or ends a transaction, which would outlive a rollback of the " + noun,
                        transactional()
                                ? "take it out; each " + noun + " runs in a transaction of its own"
                                : "take it out; statements that belong together go into a " + noun + " without"
                                        + " `-- migrate: no-transaction`");
            } else if (statement.kind() == StatementKind.OUTSIDE_TRANSACTION && transactional()) {
                error(
                        statement.location(),
                        text + " cannot run inside a transaction block",
                        "write `-- migrate: no-transaction` in the file, best with this statement alone in it");
            } else if (statement.kind() == StatementKind.SAVEPOINT && !transactional()) {
                error(
                        statement.location(),
                        text + " needs a transaction, and the file says `no-transaction`",
                        "take one of them out");
            }
        }
    }

    /** The time that a directive of the file names; an error if it is none. */
    Optional<Duration> time(Directive.Name name) {
        Optional<Directive> directive = find(name);
        Optional<Duration> time = directive.flatMap(Directives::duration);
        if (time.filter(named -> named.compareTo(LONGEST_TIME) > 0).isPresent()) {
            error(
                    directive.orElseThrow().location(),
                    "`" + directive.orElseThrow().argument() + "` is longer than PostgreSQL can wait",
                    "write at most 24d, or 0s for no limit");
        } else if (directive.isPresent() && time.isEmpty()) {
            error(
                    directive.get().location(),
                    "`" + directive.get().argument() + "` is not a time",
                    "write a whole number and its unit (ms, s, min, h or d), as in `-- migrate: " + name + " 2s`");
        }
        return time;
    }

    static Optional<Duration> duration(Directive directive) {
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
}
