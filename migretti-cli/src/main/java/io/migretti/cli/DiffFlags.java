package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.cli.config.EngineSettings;
import io.migretti.diff.DiffOptions;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What may be said about comparing, in every command that does. */
record DiffFlags(Given given) {

    private static final Logger LOG = LoggerFactory.getLogger(DiffFlags.class);

    static final String UNSAFE = "--unsafe";
    static final String PROVE = "--prove";
    static final String SCRATCH = "--scratch";
    static final String FILE = "--to-file";

    private static final String SCHEMA = "--schema";
    private static final String EXCLUDE = "--exclude-schema";
    private static final String EXTENSIONS = "--create-extensions-only";
    private static final String VERSIONS = "--ignore-extension-versions";
    private static final String PRIVILEGES = "--with-privileges";

    /** Of every command that reads schemas. */
    static CommandSpec addReadingTo(CommandSpec spec) {
        return spec.addOption(names(SCHEMA, "Only this schema. May be given several times."))
                .addOption(names(EXCLUDE, "All schemas but this. May be given several times."))
                .addOption(Arguments.flag(PRIVILEGES, "Owners and privileges, too."))
                .addOption(Arguments.flag(VERSIONS, "Whatever version an extension has."))
                .addOption(
                        Arguments.value(
                                SCRATCH,
                                "URL",
                                String.class,
                                "Where scratch databases are made; otherwise on the server of the other side, or that of mg.yaml."));
    }

    /** Of every command that compares two. */
    static CommandSpec addComparingTo(CommandSpec spec) {
        return addReadingTo(spec)
                .addOption(Arguments.flag(UNSAFE, "Statements that drop something, too."))
                .addOption(Arguments.flag(EXTENSIONS, "Only extensions that have to be created."))
                .addOption(
                        Arguments.flag(PROVE, "Try the result on a copy of FROM's schema: what comes out must be TO."));
    }

    private static OptionSpec names(String name, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("S")
                .description(description)
                .build();
    }

    static OptionSpec file(String description) {
        return OptionSpec.builder(Arguments.value(FILE, "FILE", Path.class, description))
                .names("-o", FILE)
                .build();
    }

    boolean unsafe() {
        return given.flag(UNSAFE);
    }

    boolean prove() {
        return given.flag(PROVE);
    }

    /** What is compared: Migretti's own tables are nobody's schema. */
    DiffOptions options(EngineSettings settings) {
        String schema = settings.schema().orElse("public");
        String table = settings.table().orElse(Migretti.DEFAULT_TABLE);
        DiffOptions options = DiffOptions.defaults().exceptTable(schema, table).exceptTable(schema, table + "_log");
        List<String> only = given.<List<String>>value(SCHEMA).orElse(List.of());
        List<String> except = given.<List<String>>value(EXCLUDE).orElse(List.of());
        if (!only.isEmpty()) {
            options = options.onlySchemas(only.toArray(String[]::new));
        }
        if (!except.isEmpty()) {
            options = options.exceptSchemas(except.toArray(String[]::new));
        }
        if (given.flag(EXTENSIONS)) {
            options = options.extensionsOnly();
        }
        if (given.flag(VERSIONS)) {
            options = options.ignoringExtensionVersions();
        }
        return given.flag(PRIVILEGES) ? options.withPrivileges() : options;
    }

    /** A mistyped name would make everything equal. */
    static void warnOfUnknown(DiffOptions options, String without, Schema... schemas) {
        options.onlySchemas().stream()
                .sorted()
                .filter(name -> Arrays.stream(schemas)
                        .noneMatch(schema -> schema.contains(ObjectId.of(ObjectKind.SCHEMA, "", name))))
                .forEach(name -> LOG.warn("{} schema `{}`, which --schema names", without, name));
    }

    /** A schema that somebody keeps in a file is not lost to a slip of the pen. */
    static void refuseWritingOver(Invocation mg, SchemaSource... sources) {
        Optional<Path> file = mg.given().value(FILE);
        for (SchemaSource source : sources) {
            if (file.isPresent()
                    && source instanceof SchemaSource.SqlFile read
                    && isSame(mg.resolve(file.get()), mg.resolve(read.path()))) {
                throw new ParameterException(
                        mg.given().deepest().commandSpec().commandLine(),
                        FILE + " names " + read.path() + ", which is read");
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // one of them is not there
        }
    }

    /** FROM or TO, as a word that was given. */
    static SchemaSource source(Invocation mg, String side, String word) {
        return SchemaSource.of(side, word)
                .orElseThrow(() -> new ParameterException(
                        mg.given().deepest().commandSpec().commandLine(), side + " is none of " + SchemaSource.FORMS));
    }
}
