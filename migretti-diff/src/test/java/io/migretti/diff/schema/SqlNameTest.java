package io.migretti.diff.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlNameTest {

    @Test
    void quotesWhatWouldBeReadAsSomethingElse() {
        assertThat(SqlName.quote("plain_1")).isEqualTo("plain_1");
        assertThat(SqlName.quote("Upper")).isEqualTo("\"Upper\"");
        assertThat(SqlName.quote("select")).isEqualTo("\"select\"");
        assertThat(SqlName.quote("between")).isEqualTo("\"between\"");
        assertThat(SqlName.quote("1st")).isEqualTo("\"1st\"");
        assertThat(SqlName.quote("über")).isEqualTo("\"über\"");
        assertThat(SqlName.quote("")).isEqualTo("\"\"");
        assertThat(SqlName.quote("x\"; drop table y; --")).isEqualTo("\"x\"\"; drop table y; --\"");
    }

    @Test
    void writesTextsThatReadTheSameUnderEverySetting() {
        assertThat(SqlName.literal("it's")).isEqualTo("'it''s'");
        assertThat(SqlName.literal("a\\'b")).isEqualTo("E'a\\\\''b'");
    }

    @Test
    void cutsTheOtherNameOfATypeAtWholeLetters() {
        assertThat(UserType.otherName("mood")).isEqualTo("mood__old");
        assertThat(UserType.otherName("ä".repeat(31))).isEqualTo("ä".repeat(29) + "__old");
    }
}
