package io.migretti.benchmarks;

import java.util.List;
import java.util.regex.Pattern;

/** Who is measured. Each sees the class path without the others. */
enum Contender {
    /** pgjdbc alone: each migration and its row in one multi-statement {@code execute}. The limit. */
    RAW("RawTool", "migretti-(core|spring-boot)|flyway|liquibase"),
    MIGRETTI("MigrettiTool", "flyway|liquibase"),
    FLYWAY("FlywayTool", "migretti-(core|spring-boot)|liquibase"),
    LIQUIBASE("LiquibaseTool", "migretti-(core|spring-boot)|flyway");

    /** The package of the programs. */
    static final String PROGRAMS = "io.migretti.benchmarks.tool.";

    static final List<Contender> ALL = List.of(values());

    private final String program;
    private final Pattern hidden;

    Contender(String program, String hidden) {
        this.program = program;
        this.hidden = Pattern.compile("/[^/]*(" + hidden + ")[^/]*(\\.jar|/target/classes)$");
    }

    /** What applies everything pending and ends. */
    String program() {
        return program;
    }

    boolean sees(String entry) {
        return !hidden.matcher(entry).find();
    }

    String label() {
        return switch (this) {
            case RAW -> "raw pgjdbc";
            case MIGRETTI -> "Migretti";
            case FLYWAY -> "Flyway";
            case LIQUIBASE -> "Liquibase";
        };
    }
}
