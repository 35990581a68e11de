package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiHealth;
import io.migretti.boot.actuate.MigrettiReadings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The health contributor {@code migretti}, unless {@code management.health.migretti.enabled} is false. */
@AutoConfiguration(after = MigrettiAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Migretti.class)
@ConditionalOnEnabledHealthIndicator("migretti")
@Import(WatchRegistrar.class)
public final class MigrettiHealthAutoConfiguration {

    MigrettiHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"migrettiHealthIndicator", "migrettiHealthContributor"})
    HealthContributor migrettiHealthContributor(MigrettiReadings readings) {
        return MigrettiHealth.of(readings);
    }
}
