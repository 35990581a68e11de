/** Compares two schemas, finds what must step aside, and puts the steps into an order that runs. Pure. */
@NullMarked
package io.migretti.diff.plan;

import org.jspecify.annotations.NullMarked;
