/** The decision what one run does or why it may not: pure, complete before the first statement runs, printable. */
@NullMarked
package io.migretti.plan;

import org.jspecify.annotations.NullMarked;
