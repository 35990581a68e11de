package io.migretti.diff.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {

    private static final String TYPED =
            "((a)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying])::text[]))";
    private static final String READ_BACK =
            "((a)::text = ANY (ARRAY[('x'::character varying)::text, ('it''s'::character varying)::text]))";

    @Test
    void takesBothWritingsOfAListForTheSame() {
        assertThat(SqlText.same(TYPED, READ_BACK)).isTrue();
        assertThat(SqlText.same(TYPED, READ_BACK.replace("'x'", "'y'"))).isFalse();
        assertThat(SqlText.same("(a)::text", "a")).isFalse();
    }

    @Test
    void writesAListSoThatItIsReadAsItWasTyped() {
        assertThat(SqlText.fixpoint(TYPED))
                .isEqualTo("((a)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying]"
                        + "::character varying[])::text[]))");
        assertThat(SqlText.fixpoint(READ_BACK)).isEqualTo(READ_BACK);
    }

    @Test
    void keepsWholeWhatBeginsAConditionOfTheSameKind() {
        String typed = "((((b >= 0) AND (b <= 10)) AND (a > 0)) OR ((x) OR (y)))";
        assertThat(SqlText.fixpoint(typed))
                .isEqualTo("((((b >= 0) AND (b <= 10))::boolean AND (a > 0)) OR ((x) OR (y)))");
        assertThat(SqlText.same(typed, "(((b >= 0) AND (b <= 10) AND (a > 0)) OR ((x) OR (y)))"))
                .isTrue();
        assertThat(SqlText.same("((x) AND ((y) AND (z)))", "((x) AND (y) AND (z))"))
                .isFalse();
    }

    @Test
    void leavesAloneWhatIsQuoted() {
        String text =
                "'((a AND b) AND c)' \"((a AND b) AND c)\" $f$((a AND b) AND c)$f$ $$((a OR b) OR c)$$ ($1 OR $2)";
        assertThat(SqlText.fixpoint(text)).isEqualTo(text);
    }
}
