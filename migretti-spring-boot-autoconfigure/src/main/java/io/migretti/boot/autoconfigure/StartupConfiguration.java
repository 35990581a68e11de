package io.migretti.boot.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/** What every start needs, whichever engine it uses. */
@Configuration(proxyBeanMethods = false)
@ImportRuntimeHints(MigrettiRuntimeHints.class)
class StartupConfiguration {

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor migrettiBindFailures() {
        return BindFailures::new;
    }
}
