@NullMarked
package io.migretti.tests;

import org.jspecify.annotations.NullMarked;
