package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.WebApplication.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.migretti.Migretti;
import io.migretti.MigrettiHook;
import io.migretti.boot.actuate.DryRunReport;
import io.migretti.boot.actuate.MigrettiEndpoint;
import io.migretti.boot.actuate.MigrettiEndpointWebExtension;
import io.migretti.boot.actuate.MigrettiMetrics;
import io.migretti.boot.actuate.MigrettiObservations;
import io.migretti.boot.actuate.MigrettiReadings;
import io.migretti.boot.actuate.MigrettiRuns;
import io.migretti.boot.actuate.ProblemRow;
import io.migretti.boot.actuate.RehearsalReport;
import io.migretti.boot.actuate.StatusReport;
import io.migretti.boot.actuate.VerifyReport;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Plan;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.testcontainers.properties.TestcontainersPropertySourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Without one library or another, in several contexts, over JMX, and in a native image. */
@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
class SurroundingsTest {

    private final TestDatabase database;
    private final ApplicationContextRunner everything;

    SurroundingsTest(TestDatabase database) {
        this.database = database;
        this.everything = new ApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "management.endpoints.web.exposure.include=migretti",
                        "management.info.migretti.enabled=true");
    }

    /** As an application has it: the classes of auto-configurations are read, and loaded only if they fit. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        MetricsAutoConfiguration.class,
        SimpleMetricsExportAutoConfiguration.class,
        CompositeMeterRegistryAutoConfiguration.class,
        ObservationAutoConfiguration.class,
        MigrettiAutoConfiguration.class,
        MigrettiEndpointAutoConfiguration.class,
        MigrettiHealthAutoConfiguration.class,
        MigrettiInfoAutoConfiguration.class,
        MigrettiMetricsAutoConfiguration.class,
        MigrettiObservationAutoConfiguration.class
    })
    static class Everything {}

    @Test
    void withEverythingItHasEverything() {
        everything.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(MigrettiEndpoint.class)
                .hasSingleBean(MigrettiEndpointWebExtension.class)
                .hasSingleBean(MigrettiMetrics.class)
                .hasSingleBean(MigrettiObservations.class)
                .hasBean("migrettiHealthContributor")
                .hasBean("migrettiInfo"));
    }

    @Test
    void withoutActuatorItMigratesAndMeasures() {
        everything
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(MigrettiInitializer.class)
                        .hasSingleBean(MigrettiMetrics.class)
                        .hasBean("migrettiHealthContributor")
                        .doesNotHaveBean("migrettiEndpoint")
                        .doesNotHaveBean("migrettiEndpointWebExtension")
                        .doesNotHaveBean("migrettiInfo"));
        assertThat(Applications.applied(database)).containsExactly("01", "02");
    }

    @Test
    void withoutMicrometerItHasNoMetrics() {
        everything
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(MigrettiEndpoint.class)
                        .hasBean("migrettiHealthContributor")
                        .doesNotHaveBean("migrettiMetrics")
                        .doesNotHaveBean("migrettiObservations"));
    }

    /** Without Actuator, whose health would have runs recorded. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        ObservedLate.class,
        MigrettiAutoConfiguration.class,
        MigrettiMetricsAutoConfiguration.class,
        MigrettiObservationAutoConfiguration.class
    })
    static class Little {}

    /** Behind the migrations, and before Spring Boot's own. */
    @AutoConfiguration(after = MigrettiAutoConfiguration.class, before = ObservationAutoConfiguration.class)
    @ConditionalOnProperty("observed.late")
    static class ObservedLate {
        @Bean
        ObservationRegistry lateRegistry() {
            return ObservationRegistry.create();
        }
    }

    private ApplicationContextRunner little() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Little.class)
                .withPropertyValues("spring.datasource.url=" + database.url());
    }

    @Test
    void withoutARegistryNothingIsRecorded() {
        little().run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(MigrettiInitializer.class)
                .doesNotHaveBean(MigrettiObservations.class)
                .doesNotHaveBean(MigrettiRuns.class));
    }

    @Test
    void itObservesIfThereIsARegistryWhoeverDefinesIt() {
        little().withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(MigrettiObservations.class)
                        .hasSingleBean(MigrettiRuns.class));
        little().withPropertyValues("observed.late=true")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(MigrettiObservations.class));
        new ApplicationContextRunner()
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(above -> little().withParent(above)
                        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(MigrettiObservations.class)));
    }

    @Test
    void anEngineOfTheApplicationsOwnIsObservedWithoutTheStarters() {
        little().withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withBean(
                        "own",
                        Migretti.class,
                        () -> Migretti.on(database.dataSource())
                                .from("classpath:migrations")
                                .build())
                .withPropertyValues("migretti.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(MigrettiInitializer.class)
                        .hasSingleBean(MigrettiObservations.class));
    }

    @Test
    void stepsOfTheStartAreRecordedWithoutAMeterRegistry() {
        BufferingApplicationStartup steps = new BufferingApplicationStartup(1000);
        little().withInitializer(context -> context.setApplicationStartup(steps))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(MigrettiRuns.class));
        assertThat(steps.getBufferedTimeline().getEvents())
                .anyMatch(event -> event.getStartupStep().getName().startsWith("migretti."));
    }

    /** Of connections and statements, and only the former can be unwrapped. */
    @SuppressWarnings("unchecked")
    private static <T> T wrapped(Class<T> type, Object target, boolean silent) {
        return (T) Proxy.newProxyInstance(
                SurroundingsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (type == Statement.class && method.getName().equals("unwrap")) {
                        if (silent) {
                            return null;
                        }
                        throw new SQLFeatureNotSupportedException("unwrap");
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getReturnType() == Statement.class
                                ? wrapped(Statement.class, result, silent)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void statementsNeedNotBeUnwrappable(boolean silent) {
        DataSource wrapping = new DelegatingDataSource(new DriverManagerDataSource(database.url())) {
            @Override
            public Connection getConnection() throws SQLException {
                return wrapped(Connection.class, super.getConnection(), silent);
            }
        };
        little().withBean(DataSource.class, () -> wrapping)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Applications.applied(database)).containsExactly("01", "02");
    }

    @Test
    void withoutHealthItHasNoHealth() {
        everything
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(MigrettiEndpoint.class)
                        .hasSingleBean(MigrettiMetrics.class)
                        .doesNotHaveBean("migrettiHealthContributor"));
    }

    @Test
    void withNoneOfThemItMigrates() {
        everything
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.health", "org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(MigrettiInitializer.class));
        assertThat(Applications.applied(database)).containsExactly("01", "02");
    }

    record Late() {}

    record Needing(Late late) {}

    /** Prepares the bean factory behind the early start of the migrations. */
    @AutoConfiguration(after = MigrettiAutoConfiguration.class)
    static class DefinesBeansLate {

        @Bean
        static BeanFactoryInitializer<DefaultListableBeanFactory> definesBeansLate() {
            return beans -> {
                if (beans.containsSingleton("migrettiInitializer")
                        && beans.getBeanNamesForType(Late.class).length == 0) {
                    beans.registerBeanDefinition("late", new RootBeanDefinition(Late.class));
                    beans.getBeanDefinition("needing").setPrimary(true);
                }
            };
        }

        @Bean
        Needing needing(Late late) {
            return new Needing(late);
        }

        @Bean
        Needing other(Late late) {
            return new Needing(late);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class, DefinesBeansLate.class
    })
    static class WithBeansDefinedLate {}

    @Test
    void whoPreparesTheBeanFactoryBehindItCanStillDefineAndChangeBeans() {
        new ApplicationContextRunner()
                .withUserConfiguration(WithBeansDefinedLate.class)
                .withPropertyValues("spring.datasource.url=" + database.url())
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Late.class)
                        .getBean(Needing.class)
                        .isNotNull());
    }

    private ApplicationContextRunner migrating() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=" + database.url());
    }

    /** Changes what others have made, as only an application's own would. */
    static final class Listening implements BeanPostProcessor {

        private final List<MigrettiEvent> heard = new ArrayList<>();

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Migretti migretti ? migretti.withListener(heard::add) : bean;
        }
    }

    @Test
    void whoChangesTheEngineChangesTheOneThatTheStartUses() {
        migrating()
                .withBean(Listening.class)
                .run(context -> assertThat(context.getBean(Listening.class).heard)
                        .hasAtLeastOneElementOfType(MigrettiEvent.MigrationDone.class));
    }

    /** Looks for the engine that it takes part in. */
    static final class Looking implements MigrettiHook {

        private final ConfigurableListableBeanFactory beans;
        private Object found = "nothing";

        Looking(ConfigurableListableBeanFactory beans) {
            this.beans = beans;
        }

        @Override
        public void before(Plan plan, Connection connection) {
            // Not by getBean: under strict locking, another thread would wait for the one that starts.
            found = Objects.requireNonNullElse(beans.getSingleton("migretti"), found);
        }
    }

    @Test
    void theEngineOfTheStartIsTheBeanWhileItMigrates() {
        migrating()
                .withBean(Looking.class)
                .run(context -> assertThat(context.getBean(Looking.class).found)
                        .isInstanceOf(Migretti.class)
                        .isSameAs(context.getBean("migretti")));
    }

    /** Needs itself what it takes part in. */
    static final class Circular implements MigrettiListener {

        Circular(Migretti migretti) {
            assertThat(migretti).isNotNull();
        }

        @Override
        public void onEvent(MigrettiEvent event) {}
    }

    @Test
    void whoTakesPartCannotNeedTheEngineAndIsToldSoOnce() {
        migrating()
                .withBean(Circular.class)
                .run(context -> assertThat(
                                Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
                                        .filter(MigrettiConfigurationException.class::isInstance))
                        .singleElement()
                        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                        .hasMessageContaining("takes part in migrations"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TestcontainersPropertySourceAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        MigrettiAutoConfiguration.class
    })
    static class WithPropertiesOfContainers {}

    /** As {@code SpringApplication.from(..).with(..)} starts an application with the containers of its tests. */
    @Test
    void anAddressThatAContainerTellsIsKnownInTime() {
        new ApplicationContextRunner()
                .withUserConfiguration(WithPropertiesOfContainers.class)
                .withBean(
                        DynamicPropertyRegistrar.class,
                        () -> properties -> properties.add("spring.datasource.url", database::url))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Applications.applied(database)).containsExactly("01", "02");
    }

    /** Knows where to route to only while a request is served. */
    static final class Routing extends AbstractRoutingDataSource {

        Routing(DataSource tenant) {
            setTargetDataSources(Map.of("tenant", tenant));
        }

        @Override
        protected @Nullable Object determineCurrentLookupKey() {
            return null;
        }
    }

    @Test
    void aDataSourceThatDoesNotKnowWhereToRouteToIsExplainedIfNobodyElseDoes() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrettiAutoConfiguration.class))
                .withBean(DataSource.class, () -> new Routing(database.dataSource()))
                .run(context -> {
                    Throwable failure = Objects.requireNonNull(context.getStartupFailure());
                    assertThat(failure).hasStackTraceContaining("The DataSource gives no connection");
                    assertThat(new MigrettiStartupFailureAnalyzer().analyze(failure))
                            .isNull();
                    assertThat(new MigrettiFailureAnalyzer().analyze(failure)).isNull();
                    FailureAnalysis analysis = Objects.requireNonNull(new DataSourceFailureAnalyzer().analyze(failure));
                    assertThat(analysis.getDescription()).contains("Cannot determine target DataSource");
                    assertThat(analysis.getAction()).startsWith("Correct it, or give migrations a DataSource");
                });
    }

    @Test
    void withoutAnEngineThereIsNothing() {
        everything
                .withPropertyValues("migretti.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(MigrettiEndpoint.class)
                        .doesNotHaveBean(MigrettiReadings.class)
                        .doesNotHaveBean(MigrettiMetrics.class)
                        .doesNotHaveBean("migrettiHealthContributor"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class})
    static class Unwatched {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        MigrettiAutoConfiguration.class,
        MigrettiHealthAutoConfiguration.class
    })
    static class Watched {}

    @Test
    void onlyWhoAsksHasARecordKept() {
        ApplicationContextRunner application =
                new ApplicationContextRunner().withPropertyValues("spring.datasource.url=" + database.url());
        application
                .withUserConfiguration(Unwatched.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(Migretti.class)
                        .doesNotHaveBean(MigrettiRuns.class)
                        .doesNotHaveBean(MigrettiReadings.class));
        application
                .withUserConfiguration(Watched.class)
                .run(context -> assertThat(context)
                        .hasBean("migrettiHealthContributor")
                        .hasSingleBean(MigrettiRuns.class)
                        .hasSingleBean(MigrettiReadings.class));
        application
                .withUserConfiguration(Watched.class)
                .withPropertyValues("management.health.migretti.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(Migretti.class)
                        .doesNotHaveBean("migrettiHealthContributor")
                        .doesNotHaveBean(MigrettiReadings.class));
    }

    /** A connection that the status is read with is there only when it is too late. */
    private static final class Slow extends DelegatingDataSource {
        private final CompletableFuture<Thread> asking = new CompletableFuture<>();

        @Override
        public Connection getConnection() throws SQLException {
            if (Thread.currentThread().getName().equals("migretti-status")) {
                asking.complete(Thread.currentThread());
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new SQLException("the pool has been closed", e);
                }
            }
            return super.getConnection();
        }
    }

    @Test
    void anApplicationThatIsClosedWhileItsStatusIsReadDoesNotComplain(CapturedOutput output) throws Exception {
        Slow slow = new Slow();
        slow.setTargetDataSource(new DriverManagerDataSource(database.url()));
        everything.withBean(DataSource.class, () -> slow).run(context -> {
            assertThat(context).hasNotFailed();
            slow.asking.get(1, TimeUnit.MINUTES);
        });
        slow.asking.join().join();
        assertThat(output).doesNotContain("cannot be read");
    }

    @Test
    void aContributorOfTheApplicationReplacesOurs() {
        everything
                .withBean(
                        "migrettiHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("migrettiHealthContributor"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        MigrettiAutoConfiguration.class,
        MigrettiHealthAutoConfiguration.class
    })
    static class Above {}

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class})
    static class Web {}

    @Test
    void anEngineOfAContextAboveIsShownBelow() {
        ConfigurableApplicationContext parent = new SpringApplicationBuilder(Above.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.application.name=above",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + database.url());
        try (parent;
                WebApplication web = start(new SpringApplicationBuilder(Web.class).parent(parent), database)) {
            assertThat(web.<Map<String, Object>>read("/migretti", "$.contexts")).containsOnlyKeys("above-1", "above");
            assertThat(web.<Map<String, Object>>read("/migretti", "$.contexts.above-1"))
                    .isEqualTo(Map.of("migrettiBeans", Map.of(), "parentId", "above"));
            assertThat(web.<String>read("/migretti", "$.contexts.above.migrettiBeans.migretti.state"))
                    .isEqualTo("UP_TO_DATE");
            assertThat(web.<String>read("/health/migretti", "$.details.head")).isEqualTo("02");
            assertThat(web.<List<Double>>read(
                            "/metrics/migretti.apply", "$.measurements[?(@.statistic == 'COUNT')].value"))
                    .containsExactly(1.0);
        }
    }

    @Test
    void theOperationsAreThereOverJmx() throws Exception {
        try (WebApplication application = start(
                database,
                "--spring.jmx.enabled=true",
                "--spring.jmx.unique-names=true",
                "--management.endpoints.jmx.exposure.include=migretti",
                "--migretti.endpoint.smart-dry-run=true",
                "--management.endpoint.migretti.access=unrestricted")) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = server.queryNames(
                            new ObjectName("org.springframework.boot:type=Endpoint,name=Migretti,*"), null)
                    .iterator()
                    .next();
            assertThat(server.invoke(name, "status", new Object[0], new String[0]))
                    .asString()
                    .contains("UP_TO_DATE");
            String[] text = {"java.lang.String"};
            assertThat(server.invoke(name, "view", new Object[] {"verify"}, text))
                    .asString()
                    .contains("valid=true");
            assertThat(server.invoke(name, "rehearse", new Object[] {"dry-run"}, text))
                    .asString()
                    .contains("successful=true");
            assertThat(application.engine().status().migrations()).hasSize(2);
        }
    }

    @Test
    void whatAnAnswerIsMadeOfHasHintsForANativeImage() {
        RuntimeHints hints = new RuntimeHints();
        new ReflectiveRuntimeHintsRegistrar()
                .registerRuntimeHints(hints, MigrettiEndpoint.class, MigrettiEndpointWebExtension.class);
        for (Class<?> part : List.of(
                MigrettiEndpoint.StatusBody.class,
                MigrettiEndpoint.VerifyBody.class,
                MigrettiEndpoint.DryRunBody.class,
                MigrettiEndpoint.RehearsalBody.class,
                MigrettiEndpoint.ContextBeans.class,
                StatusReport.class,
                StatusReport.MigrationRow.class,
                VerifyReport.class,
                VerifyReport.DifferenceRow.class,
                VerifyReport.Named.class,
                DryRunReport.class,
                DryRunReport.StepRow.class,
                DryRunReport.StatementRow.class,
                DryRunReport.RefusalRow.class,
                RehearsalReport.class,
                RehearsalReport.MigrationRow.class,
                RehearsalReport.StatementRow.class,
                RehearsalReport.LockRow.class,
                RehearsalReport.FailureRow.class,
                ProblemRow.class)) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onType(part)
                            .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                    .as(part.getName())
                    .accepts(hints);
        }
    }
}
