@NullMarked
package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
