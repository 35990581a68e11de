/** Measures how fast the engine is beside others: a harness, its scenarios, and its report. */
@NullMarked
package io.migretti.benchmarks;

import org.jspecify.annotations.NullMarked;
