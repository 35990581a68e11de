package io.migretti.tests.reactive;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** Stored by Spring Data R2DBC. */
@Table("books")
record StoredBook(@Id @Nullable Long id, String title, int stock) {}
