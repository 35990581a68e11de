package io.migretti.cli;

import io.migretti.cli.config.EngineSettings;
import io.migretti.diff.DiffException;
import io.migretti.diff.DiffOptions;
import io.migretti.diff.DiffStatement;
import io.migretti.diff.SchemaDiff;
import io.migretti.diff.schema.NotCovered;
import io.migretti.diff.schema.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A comparison as the command line asks for it.
 *
 * @param back the other way; empty unless it was asked for
 * @param proven whether the result was tried
 */
record Diffing(SchemaDiff diff, Optional<SchemaDiff> back, boolean refused, boolean proven) {

    private static final Logger LOG = LoggerFactory.getLogger(Diffing.class);

    private static final int SHOWN = 20;

    /** @param back whether the other way is wanted, too */
    static Diffing of(Invocation mg, SchemaSource fromSource, SchemaSource toSource, boolean back) {
        DiffFlags flags = new DiffFlags(mg.given());
        EngineSettings settings = mg.engineSettings();
        DiffOptions options = flags.options(settings);
        try (SchemaReading reading = new SchemaReading(mg, settings, options, List.of(fromSource, toSource))) {
            Schema from = reading.read("FROM", fromSource);
            Schema to = reading.read("TO", toSource);
            DiffFlags.warnOfUnknown(options, "Neither FROM nor TO has a", from, to);
            SchemaDiff diff = between(from, to, options);
            Optional<SchemaDiff> other = back ? Optional.of(between(to, from, options)) : Optional.empty();
            boolean refused = !flags.unsafe() && !diff.destructive().isEmpty();
            boolean prove = flags.prove() && !refused;
            if (prove) {
                reading.prove(from, to);
                if (back) {
                    reading.prove(to, from);
                }
            }
            Set<NotCovered> notCovered = new LinkedHashSet<>(diff.notCovered());
            notCovered.forEach(each -> LOG.warn("Not compared: {}", each));
            return new Diffing(diff, other, refused, prove);
        }
    }

    private static SchemaDiff between(Schema from, Schema to, DiffOptions options) {
        try {
            return SchemaDiff.between(from, to, options);
        } catch (DiffException e) {
            throw new CommandException(e.what(), Wording.of(e.next()), e);
        }
    }

    /** What keeps the result from being handed out. */
    CommandException refusal() {
        List<DiffStatement> destructive = diff.destructive();
        String listed = destructive.stream()
                .limit(SHOWN)
                .map(statement -> "\n  " + firstLine(statement.sql()))
                .collect(Collectors.joining());
        int more = destructive.size() - SHOWN;
        return new CommandException(
                Texts.count(destructive.size(), "statement") + " of "
                        + diff.statements().size()
                        + " would drop something, and no result was written:" + listed
                        + (more > 0 ? "\n  … and " + more + " more" : ""),
                "run it again with --unsafe if that is meant");
    }

    private static String firstLine(String sql) {
        String first = sql.strip().lines().findFirst().orElse("");
        return first.equals(sql.strip()) ? first : first + " …";
    }
}
