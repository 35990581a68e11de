@NullMarked
package io.migretti.tests.wrong;

import org.jspecify.annotations.NullMarked;
