package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a text may hold, it is read as the server has written it. */
@PostgresTest
class CompositeTextTest {

    private static List<List<String>> read(String text, int fields) {
        CompositeText rows = new CompositeText(text);
        List<List<String>> read = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i < fields; i++) {
                row.add(String.valueOf(rows.field()));
            }
            row.add(String.valueOf(rows.lastField()));
            read.add(row);
        }
        return read;
    }

    @Test
    void anythingThatATextMayHold(TestDatabase database) {
        Sql.execute(database.dataSource(), "CREATE TABLE texts (n int, a text, b text)");
        List<String> texts = List.of(
                "plain",
                "",
                "a b",
                "a,b",
                "(a)",
                ")",
                "a)\n(b,c",
                "\"",
                "\"\"",
                "a\"",
                "\\",
                "\\\\",
                "\\\"",
                "\n",
                "\t",
                "ä€𐀀",
                "null",
                "NULL",
                "'",
                "\u001f\u001e",
                " ");
        for (int i = 0; i < texts.size(); i++) {
            String text = HistoryTable.literal(texts.get(i));
            Sql.execute(database.dataSource(), "INSERT INTO texts VALUES (" + i + ", " + text + ", " + text + ")");
        }
        List<List<String>> expected = new ArrayList<>();
        for (String text : texts) {
            expected.add(List.of(text, "null", text));
        }
        String written = Sql.value(
                database.dataSource(), "SELECT string_agg(ROW (a, NULL::int, b)::text, chr(10) ORDER BY n) FROM texts");
        assertThat(read(written, 3)).isEqualTo(expected);
        assertThat(read("", 3)).isEmpty();
    }

    @Test
    void rowsOfOneField() {
        assertThat(read("(a)\n()\n(\"b c\")", 1)).containsExactly(List.of("a"), List.of("null"), List.of("b c"));
    }
}
