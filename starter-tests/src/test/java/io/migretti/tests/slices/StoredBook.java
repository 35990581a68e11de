package io.migretti.tests.slices;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** Stored by Spring Data JDBC. */
@Table("books")
record StoredBook(@Id @Nullable Long id, String title, int stock) {}
