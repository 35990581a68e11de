/** Migrates the database while a Spring Boot application starts. */
@NullMarked
package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
