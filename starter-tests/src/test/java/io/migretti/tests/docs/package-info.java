@NullMarked
package io.migretti.tests.docs;

import org.jspecify.annotations.NullMarked;
