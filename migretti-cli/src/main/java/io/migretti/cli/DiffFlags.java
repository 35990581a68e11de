package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.cli.config.EngineSettings;
import io.migretti.diff.DiffOptions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What may be said about comparing, in every command that does. */
record DiffFlags(Given given) {

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

    /** FROM or TO, as a word that was given. */
    static SchemaSource source(Invocation mg, String side, String word) {
        return SchemaSource.of(side, word)
                .orElseThrow(() -> new ParameterException(
                        mg.given().deepest().commandSpec().commandLine(), side + " is none of " + SchemaSource.FORMS));
    }
}
