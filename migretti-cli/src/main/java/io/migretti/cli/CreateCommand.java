package io.migretti.cli;

import io.migretti.diff.DiffStatement;
import io.migretti.diff.SchemaDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class CreateCommand implements Command {

    private static final String FROM_DIFF = "--from-diff";

    @Override
    public CommandSpec spec() {
        return DiffFlags.addComparingTo(Arguments.command(
                        this,
                        "create",
                        List.of("Begin a migration, and print its file's path."),
                        "  mg create \"add users\"",
                        "  vi $(mg create add_users)",
                        "  mg create \"catch up\" --from-diff migrations:migrations schema.sql")
                .addPositional(Arguments.word("NAME", "1..*", "What the change does, in a few words."))
                .addOption(OptionSpec.builder(FROM_DIFF)
                        .arity("2")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("SOURCE")
                        .description(
                                "With the statements of `mg diff FROM TO`, and those of the way back. The options below are of this one.")
                        .build()));
    }

    @Override
    public int run(Invocation mg) {
        String name = String.join(" ", mg.given().words());
        Optional<List<String>> sources = mg.given().value(FROM_DIFF);
        if (sources.isEmpty()) {
            refuseDiffOptions(mg);
            mg.print(mg.workspace().create(name).toString());
            return Exit.DONE;
        }
        return fromDiff(mg, name, sources.get());
    }

    private static void refuseDiffOptions(Invocation mg) {
        mg.given().deepest().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(
                            mg.given().deepest().commandSpec().commandLine(),
                            option.longestName() + " means something only with " + FROM_DIFF);
                });
    }

    private static int fromDiff(Invocation mg, String name, List<String> sources) {
        SchemaSource from = DiffFlags.source(mg, "FROM", sources.get(0));
        SchemaSource to = DiffFlags.source(mg, "TO", sources.get(1));
        Diffing diffing = Diffing.of(mg, from, to, true);
        if (diffing.refused()) {
            mg.report(diffing.refusal());
            return Exit.REFUSED;
        }
        if (diffing.diff().isEmpty()) {
            mg.tell("The schemas are equal; no file was made.");
            return Exit.DONE;
        }
        SchemaDiff back = diffing.back().orElseThrow();
        Path file = mg.workspace().create(name, sections(diffing.diff(), back));
        mg.print(file.toString());
        return Exit.DONE;
    }

    /** The file's text behind its head; see docs/format.md. */
    private static String sections(SchemaDiff up, SchemaDiff down) {
        boolean transactional =
                Stream.of(up, down).flatMap(diff -> diff.statements().stream()).allMatch(DiffStatement::transactional);
        return (transactional ? "" : "-- migrate: no-transaction\n\n")
                + "-- migrate: up\n" + up.sql().stripTrailing()
                + "\n\n-- migrate: down\n" + down.sql().stripTrailing() + "\n";
    }
}
