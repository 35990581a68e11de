package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The Actuator endpoint {@code migretti}, if Actuator is there and the endpoint is exposed. */
@AutoConfiguration(after = MigrettiAutoConfiguration.class)
@ConditionalOnClass({Migretti.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(MigrettiEndpoint.class)
public final class MigrettiEndpointAutoConfiguration {

    MigrettiEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(Migretti.class)
    @ConditionalOnMissingBean
    MigrettiEndpoint migrettiEndpoint(ApplicationContext context) {
        return new MigrettiEndpoint(context);
    }
}
