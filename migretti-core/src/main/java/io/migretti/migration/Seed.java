package io.migretti.migration;

import io.migretti.script.Directive;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import io.migretti.script.SqlScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of rows to begin with, for tests and demonstrations. It has no sections: all of it is statements. The history
 * does not know of it, so that it runs whenever it is asked for.
 *
 * @param name its path below the seeds, without {@code .sql}: {@code 01_users}, {@code dev/02_orders}
 * @param hash of the whole text
 * @param resource to read it again
 */
public record Seed(String name, Checksum hash, SqlResource resource) {

    private static final Set<Directive.Name> OF_MIGRATIONS =
            Set.of(Directive.Name.UP, Directive.Name.DOWN, Directive.Name.IRREVERSIBLE);

    /**
     * What a seed's file says.
     *
     * @param statements all of it; at least one
     * @param transactional false for {@code -- migrate: no-transaction}
     * @param lockTimeout overrides the configured one
     * @param statementTimeout overrides the configured one
     */
    public record Script(
            SqlScript.Section statements,
            boolean transactional,
            Optional<Duration> lockTimeout,
            Optional<Duration> statementTimeout) {}

    /**
     * Reads the file.
     *
     * @param problems gets everything that is wrong with it
     * @return empty if something is an error
     */
    public Optional<Script> parse(List<Problem> problems) {
        try {
            Directives directives = new Directives("seed", SqlScript.parse(resource));
            Optional<Script> script = interpret(directives);
            problems.addAll(directives.problems());
            return directives.anyError() ? Optional.empty() : script;
        } catch (IOException e) {
            problems.add(Problem.unreadable(SourceLocation.of(resource.location()), "cannot be read", e));
            return Optional.empty();
        }
    }

    private static Optional<Script> interpret(Directives directives) {
        SqlScript script = directives.script();
        script.directives().stream()
                .filter(directive -> OF_MIGRATIONS.contains(directive.name()))
                .forEach(directive -> directives.error(
                        directive.location(),
                        "`-- migrate: " + directive.name() + "` has no meaning in a seed, which has no sections",
                        "take it out, or make a migration of the file"));
        script.sections().forEach(directives::judge);
        SqlScript.Section statements = script.sections().get(0);
        if (statements.statements() == 0 && !directives.anyError()) {
            directives.error(
                    SourceLocation.of(script.file()),
                    "the seed holds no statement",
                    "write at least one statement into it, or delete it");
        }
        return Optional.of(new Script(
                statements,
                directives.transactional(),
                directives.time(Directive.Name.LOCK_TIMEOUT),
                directives.time(Directive.Name.STATEMENT_TIMEOUT)));
    }
}
