@NullMarked
package io.migretti.tests.slices;

import org.jspecify.annotations.NullMarked;
