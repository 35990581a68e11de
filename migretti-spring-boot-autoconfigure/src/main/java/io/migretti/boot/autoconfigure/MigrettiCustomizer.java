package io.migretti.boot.autoconfigure;

import io.migretti.MigrettiBuilder;

/**
 * Changes how an engine is built, after all properties. Beans of this type are called in their order, for each instance;
 * not for an engine that the application defines itself.
 */
@FunctionalInterface
public interface MigrettiCustomizer {

    /**
     * Called once for each instance; what it throws stops the start.
     *
     * @param instance its name under {@code migretti.instances}; {@code migretti} is the one without
     */
    void customize(String instance, MigrettiBuilder builder);
}
