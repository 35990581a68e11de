/** What {@code mg} is told: {@code mg.yaml}, {@code .env} and the environment's variables, and which of them wins. */
@NullMarked
package io.migretti.cli.config;

import org.jspecify.annotations.NullMarked;
