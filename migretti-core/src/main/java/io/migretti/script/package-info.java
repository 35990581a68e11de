/**
 * SQL text: splitting it into statements as PostgreSQL itself would, the directives in its comments, and what is wrong
 * with it. Pure: nothing here connects, logs or reads a clock.
 */
@NullMarked
package io.migretti.script;

import org.jspecify.annotations.NullMarked;
