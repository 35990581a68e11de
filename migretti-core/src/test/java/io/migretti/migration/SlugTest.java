package io.migretti.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlugTest {

    @Test
    void isWhatAPersonCallsTheChangeInLowerCaseWithUnderscores() {
        assertThat(Slug.of("Add users & groups!")).hasToString("Optional[add_users_groups]");
        assertThat(Slug.of("  Größe_ändern ")).contains(new Slug("grosse_andern"));
        assertThat(Slug.of("日本")).isEmpty();
        assertThat(Slug.of("__")).isEmpty();
    }
}
