@NullMarked
package io.migretti.tests.reactive;

import org.jspecify.annotations.NullMarked;
