/** The programs that are measured, one process each. */
@NullMarked
package io.migretti.benchmarks.tool;

import org.jspecify.annotations.NullMarked;
