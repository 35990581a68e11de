package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiEndpoint;
import io.migretti.boot.actuate.MigrettiEndpointWebExtension;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The Actuator endpoint {@code migretti}, if Actuator is there and the endpoint is exposed. */
@AutoConfiguration(after = MigrettiAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(MigrettiEndpoint.class)
@ConditionalOnBean(Migretti.class)
@EnableConfigurationProperties(MigrettiProperties.class)
public final class MigrettiEndpointAutoConfiguration {

    MigrettiEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MigrettiEndpoint migrettiEndpoint(ApplicationContext context, MigrettiProperties properties) {
        return new MigrettiEndpoint(
                context, showSql(properties), properties.getEndpoint().isSmartDryRun());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(MigrettiEndpoint.class)
    MigrettiEndpointWebExtension migrettiEndpointWebExtension(
            MigrettiEndpoint endpoint, MigrettiProperties properties) {
        return new MigrettiEndpointWebExtension(
                endpoint, showSql(properties), properties.getEndpoint().getRoles());
    }

    private static Show showSql(MigrettiProperties properties) {
        return switch (properties.getEndpoint().getShowSql()) {
            case NEVER -> Show.NEVER;
            case WHEN_AUTHORIZED -> Show.WHEN_AUTHORIZED;
            case ALWAYS -> Show.ALWAYS;
        };
    }
}
