package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Applies pending migrations while the application starts, before anything that uses the schema. */
@AutoConfiguration(
        after = DataSourceAutoConfiguration.class,
        afterName = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration")
@ConditionalOnClass(Migretti.class)
@Conditional(OnMigrettiEnabled.class)
@EnableConfigurationProperties(MigrettiProperties.class)
@Import({InitializerRegistrar.class, DatabaseInitializationDependencyConfigurer.class, StartupConfiguration.class})
public final class MigrettiAutoConfiguration {

    MigrettiAutoConfiguration() {}

    /** The engines; an application that defines its own has it applied all the same. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnDatabase.class)
    @ConditionalOnMissingBean(Migretti.class)
    @Import(EngineRegistrar.class)
    static class EngineConfiguration {

        @Bean(EngineRegistrar.ENGINES)
        Engines migrettiEngines(ConfigurableApplicationContext context) {
            return new Engines(context);
        }
    }

    @Bean
    @ConditionalOnBean(Migretti.class)
    MigrettiEventDelivery migrettiEventDelivery(
            ConfigurableApplicationContext context, ObjectProvider<Migretti> migretti) {
        return new MigrettiEventDelivery(context, migretti);
    }

    /** Called for each engine by the definitions that {@link InitializerRegistrar} makes. */
    static MigrettiInitializer migrettiInitializer(
            Migretti migretti, String instance, MigrettiProperties properties, ConfigurableApplicationContext context) {
        // Asked again here: with ahead-of-time processing the condition above was decided when the image was built.
        StartupSettings settings = EnvironmentChoice.of(new Instance(instance), context.getEnvironment())
                .settings();
        return new MigrettiInitializer(migretti, properties.isEnabled(), settings, context);
    }

    @Bean
    MigrettiSchemaManagementProvider migrettiSchemaManagementProvider(ObjectProvider<Engines> engines) {
        return new MigrettiSchemaManagementProvider(engines);
    }

    @Bean
    static LazyInitializationExcludeFilter migrettiLazyInitializationExcludeFilter() {
        return LazyInitializationExcludeFilter.forBeanTypes(MigrettiInitializer.class);
    }

    @Bean
    @ConditionalOnBean(Migretti.class)
    static MigrettiEarlyStart migrettiEarlyStart() {
        return new MigrettiEarlyStart();
    }
}
