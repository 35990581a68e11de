package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SectionCopyTest {

    private static String copy(String up) throws IOException {
        Text file = Text.of("-- migrate: up\n" + up);
        return copy(file, SqlScript.parse(file).section(Directive.Name.UP).orElseThrow());
    }

    private static String copy(SqlResource file, SqlScript.Section section) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        section.copyTo(out, file);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsCompleteStaysAsItIs() throws IOException {
        String text = """
                \\restrict abc
                -- a comment
                  SELECT 1; -- behind
                /* another */ SELECT ';' /* ; */;
                COPY a FROM STDIN;
                -- migrate: down is data? no: data
                \\.

                """;
        assertThat(copy(text.replace("-- migrate: down is data? no: data", "1")))
                .isEqualTo(text.replace("-- migrate: down is data? no: data", "1"));
        assertThat(copy(text)).isEqualTo(text);
        assertThat(copy("")).isEmpty();
    }

    @Test
    void whatIsOpenAtTheEndIsClosed() throws IOException {
        assertThat(copy("SELECT 1")).isEqualTo("SELECT 1;\n");
        assertThat(copy("SELECT 1 -- no semicolon\n-- nor here\n"))
                .isEqualTo("SELECT 1; -- no semicolon\n-- nor here\n");
        assertThat(copy("COPY a FROM STDIN;")).isEqualTo("COPY a FROM STDIN;\n\\.\n");
        assertThat(copy("COPY a FROM STDIN")).isEqualTo("COPY a FROM STDIN;\n\\.\n");
        assertThat(copy("COPY a FROM STDIN;\n1")).isEqualTo("COPY a FROM STDIN;\n1\n\\.\n");
        assertThat(copy("COPY a FROM STDIN;\n1\n\\.")).isEqualTo("COPY a FROM STDIN;\n1\n\\.\n");
    }

    @Test
    void directivesAreTheFilesAndStayOut() throws IOException {
        assertThat(copy("SELECT 1;\n  -- migrate: irreversible\n-- migrate: allow x because y\nSELECT 2;"))
                .isEqualTo("SELECT 1;\n  SELECT 2;\n");
        assertThat(copy("SELECT 1\n-- migrate: down\nSELECT 2;")).isEqualTo("SELECT 1;\n");
        assertThat(copy("SELECT '\n-- migrate: irreversible\n';"))
                .isEqualTo("SELECT '\n-- migrate: irreversible\n';\n");
    }

    @Test
    void headersAndTheByteOrderMarkStayOutOfWhatStandsBeforeTheFirstSection() throws IOException {
        Text file = Text.of(
                "\uFEFF-- migration: a\n-- id: 1\n-- about\n-- migrate: no-transaction\n\n-- migrate: up\n-- id: x\nSELECT 1;");
        SqlScript script = SqlScript.parse(file);
        assertThat(copy(file, script.sections().get(0))).isEqualTo("-- about\n\n");
        assertThat(copy(file, script.sections().get(1))).isEqualTo("-- id: x\nSELECT 1;\n");
    }

    @Test
    void aFileThatWasChangedIsNoticedWhereItCannotBeRead() throws IOException {
        SqlScript.Section section = SqlScript.parse(Text.of("-- migrate: up\nSELECT 1;"))
                .section(Directive.Name.UP)
                .orElseThrow();
        assertThatThrownBy(() -> copy(Text.of("-- migrate: up\nSELECT '"), section))
                .isInstanceOf(StatementReader.ChangedFileException.class);
    }
}
