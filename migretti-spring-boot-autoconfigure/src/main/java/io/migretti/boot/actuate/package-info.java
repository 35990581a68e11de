/**
 * What an application shows of its migrations: endpoint, health, metrics, info, observations, steps of the start. Each
 * needs its own library, which the rest of this module does not.
 */
@NullMarked
package io.migretti.boot.actuate;

import org.jspecify.annotations.NullMarked;
