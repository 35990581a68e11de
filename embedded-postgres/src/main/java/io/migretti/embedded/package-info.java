/**
 * A real PostgreSQL server for tests and for the sample, started from binaries on the class path.
 *
 * <p>Not published: nothing here is API of Migretti.
 */
@NullMarked
package io.migretti.embedded;

import org.jspecify.annotations.NullMarked;
