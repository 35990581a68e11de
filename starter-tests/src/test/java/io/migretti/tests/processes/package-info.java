@NullMarked
package io.migretti.tests.processes;

import org.jspecify.annotations.NullMarked;
