/**
 * Two PostgreSQL schemas in, the ordered statements between them out. {@link io.migretti.diff.Schemas} reads,
 * {@link io.migretti.diff.SchemaDiff} compares; only what reads holds a connection.
 */
@NullMarked
package io.migretti.diff;

import org.jspecify.annotations.NullMarked;
