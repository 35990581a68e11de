@NullMarked
package io.migretti.tests.shop;

import org.jspecify.annotations.NullMarked;
