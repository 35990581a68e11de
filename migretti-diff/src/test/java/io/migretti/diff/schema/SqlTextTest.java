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
}
