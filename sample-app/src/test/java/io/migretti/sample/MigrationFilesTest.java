package io.migretti.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.Migretti;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.report.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The files are good SQL by themselves: each up section runs, and each down section takes all of it back. */
@PostgresTest
class MigrationFilesTest {

    @Test
    void theEngineAppliesAndVerifiesThem(TestDatabase database) throws IOException {
        Migretti migretti =
                Migretti.on(database.dataSource()).from("classpath:migrations").build();

        assertThat(migretti.apply().done()).hasSameSizeAs(files());

        Verification verification = migretti.verify();
        assertThat(verification.isValid()).isTrue();
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.pending()).isEmpty();
    }

    @Test
    void upAndDownSectionsRun(TestDatabase database) throws IOException, SQLException {
        List<String> files = files();
        assertThat(files).hasSizeGreaterThanOrEqualTo(8);
        try (Connection connection = database.connect()) {
            String before = objects(connection);
            for (String file : files) {
                execute(connection, file, section(file, "up"));
            }
            assertThat(objects(connection)).contains("order_lines", "take_stock", "order_status", "orders_open_idx");

            Collections.reverse(files);
            for (String file : files) {
                execute(connection, file, section(file, "down"));
            }
            assertThat(objects(connection)).isEqualTo(before);
        }
    }

    private static List<String> files() throws IOException {
        Resource[] resources = new PathMatchingResourcePatternResolver().getResources("classpath:migrations/*.sql");
        Arrays.sort(resources, Comparator.comparing(r -> Objects.requireNonNull(r.getFilename())));
        List<String> files = new ArrayList<>();
        for (Resource resource : resources) {
            files.add(resource.getContentAsString(StandardCharsets.UTF_8));
        }
        return files;
    }

    /** The lines after {@code -- migrate: name}, up to the next section or directive. */
    private static String section(String file, String name) {
        StringBuilder section = new StringBuilder();
        boolean inside = false;
        for (String line : file.lines().toList()) {
            if (line.startsWith("-- migrate: ")) {
                inside = line.equals("-- migrate: " + name);
            } else if (inside) {
                section.append(line).append('\n');
            }
        }
        return section.toString().strip();
    }

    private static void execute(Connection connection, String file, String section) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!section.isEmpty()) {
                statement.execute(section);
            } else {
                assertThat(file).contains("\n-- migrate: irreversible\n");
            }
        }
    }

    /** Everything that a migration could have created, as one line. */
    private static String objects(Connection connection) throws SQLException {
        String sql = """
                SELECT string_agg(name, ' ' ORDER BY name) FROM (
                    SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    UNION ALL
                    SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                    UNION ALL
                    SELECT typname::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
                ) AS objects (name)
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
