@NullMarked
package io.migretti.cli;

import org.jspecify.annotations.NullMarked;
