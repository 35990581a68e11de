package io.migretti.cli;

import io.migretti.cli.config.EngineSettings;
import io.migretti.diff.DiffOptions;
import io.migretti.diff.SchemaDiff;
import io.migretti.diff.Schemas;
import io.migretti.diff.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

final class DumpCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(DumpCommand.class);

    private static final String CHECK = "--check";
    private static final int ASCII_END = 0x80;

    /** A dump says nothing that is different the next time. */
    private static final String HEAD =
            "-- A schema as `mg dump` writes it, for an empty database: psql -v ON_ERROR_STOP=1 -f\n\n";

    /** Otherwise psql takes a file to be in the encoding of the database, unless it is told something else again. */
    private static final String ENCODING = "SET client_encoding = 'UTF8';\n\n";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Arguments.command(
                this,
                "dump",
                List.of(
                        "Print a schema as statements for an empty database, always in the same order.",
                        "Migretti's own tables are left out."),
                "  mg dump -o schema.sql",
                "  mg dump migrations:migrations --check schema.sql     in a pipeline: exit 1 if the file is behind",
                "  mg dump env:production --schema app");
        spec.addPositional(Arguments.word(
                "SOURCE", "0..1", "What to print: " + SchemaSource.FORMS + "; otherwise the environment's database."));
        return DiffFlags.addReadingTo(spec)
                .addOption(Arguments.value(
                        CHECK, "FILE", Path.class, "Print nothing; exit 1 if the file holds anything else."))
                .addOption(DiffFlags.file("Write the result there, and not to the standard output."));
    }

    @Override
    public int run(Invocation mg) {
        Optional<Path> check = mg.given().value(CHECK);
        if (check.isPresent() && mg.given().value(DiffFlags.FILE).isPresent()) {
            throw new ParameterException(
                    mg.given().deepest().commandSpec().commandLine(),
                    CHECK + " and " + DiffFlags.FILE + " exclude each other");
        }
        String dump = HEAD + dump(mg);
        if (check.isEmpty()) {
            mg.write(dump);
            return Exit.DONE;
        }
        return check(mg, check.get(), dump);
    }

    private static String dump(Invocation mg) {
        EngineSettings settings = mg.engineSettings();
        DiffOptions options = new DiffFlags(mg.given()).options(settings);
        SchemaSource source = mg.given().words().stream()
                .findFirst()
                .map(word -> DiffFlags.source(mg, "SOURCE", word))
                .orElseGet(SchemaSource.Configured::new);
        DiffFlags.refuseWritingOver(mg, source);
        try (SchemaReading reading = new SchemaReading(mg, settings, options, List.of(source))) {
            Schema schema = reading.read("", source);
            DiffFlags.warnOfUnknown(options, "There is no", schema);
            SchemaDiff diff = SchemaDiff.between(Schemas.empty(options), schema, options);
            diff.notCovered().forEach(each -> LOG.warn("Not in the dump: {}", each));
            String sql = diff.sql();
            boolean plain = sql.chars().allMatch(each -> each < ASCII_END);
            return plain ? sql : ENCODING + sql;
        }
    }

    private static int check(Invocation mg, Path file, String dump) {
        String text;
        try {
            text = Files.readString(mg.resolve(file)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new CommandException(
                    file + " cannot be read" + (Files.exists(mg.resolve(file)) ? ": " + e : ": there is no such file"),
                    "write it with `mg dump -o " + file + "`",
                    e);
        }
        if (text.equals(dump)) {
            mg.tell(file + " is up to date.");
            return Exit.DONE;
        }
        List<String> is = text.lines().toList();
        List<String> shall = dump.lines().toList();
        int line = 0;
        while (line < Math.min(is.size(), shall.size()) && is.get(line).equals(shall.get(line))) {
            line++;
        }
        throw new CommandException(
                file + ":" + (line + 1) + ": the file is not what the schema is now\n  the file:   " + shown(is, line)
                        + "\n  the schema: " + shown(shall, line),
                "write it again with `mg dump -o " + file + "`");
    }

    private static String shown(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line).strip() : "(ends here)";
    }
}
