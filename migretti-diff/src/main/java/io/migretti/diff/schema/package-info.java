/**
 * What a schema consists of: one record for every kind of object, which knows how it is created, dropped and turned
 * into another version of itself. Pure: no connection, no clock, no log.
 */
@NullMarked
package io.migretti.diff.schema;

import org.jspecify.annotations.NullMarked;
