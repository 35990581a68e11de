package io.migretti.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiMetrics;
import io.migretti.boot.actuate.MigrettiReadings;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Metrics of migrations, if there is a meter registry to bind them to. */
@AutoConfiguration(
        after = MigrettiAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean({Migretti.class, MeterRegistry.class})
@Import(WatchRegistrar.class)
public final class MigrettiMetricsAutoConfiguration {

    MigrettiMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MigrettiMetrics migrettiMetrics(MigrettiRuns runs, MigrettiReadings readings) {
        return new MigrettiMetrics(runs, readings);
    }
}
