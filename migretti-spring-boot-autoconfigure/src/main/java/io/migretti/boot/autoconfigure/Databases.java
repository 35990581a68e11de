package io.migretti.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * Which database an instance migrates. The first of these that is there: a {@link MigrettiDataSource} bean, a
 * {@link MigrettiConnectionDetails} bean, the instance's own url or user, the application's {@code DataSource}, what
 * JDBC or R2DBC is told about a service.
 */
final class Databases {

    private static final String R2DBC = "org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails";

    private final ConfigurableApplicationContext context;
    private final List<Instance> instances;

    Databases(ConfigurableApplicationContext context, List<Instance> instances) {
        this.context = context;
        this.instances = instances;
    }

    /**
     * @param dataSource to migrate with; opens a connection when it is asked for one, and keeps none of its own
     * @param address what tells it from others: a URL, or the DataSource
     * @param application the DataSource of the application with the same database
     */
    record Database(DataSource dataSource, Object address, Optional<DataSource> application) {

        static Database of(DataSource bean) {
            return new Database(bean, bean, Optional.of(bean));
        }

        @Override
        public String toString() {
            return "Database"; // an address may hold a password
        }
    }

    /** @throws MigrettiConfigurationException if it is not clear */
    Database of(EnvironmentChoice choice) {
        return marked(choice.instance())
                .or(() -> service(choice.instance()))
                .or(() -> own(choice))
                .or(() -> application(choice.instance()))
                .or(this::jdbcService)
                .or(this::r2dbcService)
                .orElseThrow(() -> missing(choice.instance()));
    }

    private Optional<Database> marked(Instance instance) {
        List<Named<DataSource>> marked = new ArrayList<>();
        for (BeanFactory beans = context; beans instanceof ListableBeanFactory listable; beans = parent(listable)) {
            for (String name : listable.getBeanNamesForType(DataSource.class)) {
                MigrettiDataSource mark = listable.findAnnotationOnBean(name, MigrettiDataSource.class, false);
                if (mark != null && mark.value().equals(instance.name())) {
                    marked.add(new Named<>(name, listable.getBean(name, DataSource.class)));
                }
            }
        }
        if (marked.size() > 1) {
            throw new MigrettiConfigurationException(
                    "There are several DataSource beans marked with @MigrettiDataSource" + of(instance) + ": "
                            + names(marked),
                    "leave the mark on the one to migrate");
        }
        return marked.stream().findFirst().map(bean -> Database.of(bean.bean));
    }

    private static @Nullable BeanFactory parent(ListableBeanFactory beans) {
        return beans instanceof HierarchicalBeanFactory child ? child.getParentBeanFactory() : null;
    }

    private record Named<T>(String name, T bean) {}

    private static String names(List<? extends Named<?>> beans) {
        return String.join(", ", beans.stream().map(Named::name).sorted().toList());
    }

    private Optional<Database> service(Instance instance) {
        String[] all = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(context, MigrettiConnectionDetails.class);
        List<String> mine =
                Arrays.stream(all).filter(name -> isFor(instance, name)).toList();
        List<String> anyones = Arrays.stream(all)
                .filter(name -> instances.stream().noneMatch(each -> isFor(each, name)))
                .toList();
        List<String> candidates = mine.isEmpty() ? anyones : mine;
        if (candidates.size() > 1) {
            try {
                // One of them may be primary.
                return context.getBeanProvider(MigrettiConnectionDetails.class).stream()
                                .findFirst()
                                .isEmpty()
                        ? Optional.empty()
                        : Optional.of(connect(context.getBean(MigrettiConnectionDetails.class)));
            } catch (NoUniqueBeanDefinitionException e) {
                throw new MigrettiConfigurationException(
                        "There are several MigrettiConnectionDetails beans for " + theMigrationsOf(instance) + ": "
                                + String.join(", ", candidates.stream().sorted().toList()),
                        "mark one of them with @Primary, or each with @Qualifier and the name of its instance",
                        e);
            }
        }
        return candidates.stream()
                .findFirst()
                .map(name -> connect(context.getBean(name, MigrettiConnectionDetails.class)));
    }

    /** Whether the bean is qualified with the instance's name. */
    private boolean isFor(Instance instance, String bean) {
        Predicate<String> qualifier = instance.name()::equals;
        return BeanFactoryAnnotationUtils.isQualifierMatch(qualifier, bean, context);
    }

    private Database connect(MigrettiConnectionDetails details) {
        return connect(
                details.getJdbcUrl(), details.getUsername(), details.getPassword(), details.getDriverClassName());
    }

    private Database connect(
            String url, @Nullable String username, @Nullable String password, @Nullable String driver) {
        DataSourceBuilder<SimpleDriverDataSource> builder = DataSourceBuilder.create(context.getClassLoader())
                .type(SimpleDriverDataSource.class)
                .url(url);
        if (driver != null) {
            builder.driverClassName(driver);
        }
        return new Database(with(username, password, builder), url, Optional.empty());
    }

    private static DataSource with(
            @Nullable String username, @Nullable String password, DataSourceBuilder<? extends DataSource> builder) {
        if (username != null) {
            builder.username(username);
        }
        if (password != null) {
            builder.password(password);
        }
        return builder.build();
    }

    private Optional<Database> own(EnvironmentChoice choice) {
        MigrettiSettings settings = choice.settings();
        String url = settings.getUrl();
        String username = settings.getUsername();
        String password = settings.getPassword();
        if (url != null) {
            return Optional.of(connect(url, username, password, null));
        }
        if (username == null && password == null) {
            return Optional.empty();
        }
        Optional<DataSource> application = application(choice.instance()).flatMap(Database::application);
        JdbcConnectionDetails details =
                context.getBeanProvider(JdbcConnectionDetails.class).getIfUnique();
        if (details != null) {
            Database own = connect(
                    details.getJdbcUrl(),
                    username == null ? details.getUsername() : username,
                    password,
                    details.getDriverClassName());
            return Optional.of(new Database(own.dataSource, own.address, application));
        }
        DataSource derivedFrom = application.orElseThrow(() -> missing(choice.instance()));
        return Optional.of(new Database(
                with(
                        username,
                        password,
                        DataSourceBuilder.derivedFrom(derivedFrom).type(SimpleDriverDataSource.class)),
                derivedFrom,
                application));
    }

    private Optional<Database> application(Instance instance) {
        DataSource only = context.getBeanProvider(DataSource.class).getIfUnique();
        if (only != null) {
            return Optional.of(Database.of(only));
        }
        String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(context, DataSource.class);
        if (names.length == 0) {
            return Optional.empty();
        }
        String mark = instance.isSingle() ? "@MigrettiDataSource" : "@MigrettiDataSource(\"" + instance.name() + "\")";
        throw new MigrettiConfigurationException(
                "There are several DataSource beans, and none of them is primary: "
                        + String.join(", ", Arrays.stream(names).sorted().toList()),
                "mark the one to migrate with " + mark + ", or with @Primary, or the others with"
                        + " @Bean(defaultCandidate = false); or set `" + instance.prefix()
                        + ".url`, or define a bean of type Migretti");
    }

    private Optional<Database> jdbcService() {
        return Optional.ofNullable(
                        context.getBeanProvider(JdbcConnectionDetails.class).getIfUnique())
                .map(details -> connect(
                        details.getJdbcUrl(),
                        details.getUsername(),
                        details.getPassword(),
                        details.getDriverClassName()));
    }

    private Optional<Database> r2dbcService() {
        return ClassUtils.isPresent(R2DBC, context.getClassLoader())
                ? R2dbcService.of(context).map(found -> connect(found.url(), found.username(), found.password(), null))
                : Optional.empty();
    }

    private static String of(Instance instance) {
        return instance.isSingle() ? "" : "(\"" + instance.name() + "\")";
    }

    private static String theMigrationsOf(Instance instance) {
        return instance.isSingle() ? "the migrations" : "the migrations of `" + instance.name() + "`";
    }

    private static MigrettiConfigurationException missing(Instance instance) {
        return new MigrettiConfigurationException(
                "There is no DataSource for " + theMigrationsOf(instance),
                "set `spring.datasource.url`, or `" + instance.prefix() + ".url` for a connection of their own, or"
                        + " define a DataSource bean; or switch migrations off with `migretti.enabled=false`");
    }
}
