/** What the database says was applied. */
@NullMarked
package io.migretti.history;

import org.jspecify.annotations.NullMarked;
