package io.migretti.boot.autoconfigure;

import io.migretti.JavaMigration;
import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.MigrettiHook;
import io.migretti.migration.MigrationSource;
import io.migretti.report.MigrettiListener;
import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
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
import org.springframework.core.io.support.ResourcePatternResolver;

/** Applies pending migrations while the application starts, before anything that uses the schema. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass(Migretti.class)
@Conditional(OnMigrettiEnabled.class)
@EnableConfigurationProperties(MigrettiProperties.class)
@Import({DatabaseInitializationDependencyConfigurer.class, StartupConfiguration.class})
public final class MigrettiAutoConfiguration {

    MigrettiAutoConfiguration() {}

    /** The engine; an application that defines its own has it applied all the same. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(DataSource.class)
    @ConditionalOnMissingBean(Migretti.class)
    static class EngineConfiguration {

        @Bean
        Migretti migretti(
                MigrettiProperties properties,
                ConfigurableApplicationContext context,
                ObjectProvider<DataSource> dataSources,
                ObjectProvider<MigrettiHook> hooks,
                ObjectProvider<MigrettiListener> listeners,
                ObjectProvider<JavaMigration> javaMigrations) {
            EnvironmentChoice choice = EnvironmentChoice.of(properties, context.getEnvironment());
            MigrettiSettings settings = choice.settings();
            DataSource dataSource = theOnly(dataSources, context);
            try {
                MigrettiBuilder builder = Migretti.on(dataSource)
                        .from(sources(settings, context))
                        .table(settings.getTable())
                        .lockId(settings.getLockId())
                        .lockTimeout(settings.getLock().getTimeout())
                        .statementLockTimeout(settings.getLockTimeout())
                        .allowOutOfOrder(settings.isAllowOutOfOrder())
                        .profiles(context.getEnvironment().getActiveProfiles())
                        .confirmProduction(settings.isConfirmProduction())
                        .environment(choice.name());
                String schema = settings.getSchema();
                if (schema != null) {
                    builder.schema(schema);
                }
                StartupRun.prepare(builder, settings, choice.name(), context);
                Duration statementTimeout = settings.getStatementTimeout();
                if (statementTimeout != null) {
                    builder.statementTimeout(statementTimeout);
                }
                EarlyBeans.create(() -> hooks.orderedStream().toList()).forEach(builder::hook);
                EarlyBeans.create(() -> listeners.orderedStream().toList()).forEach(builder::listener);
                EarlyBeans.create(() -> javaMigrations.orderedStream().toList()).forEach(builder::javaMigrations);
                return builder.build();
            } catch (IllegalArgumentException e) {
                throw new MigrettiConfigurationException(
                        "A setting under `migretti` cannot be used: " + e.getMessage(), "correct it", e);
            }
        }

        private static MigrationSource[] sources(MigrettiSettings settings, ResourcePatternResolver resources) {
            if (settings.getLocations().isEmpty()) {
                throw new MigrettiConfigurationException(
                        "`migretti.locations` is empty",
                        "set it to the places of the migrations, or leave it out for classpath:migrations");
            }
            return settings.getLocations().stream()
                    .map(location -> Locations.source(location, resources))
                    .toArray(MigrationSource[]::new);
        }

        private static DataSource theOnly(ObjectProvider<DataSource> dataSources, ListableBeanFactory beans) {
            DataSource dataSource = dataSources.getIfUnique();
            if (dataSource == null) {
                String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class);
                throw new MigrettiConfigurationException(
                        "There are several DataSource beans, and none of them is primary: "
                                + String.join(
                                        ", ", Arrays.stream(names).sorted().toList()),
                        "mark the one to migrate with @Primary, mark the others with @Bean(defaultCandidate = false),"
                                + " or define a bean of type Migretti");
            }
            return dataSource;
        }
    }

    @Bean
    @ConditionalOnBean(Migretti.class)
    MigrettiEventDelivery migrettiEventDelivery(
            ConfigurableApplicationContext context, ObjectProvider<Migretti> migretti) {
        return new MigrettiEventDelivery(context, migretti);
    }

    @Bean
    @ConditionalOnBean(Migretti.class)
    MigrettiInitializer migrettiInitializer(
            Migretti migretti, MigrettiProperties properties, ConfigurableApplicationContext context) {
        // Asked again here: with ahead-of-time processing the condition above was decided when the image was built.
        StartupSettings settings =
                EnvironmentChoice.of(properties, context.getEnvironment()).settings();
        return new MigrettiInitializer(migretti, properties.isEnabled(), settings, context);
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
