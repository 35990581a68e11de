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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Each up section runs, and each down section takes all of it back. */
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
    void rollingBackEverythingLeavesOnlyTheHistory(TestDatabase database) throws IOException, SQLException {
        Migretti migretti = Migretti.on(database.dataSource())
                .from("classpath:migrations")
                .allowMissingDown(true)
                .build();
        int count = files().size();
        assertThat(count).isGreaterThanOrEqualTo(8);
        migretti.apply();
        try (Connection connection = database.connect()) {
            assertThat(objects(connection)).contains("order_lines", "take_stock", "order_status", "orders_open_idx");
            assertThat(migretti.rollback(count).done()).hasSize(count);
            assertThat(objects(connection)).isEmpty();
        }
        assertThat(migretti.apply().done()).hasSize(count);
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

    /** Everything that a migration could have created, as one line; the history is not of their making. */
    private static String objects(Connection connection) throws SQLException {
        String sql = """
                SELECT string_agg(name, ' ' ORDER BY name) FROM (
                    SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    UNION ALL
                    SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                    UNION ALL
                    SELECT typname::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
                ) AS objects (name)
                 WHERE name NOT LIKE '%\\_migrations%'
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Objects.requireNonNullElse(row.getString(1), "");
        }
    }
}
