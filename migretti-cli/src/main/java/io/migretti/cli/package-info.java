/** The command line {@code mg}. */
@NullMarked
package io.migretti.cli;

import org.jspecify.annotations.NullMarked;
