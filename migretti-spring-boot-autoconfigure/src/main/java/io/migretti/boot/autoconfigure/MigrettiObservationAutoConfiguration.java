package io.migretti.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiObservations;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** Observations of runs after the start, if there is an observation registry. */
@AutoConfiguration(
        after = MigrettiAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@Conditional(OnObservationRegistry.class)
@ConditionalOnBean({Migretti.class, ObservationRegistry.class})
@Import(WatchRegistrar.class)
public final class MigrettiObservationAutoConfiguration {

    MigrettiObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MigrettiObservations migrettiObservations(MigrettiRuns runs, ObservationRegistry registry) {
        return new MigrettiObservations(runs, registry);
    }
}
