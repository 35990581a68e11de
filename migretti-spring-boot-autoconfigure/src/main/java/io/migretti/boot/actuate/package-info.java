/** The Actuator endpoint; needs Spring Boot Actuator, which the rest of this module does not. */
@NullMarked
package io.migretti.boot.actuate;

import org.jspecify.annotations.NullMarked;
