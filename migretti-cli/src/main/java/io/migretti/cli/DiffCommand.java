package io.migretti.cli;

import io.migretti.diff.DiffStatement;
import io.migretti.diff.schema.NotCovered;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

final class DiffCommand implements Command {

    static final String NAME = "diff";

    /** The form of a difference. */
    enum Form {
        SQL,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Arguments.command(
                this,
                NAME,
                List.of(
                        "Print the statements that make TO of FROM. Nothing is changed.",
                        "FROM and TO: " + SchemaSource.FORMS + ".",
                        "Exit codes: 0 equal, 2 different, 3 something would be dropped and --unsafe is not given, 1 failed."),
                "  mg diff env:production migrations:migrations",
                "  mg diff postgresql://localhost/shop schema.sql --unsafe -o change.sql",
                "  mg diff EMPTY env:staging --schema app     all that makes the schema app",
                "  mg diff env:staging env:production --prove --output=json");
        spec.addPositional(Arguments.word("FROM", "1", "The schema as it is."))
                .addPositional(Arguments.second("TO", "The schema as it shall be."));
        return DiffFlags.addComparingTo(spec)
                .addOption(Arguments.value(
                        Arguments.OUTPUT, "FORM", Form.class, "sql, or json: one document, see docs/diff.md."))
                .addOption(DiffFlags.file("Write the result there, and not to the standard output."));
    }

    @Override
    public int run(Invocation mg) {
        SchemaSource from = DiffFlags.source(mg, "FROM", mg.given().words().get(0));
        SchemaSource to = DiffFlags.source(mg, "TO", mg.given().words().get(1));
        DiffFlags.refuseWritingOver(mg, from, to);
        Diffing diffing = Diffing.of(mg, from, to, false);
        boolean json = mg.wantsDocument();
        if (json) {
            mg.write(Json.document(document -> document(document, diffing)));
        } else if (!diffing.refused()) {
            mg.write(diffing.diff().sql());
        }
        if (diffing.refused()) {
            mg.report(diffing.refusal());
            return Exit.REFUSED;
        }
        if (diffing.diff().isEmpty()) {
            mg.tell("The schemas are equal.");
            return Exit.DONE;
        }
        if (diffing.proven()) {
            mg.tell("Proven: executed on a copy of FROM, it makes TO.");
        }
        return Exit.DIFFERENT;
    }

    private static void document(Json json, Diffing diffing) {
        json.field("equal", diffing.diff().isEmpty())
                .field("refused", diffing.refused())
                .field("proven", diffing.proven())
                .objects("statements", diffing.diff().statements(), DiffCommand::statement)
                .objects("notCovered", diffing.diff().notCovered(), DiffCommand::notCovered);
    }

    private static void statement(Json json, DiffStatement statement) {
        json.field("sql", statement.sql())
                .field("kind", statement.kind().toString())
                .field(
                        "name",
                        statement
                                .object()
                                .toString()
                                .substring(statement.kind().toString().length() + 1))
                .field("action", statement.action().toString().toLowerCase(Locale.ROOT))
                .field("destructive", statement.destructive())
                .field("transactional", statement.transactional());
    }

    private static void notCovered(Json json, NotCovered notCovered) {
        json.field("kind", notCovered.kind()).field("name", notCovered.name()).field("reason", notCovered.reason());
    }
}
