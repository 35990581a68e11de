package io.migretti.tests.shop;

import static io.migretti.tests.Databases.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.Migretti;
import io.migretti.boot.autoconfigure.MigrettiAutoConfiguration;
import io.migretti.boot.event.BeforeApplyEvent;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A parent context and a child. */
@PostgresTest
class HierarchyTest {

    private final TestDatabase database;

    HierarchyTest(TestDatabase database) {
        this.database = database;
    }

    static class Heard {
        private final List<Object> plans = new ArrayList<>();
        private final List<MigrettiCompletedEvent> completed = new ArrayList<>();

        @EventListener
        void before(BeforeApplyEvent event) {
            plans.add(event.plan().ids());
        }

        @EventListener
        void completed(MigrettiCompletedEvent event) {
            completed.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class})
    static class Data {
        @Bean
        Heard heard() {
            return new Heard();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class})
    static class Services {
        @Bean
        String books(JdbcClient jdbc) {
            return jdbc.sql("SELECT count(*)::text FROM books")
                    .query(String.class)
                    .single();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        MigrettiAutoConfiguration.class
    })
    static class ServicesThatMigrateToo {
        @Bean
        String books(JdbcClient jdbc) {
            return jdbc.sql("SELECT count(*)::text FROM books")
                    .query(String.class)
                    .single();
        }
    }

    @Test
    void aChildFindsTheSchemaThatItsParentMigrated() {
        try (ConfigurableApplicationContext child = application(Data.class)
                .child(Services.class)
                .web(WebApplicationType.NONE)
                .run()) {
            assertThat(child.getBean("books")).isEqualTo("0");
            assertThat(child.getBean(Heard.class).plans).hasSize(1);
            assertThat(child.getBean(Heard.class).completed).hasSize(1);
        }
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Test
    void aChildWithoutADataSourceOfItsOwnUsesTheEngineOfItsParent() {
        try (ConfigurableApplicationContext child = application(Data.class)
                .child(ServicesThatMigrateToo.class)
                .web(WebApplicationType.NONE)
                .run("--spring.datasource.url=" + database.url())) {
            assertThat(child.getBean("books")).isEqualTo("0");
            assertThat(child.getBean(Migretti.class)).isSameAs(parent(child).getBean(Migretti.class));
            assertThat(child.getBean(Heard.class).plans).hasSize(1);
            assertThat(child.getBean(Heard.class).completed).hasSize(1);
        }
    }

    private static ApplicationContext parent(ConfigurableApplicationContext child) {
        return Objects.requireNonNull(child.getParent());
    }

    private SpringApplicationBuilder application(Class<?> parent) {
        return new SpringApplicationBuilder(parent)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "spring.datasource.url=" + database.url());
    }
}
