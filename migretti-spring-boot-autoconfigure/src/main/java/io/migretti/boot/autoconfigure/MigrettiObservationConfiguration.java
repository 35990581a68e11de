package io.migretti.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiObservations;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Observations of runs after the start, if there is an observation registry. Not an auto-configuration, since the type of a
 * registry is on every application's class path: {@link EngineRegistrar} defines it if a bean may be one.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({Migretti.class, ObservationRegistry.class})
@Import(MigrettiWatchConfiguration.class)
final class MigrettiObservationConfiguration {

    MigrettiObservationConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MigrettiObservations migrettiObservations(MigrettiRuns runs, ObservationRegistry registry) {
        return new MigrettiObservations(runs, registry);
    }
}
