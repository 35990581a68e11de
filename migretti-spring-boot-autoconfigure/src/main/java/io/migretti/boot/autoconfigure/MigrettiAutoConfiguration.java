package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Applies pending migrations while the application starts, before anything that uses the schema. Its beans are defined
 * by {@link EngineRegistrar}, by means of these methods.
 */
@AutoConfiguration(
        after = DataSourceAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            // Gives the addresses of containers to the environment, at the last moment.
            "org.springframework.boot.testcontainers.properties.TestcontainersPropertySourceAutoConfiguration"
        })
@Conditional(OnMigrettiEnabled.class)
@Import(EngineRegistrar.class)
public final class MigrettiAutoConfiguration {

    MigrettiAutoConfiguration() {}

    static MigrettiProperties migrettiProperties() {
        return new MigrettiProperties();
    }

    static Engines migrettiEngines(ConfigurableApplicationContext context) {
        return new Engines(context, Instance.of(context.getEnvironment()));
    }

    static MigrettiEventDelivery migrettiEventDelivery(
            ConfigurableApplicationContext context, ObjectProvider<Migretti> migretti) {
        return new MigrettiEventDelivery(context, migretti);
    }

    static MigrettiInitializer migrettiInitializer(
            String engine,
            String instance,
            ObjectProvider<MigrettiProperties> properties,
            ConfigurableApplicationContext context) {
        EnvironmentChoice choice = EnvironmentChoice.of(new Instance(instance), context.getEnvironment());
        // Asked again here: with ahead-of-time processing the condition above was decided when the image was built.
        boolean enabled = !choice.isConfigured() || properties.getObject().isEnabled();
        return new MigrettiInitializer(Engines.bean(engine, instance, context), enabled, choice.settings(), context);
    }

    static MigrettiEarlyStart migrettiEarlyStart(String[] initializers) {
        return new MigrettiEarlyStart(initializers);
    }

    static SchemaManagementProvider migrettiSchemaManagementProvider(ObjectProvider<Engines> engines) {
        return new MigrettiSchemaManagementProvider(engines);
    }

    static ConfigurationPropertiesBindHandlerAdvisor migrettiBindFailures() {
        return new BindFailures.Advisor();
    }
}
