@NullMarked
package io.migretti.embedded;

import org.jspecify.annotations.NullMarked;
