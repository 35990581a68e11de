package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiInfo;
import io.migretti.boot.actuate.MigrettiReadings;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The info contributor {@code migretti}, only if {@code management.info.migretti.enabled} is true. */
@AutoConfiguration(after = MigrettiAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(Migretti.class)
@ConditionalOnEnabledInfoContributor(value = "migretti", fallback = InfoContributorFallback.DISABLE)
@Import(WatchRegistrar.class)
public final class MigrettiInfoAutoConfiguration {

    MigrettiInfoAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MigrettiInfo migrettiInfo(MigrettiReadings readings) {
        return new MigrettiInfo(readings);
    }
}
