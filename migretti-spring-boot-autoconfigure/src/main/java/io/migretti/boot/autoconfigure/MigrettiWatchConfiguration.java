package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiReadings;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What health, metrics and the rest have in common, and needs none of their libraries. Each of them imports it, so that an
 * application without any keeps no record; {@link EngineRegistrar} does for the steps of the start.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(Migretti.class)
final class MigrettiWatchConfiguration {

    MigrettiWatchConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MigrettiRuns migrettiRuns(ConfigurableApplicationContext context) {
        return new MigrettiRuns(context.getApplicationStartup());
    }

    @Bean
    static MigrettiWatch migrettiWatch(ObjectProvider<MigrettiRuns> runs) {
        return new MigrettiWatch(runs);
    }

    /** Each context has its own: it knows the engines of that context and of those above. */
    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    MigrettiReadings migrettiReadings(ConfigurableApplicationContext context, MigrettiRuns runs) {
        return new MigrettiReadings(context, runs);
    }
}
