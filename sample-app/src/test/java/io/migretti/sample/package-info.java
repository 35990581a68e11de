@NullMarked
package io.migretti.sample;

import org.jspecify.annotations.NullMarked;
