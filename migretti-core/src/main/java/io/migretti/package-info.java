/**
 * SQL-first migrations for PostgreSQL. {@link io.migretti.Migretti} is the way in; everything that a caller may look at
 * lives in the sub-packages, everything that holds a connection is package-private here.
 */
@NullMarked
package io.migretti;

import org.jspecify.annotations.NullMarked;
