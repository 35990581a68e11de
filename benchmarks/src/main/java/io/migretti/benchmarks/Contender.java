package io.migretti.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who is measured. Each sees no more of the class path than it needs, and none of the others. */
enum Contender {
    /** pgjdbc alone: each migration and its row in one multi-statement {@code execute}. The limit. */
    RAW("raw pgjdbc", "RawTool", "", "migretti-(core|spring-boot)|flyway|liquibase"),
    MIGRETTI("Migretti", "MigrettiTool", "migretti-core|ulid-creator|slf4j-(api|nop)", "flyway|liquibase"),
    FLYWAY("Flyway", "FlywayTool", "flyway-|slf4j-(api|nop)", "migretti-(core|spring-boot)|liquibase"),
    LIQUIBASE(
            "Liquibase",
            "LiquibaseTool",
            "liquibase|snakeyaml|commons-(collections4|text|lang3|io)|opencsv|jaxb-api|slf4j-(api|nop)",
            "migretti-(core|spring-boot)|flyway"),
    /** PostgreSQL's own client with the same files, if it is installed; keeps no history, sends a statement at a time. */
    PSQL("psql", "", "", "");

    /** The package of the programs. */
    static final String PROGRAMS = "io.migretti.benchmarks.tool.";

    /** Those that run in a JVM. */
    static final List<Contender> ALL = List.of(RAW, MIGRETTI, FLYWAY, LIQUIBASE);

    private static final String NONE = "^$";

    private final String label;
    private final String program;
    private final Pattern needed;
    private final Pattern hidden;

    Contender(String label, String program, String needed, String hidden) {
        this.label = label;
        this.program = program;
        this.needed = Pattern.compile("(^|/)(benchmarks/target/classes$|postgresql-4"
                + (needed.isEmpty() ? "" : "|(" + needed + ")") + "[^/]*\\.jar$)");
        this.hidden = Pattern.compile(
                hidden.isEmpty() ? NONE : "/[^/]*(" + hidden + "|slf4j-nop)[^/]*(\\.jar|/target/classes)$");
    }

    /** Those that run in a JVM, and psql where there is one. */
    static List<Contender> withPsql() {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
        return Stream.concat(ALL.stream(), installed ? Stream.of(PSQL) : Stream.empty())
                .toList();
    }

    /** What does what its arguments say. */
    String program() {
        return program;
    }

    /** Whether its own program needs this entry of the class path. */
    boolean needs(String entry) {
        return needed.matcher(entry).find();
    }

    /** Whether an application that uses it has this entry of the class path. */
    boolean sees(String entry) {
        return !hidden.matcher(entry).find();
    }

    String label() {
        return label;
    }

    /** A folder or a database of its own. */
    String prefixed(String prefix) {
        return prefix + name().toLowerCase(Locale.ROOT);
    }
}
