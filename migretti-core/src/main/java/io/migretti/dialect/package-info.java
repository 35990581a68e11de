/** The few answers in which databases differ. */
@NullMarked
package io.migretti.dialect;

import org.jspecify.annotations.NullMarked;
