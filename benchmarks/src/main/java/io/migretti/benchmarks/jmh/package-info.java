/** What is measured within a JVM that has compiled everything. */
@NullMarked
package io.migretti.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
