package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiReadings;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** What health, metrics and the rest have in common. Needs none of their libraries. */
@AutoConfiguration(
        after = MigrettiAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(Migretti.class)
@ConditionalOnBean(Migretti.class)
@Conditional(OnWatched.class)
public final class MigrettiWatchAutoConfiguration {

    MigrettiWatchAutoConfiguration() {}

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
