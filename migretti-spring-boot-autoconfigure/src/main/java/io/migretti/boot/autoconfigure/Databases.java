package io.migretti.boot.autoconfigure;

import io.migretti.dialect.PostgresUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.util.ClassUtils;

/**
 * Which database an instance migrates. The first of these that is there: a {@link MigrettiDataSource} bean, a
 * {@link MigrettiConnectionDetails} bean, the instance's own url or user, the application's {@code DataSource}, what
 * JDBC or R2DBC is told about a service.
 */
final class Databases {

    static final String R2DBC = "org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails";

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
        Database database = find(choice);
        requireNotEmbedded(database.dataSource);
        return database;
    }

    private Database find(EnvironmentChoice choice) {
        Optional<Database> found = marked(choice.instance());
        if (found.isEmpty()) {
            found = service(choice.instance());
        }
        if (found.isEmpty()) {
            found = own(choice);
        }
        if (found.isEmpty()) {
            found = application(choice.instance());
        }
        if (found.isEmpty()) {
            found = jdbcService(Optional.empty());
        }
        if (found.isEmpty()) {
            found = r2dbcService(Optional.empty());
        }
        if (found.isEmpty()) {
            throw missing(choice.instance());
        }
        return found.get();
    }

    /** None of those is PostgreSQL, and the engine's answer would not tell where it comes from. */
    private static void requireNotEmbedded(DataSource dataSource) {
        if (dataSource.getClass().getName().startsWith("com.zaxxer.hikari.")) {
            return; // a pool is none, and most applications are not to load what unwraps the others
        }
        if (DataSourceUnwrapper.unwrap(dataSource, EmbeddedDatabase.class) != null) {
            throw new MigrettiConfigurationException(
                    "The DataSource is an embedded database in memory, and only PostgreSQL can be migrated: there is no"
                            + " `spring.datasource.url`, or a test slice, such as @JdbcTest or @DataJpaTest, has put it in"
                            + " the place of the application's own",
                    "give the test a PostgreSQL container with @ServiceConnection, keep the application's DataSource"
                            + " with @AutoConfigureTestDatabase(replace = Replace.NONE), or switch migrations off with"
                            + " `migretti.enabled=false`");
        }
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
        return marked.isEmpty() ? Optional.empty() : Optional.of(Database.of(marked.get(0).bean));
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
        if (all.length == 0) {
            return Optional.empty();
        }
        List<String> mine =
                Arrays.stream(all).filter(name -> isFor(instance, name)).toList();
        List<String> anyones = Arrays.stream(all)
                .filter(name -> instances.stream().noneMatch(each -> isFor(each, name)))
                .toList();
        List<String> candidates = mine.isEmpty() ? anyones : mine;
        if (candidates.size() < 2) {
            return candidates.stream()
                    .findFirst()
                    .map(name -> connect(context.getBean(name, MigrettiConnectionDetails.class)));
        }
        MigrettiConnectionDetails primary =
                context.getBeanProvider(MigrettiConnectionDetails.class).getIfUnique();
        if (primary == null || !mine.isEmpty()) {
            throw new MigrettiConfigurationException(
                    "There are several MigrettiConnectionDetails beans for " + theMigrationsOf(instance) + ": "
                            + String.join(", ", candidates.stream().sorted().toList()),
                    "mark the one to migrate with @Primary, or each with @Qualifier and the name of its instance");
        }
        return Optional.of(connect(primary));
    }

    /** Whether the bean is qualified with the instance's name. */
    private boolean isFor(Instance instance, String bean) {
        Predicate<String> qualifier = instance.name()::equals;
        return BeanFactoryAnnotationUtils.isQualifierMatch(qualifier, bean, context.getBeanFactory());
    }

    private Database connect(MigrettiConnectionDetails details) {
        return connect(
                details.getJdbcUrl(),
                new Credentials(details.getUsername(), details.getPassword(), false),
                details.getDriverClassName());
    }

    private Database connect(String url, Credentials user, @Nullable String driver) {
        DataSourceBuilder<SimpleDriverDataSource> builder = DataSourceBuilder.create(context.getClassLoader())
                .type(SimpleDriverDataSource.class)
                .url(url);
        if (driver != null) {
            builder.driverClassName(driver);
        }
        return new Database(user.give(builder), url, Optional.empty());
    }

    private Optional<Database> own(EnvironmentChoice choice) {
        MigrettiSettings settings = choice.settings();
        String url = settings.getUrl();
        String username = settings.getUsername();
        String password = settings.getPassword();
        if (url != null) {
            requireUser(choice, username);
            PostgresUrl address = address(choice, url);
            return Optional.of(connect(
                    choice,
                    address,
                    Credentials.of(
                            Optional.of(settings),
                            address.user().orElse(null),
                            address.password().orElse(null))));
        }
        if (username == null && password == null) {
            return Optional.empty();
        }
        requireUser(choice, username);
        Optional<Database> service = jdbcService(Optional.of(settings));
        if (service.isPresent()) {
            Optional<DataSource> application = Optional.ofNullable(
                    context.getBeanProvider(DataSource.class).getIfUnique());
            return service.map(own -> new Database(own.dataSource, own.address, application));
        }
        Optional<Database> application = application(choice.instance());
        if (application.isPresent()) {
            DataSource derivedFrom = application.get().dataSource;
            Credentials user = Credentials.of(Optional.of(settings), null, null);
            return Optional.of(new Database(
                    user.give(DataSourceBuilder.derivedFrom(derivedFrom).type(SimpleDriverDataSource.class)),
                    derivedFrom,
                    application.get().application));
        }
        return r2dbcService(Optional.of(settings));
    }

    private void requireUser(EnvironmentChoice choice, @Nullable String username) {
        if (username != null && username.isBlank()) {
            throw new MigrettiConfigurationException(
                    "`" + choice.key("username") + "` is empty", "set it to the user that migrates, or leave it out");
        }
    }

    /** Of another database, or of a product in between whose jar is missing: nothing else would name the key. */
    private Database connect(EnvironmentChoice choice, PostgresUrl address, Credentials user) {
        try {
            Database database = connect(address.jdbc(), user, null);
            if (database.dataSource instanceof SimpleDriverDataSource own && own.getDriver() == null) {
                throw noDriver(choice, null);
            }
            return database;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw noDriver(choice, e);
        }
    }

    private MigrettiConfigurationException noDriver(EnvironmentChoice choice, @Nullable Throwable cause) {
        return new MigrettiConfigurationException(
                "`" + choice.key("url") + "` cannot be used: the application has no JDBC driver for such an address",
                "write jdbc:postgresql://host:port/database or postgresql://user:password@host:port/database",
                cause);
    }

    private PostgresUrl address(EnvironmentChoice choice, String url) {
        try {
            return PostgresUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new MigrettiConfigurationException(
                    "`" + choice.key("url") + "` cannot be used: " + e.getMessage(),
                    "write jdbc:postgresql://host:port/database or postgresql://user:password@host:port/database");
        }
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

    /** @param settings whose user is to connect, if it names one */
    private Optional<Database> jdbcService(Optional<MigrettiSettings> settings) {
        return Optional.ofNullable(
                        context.getBeanProvider(JdbcConnectionDetails.class).getIfUnique())
                .map(details -> connect(
                        details.getJdbcUrl(),
                        Credentials.of(settings, details.getUsername(), details.getPassword()),
                        details.getDriverClassName()));
    }

    private Optional<Database> r2dbcService(Optional<MigrettiSettings> settings) {
        return ClassUtils.isPresent(R2DBC, context.getClassLoader())
                ? R2dbcService.of(context)
                        .map(found -> connect(
                                found.url(), Credentials.of(settings, found.username(), found.password()), null))
                : Optional.empty();
    }

    /**
     * A user and his password, never one's name with another's password.
     *
     * @param override whether they replace what the URL says
     */
    private record Credentials(
            @Nullable String username, @Nullable String password, boolean override) {

        private static final Pattern IN_URL = Pattern.compile("(?<=[?&])(user|password)=[^&]*&?");

        static Credentials of(
                Optional<MigrettiSettings> settings, @Nullable String username, @Nullable String password) {
            String own = settings.map(MigrettiSettings::getUsername).orElse(null);
            String ownPassword = settings.map(MigrettiSettings::getPassword).orElse(null);
            if (own != null) {
                return new Credentials(own, ownPassword == null ? "" : ownPassword, true);
            }
            return new Credentials(username, ownPassword == null ? password : ownPassword, false);
        }

        SimpleDriverDataSource give(DataSourceBuilder<SimpleDriverDataSource> builder) {
            if (username != null) {
                builder.username(username);
            }
            if (password != null) {
                builder.password(password);
            }
            SimpleDriverDataSource dataSource = builder.build();
            String url = dataSource.getUrl();
            if (override && url != null) {
                // The driver prefers what stands there.
                dataSource.setUrl(IN_URL.matcher(url).replaceAll("").replaceFirst("[?&]$", ""));
            }
            return dataSource;
        }

        @Override
        public String toString() {
            return "Credentials[]";
        }
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
