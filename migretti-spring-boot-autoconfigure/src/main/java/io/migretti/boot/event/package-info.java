/** What a Spring application is told about its migrations, as application events. */
@NullMarked
package io.migretti.boot.event;

import org.jspecify.annotations.NullMarked;
