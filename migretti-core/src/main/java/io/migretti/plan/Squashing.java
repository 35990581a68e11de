package io.migretti.plan;

import io.migretti.migration.Migration;
import io.migretti.migration.Scripts;
import io.migretti.script.Directive;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether several files may become one, and what their directives become. */
final class Squashing {

    /** What holds on within a transaction, so that it would hold for the next source too. */
    private static final Pattern SESSION = Pattern.compile(
            "(SET(?!\\s+CONSTRAINTS)|RESET|DISCARD)\\b.*|SELECT\\b.*\\bset_config\\s*\\(.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Squashing() {}

    static Optional<Path> directory(List<Migration> pending, List<Path> directories, List<Refusal> refusals) {
        if (pending.size() < 2) {
            refuse(
                    refusals,
                    pending.isEmpty()
                            ? "no migration is pending"
                            : "only one migration is pending: " + pending.get(0).location(),
                    "squash when there are at least two");
            return Optional.empty();
        }
        List<String> immovable = new ArrayList<>();
        Set<Path> found = new java.util.LinkedHashSet<>();
        for (Migration migration : pending) {
            Optional<Path> directory = directories.stream()
                    .filter(path -> migration instanceof Migration.Sql sql
                            && path.resolve(sql.resource().fileName())
                                    .toString()
                                    .equals(migration.location()))
                    .findFirst();
            directory.ifPresentOrElse(found::add, () -> immovable.add(migration.location()));
        }
        if (!immovable.isEmpty()) {
            refuse(
                    refusals,
                    "only files in directories can be squashed, and these are not: " + String.join(", ", immovable),
                    "squash where the files are written, as in src/main/resources; apply what is a class before");
        }
        if (found.size() > 1) {
            refuse(
                    refusals,
                    "the pending migrations lie in several directories: "
                            + found.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "squash those of one directory, with no other location");
        }
        return found.stream().findFirst();
    }

    static void refuse(List<Scripts> sources, List<Refusal> refusals) {
        List<String> without = sources.stream()
                .filter(source -> !source.transactional())
                .map(source -> source.migration().location())
                .toList();
        if (!without.isEmpty()) {
            refuse(
                    refusals,
                    "these run without a transaction and cannot be a part of a file that runs in one: "
                            + String.join(", ", without),
                    "apply up to and with them, then squash the rest");
        }
        refuseDifference(sources, Directive.Name.LOCK_TIMEOUT, Scripts::lockTimeout, refusals);
        refuseDifference(sources, Directive.Name.STATEMENT_TIMEOUT, Scripts::statementTimeout, refusals);
        List<String> lasting = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (i < sources.size() - 1) {
                addLasting(Squash.Part.up(sources.get(i)), lasting);
            }
            if (i > 0 && sources.get(i).down().isPresent()) {
                addLasting(Squash.Part.down(sources.get(i)), lasting);
            }
        }
        if (!lasting.isEmpty()) {
            refuse(
                    refusals,
                    "these statements hold until the transaction ends, and so would hold for the migrations behind them"
                            + " as well: " + String.join(", ", lasting),
                    "take them out of the files; for timeouts there are `-- migrate: lock-timeout` and"
                            + " `-- migrate: statement-timeout`");
        }
    }

    private static void refuse(List<Refusal> refusals, String what, String next) {
        refusals.add(new Refusal.WrongState(what, next));
    }

    private static void refuseDifference(
            List<Scripts> sources,
            Directive.Name name,
            Function<Scripts, Optional<Duration>> timeout,
            List<Refusal> refusals) {
        if (sources.stream().map(timeout).distinct().count() > 1) {
            refuse(
                    refusals,
                    "the files do not agree about `-- migrate: " + name + "`: "
                            + sources.stream()
                                    .map(source -> source.migration().location() + " has "
                                            + argument(source, name).orElse("none"))
                                    .collect(Collectors.joining(", ")),
                    "write the same in all of them, or in none");
        }
    }

    private static Optional<String> argument(Scripts source, Directive.Name name) {
        return source.script().directives().stream()
                .filter(directive -> directive.name() == name)
                .map(Directive::argument)
                .findFirst();
    }

    private static void addLasting(Squash.Part part, List<String> lasting) {
        try (StatementReader reader = part.open()) {
            for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                if (SESSION.matcher(next.text()).matches()) {
                    lasting.add(next.location().toString());
                }
            }
        } catch (IOException e) {
            lasting.add(part.resource().location() + " (" + e.getMessage() + ")");
        }
    }

    /** The directives of the sources that hold for the whole new file. */
    static List<String> directives(List<Scripts> sources) {
        List<String> lines = new ArrayList<>();
        for (Directive.Name name : List.of(Directive.Name.LOCK_TIMEOUT, Directive.Name.STATEMENT_TIMEOUT)) {
            sources.stream()
                    .limit(1)
                    .flatMap(source -> argument(source, name).stream())
                    .forEach(argument -> lines.add("-- migrate: " + name + " " + argument));
        }
        for (Scripts source : sources) {
            source.allowances().stream()
                    .map(allowance -> "-- migrate: allow " + allowance.rule() + " because " + allowance.reason())
                    .filter(line -> !lines.contains(line))
                    .forEach(lines::add);
        }
        return lines;
    }
}
