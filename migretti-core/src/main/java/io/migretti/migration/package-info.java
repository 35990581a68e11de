/** The migrations that are known: files, their ids, checksums and sections. Pure apart from reading files. */
@NullMarked
package io.migretti.migration;

import org.jspecify.annotations.NullMarked;
