/** Orders of a book shop: a small service whose tables, triggers and first rows are all made by migrations. */
@NullMarked
package io.migretti.sample;

import org.jspecify.annotations.NullMarked;
